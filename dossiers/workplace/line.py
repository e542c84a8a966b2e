"""What happened, newest first, as lines that a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Max, Q, QuerySet, When
from django.db.models.fields.json import KT
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dossiers.models import Dossier, Event
from dossiers.timeline import MOVED, sentence
from dossiers.workplace.listparts import is_number

Counts = dict[str, int]  # of each part of PARTS
FIRST = 50  # lines on a page
TALKED = ("contact", "contact_earlier")
MET = (
    "filed registered not_reached address_confirmed customer_wrote evaluated evaluation_noted promised kept expected "
    "sent sent_by_hand arrived shown"
)
CHANGED = (
    "moved went_on moved_back kind_changed assigned categorised details_changed files_added link_renewed "
    "party_added party_changed party_removed promise_withdrawn promise_passed redress_added redress_removed "
    "redress_done analysed evaluation_absent closed reopened received_corrected counted_anew"
)
POST = (
    "posted readdressed remade on_paper released sent sent_by_hand arrived not_sent uncertain shown held "
    "customer_wrote"
)
# what an empty part says: what could be next
EMPTY = {
    "ons": ("Wij deden nog niets", "Bel de melder, of kies wie dit dossier onder zijn hoede neemt."),
    "wijzigingen": ("Er is nog niets veranderd", "Gaat het dossier een stap verder, dan staat dat hier."),
    "berichten": ("Nog geen berichten", "Schrijf de melder, of bel en leg het gesprek vast."),
}


def _kinds(names: str) -> Q:
    return Q(kind__in=names.split())


# what each chip shows; a note is ours alone, so it is no contact with the complainant
PARTS = {
    "": ("Alles", Q(pk__isnull=False)),
    "melder": ("Met de melder", _kinds(MET) | (Q(kind__in=TALKED) & ~Q(words__kind="notitie"))),
    "ons": ("Door ons", Q(actor__isnull=False)),
    "wijzigingen": ("Wijzigingen", _kinds(CHANGED)),
    "berichten": ("Berichten", _kinds(POST)),
}
ICONS = {
    "filed": "tray", "registered": "tray", "moved": "arrow-right", "went_on": "arrow-right",
    "moved_back": "arrow-bend-up-left", "kind_changed": "tag", "assigned": "user", "categorised": "tag",
    "details_changed": "pencil-simple", "received_corrected": "pencil-simple", "counted_anew": "calendar",
    "contact": "chats", "contact_earlier": "chats", "not_reached": "phone-outgoing",
    "customer_wrote": "chat-circle-text",
    "files_added": "paperclip", "party_added": "user-plus", "party_changed": "pencil-simple", "party_removed": "minus",
    "promise_withdrawn": "minus", "promise_passed": "handshake", "posted": "envelope-simple",
    "sent": "paper-plane-tilt",
    "sent_by_hand": "paper-plane-tilt", "released": "paper-plane-tilt", "not_sent": "prohibit", "uncertain": "question",
    "on_paper": "printer", "arrived": "check", "remade": "arrow-counter-clockwise", "readdressed": "envelope-simple",
    "shown": "eye", "promised": "handshake", "kept": "check", "expected": "calendar", "analysed": "note-pencil",
    "redress_added": "gift", "redress_removed": "minus", "redress_done": "check-circle", "evaluated": "star",
    "evaluation_noted": "star",
    "evaluation_absent": "minus", "closed": "archive", "reopened": "arrow-counter-clockwise", "link_renewed": "key",
    "held": "pause", "address_confirmed": "check",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    event: Event
    icon: str
    text: SafeString


@dataclass(frozen=True)
class Line:
    """One page of the timeline: its part, its lines, how many each part has, and where the older ones begin."""

    part: str
    entries: list[Entry]
    chips: list[tuple[str, str, int]]
    older: int | None  # the last line here; None at the end
    is_first: bool

    @property
    def is_chosen(self) -> bool:
        """Somebody asked for this part, so nothing of it folds away."""
        return bool(self.part) or not self.is_first

    @property
    def empty(self) -> tuple[str, str]:
        return EMPTY.get(self.part, ("Hier staat nog niets", ""))


def line_of(dossier: Dossier, given: QueryDict, counts: Counts, reader: Any) -> Line:
    """The page that the address asks for: `lijn` is the part, `voor` the line before which it begins."""
    part = given.get("lijn", "") if given.get("lijn", "") in PARTS else ""
    events = Event.objects.filter(dossier=dossier)
    before = _before(events, given.get("voor", ""))
    found = list(events.filter(PARTS[part][1], before or Q())[: FIRST + 1])
    shown = [Entry(e, ICONS.get(e.kind, "circle"), _with_name(e, reader)) for e in found[:FIRST]]
    older = found[FIRST - 1].pk if len(found) > FIRST else None
    return Line(part, shown, _chips(counts), older, before is None)


def _before(events: QuerySet[Event], pk: str) -> Q | None:
    """What is older than this line; None when there is no such line in this dossier."""
    at = events.filter(pk=int(pk)).values_list("at", flat=True).first() if is_number(pk) else None
    return at and (Q(at__lt=at) | Q(at=at, pk__lt=int(pk)))


def counted(dossier: Dossier) -> tuple[Counts, dict[str, datetime]]:
    """How many lines each part has, and when each step was last left for the next. One query."""
    events = Event.objects.filter(dossier=dossier).order_by()
    start = Case(When(kind__in=MOVED, then=KT("words__start")))
    parts = {f"n_{name}": Count("pk", filter=condition) for name, (_, condition) in PARTS.items()}
    rows = list(events.values(start=start).annotate(left_at=Max("at"), **parts))
    counts = {name: sum(row[f"n_{name}"] for row in rows) for name in PARTS}
    return counts, {row["start"]: row["left_at"] for row in rows if row["start"]}


def _chips(counts: Counts) -> list[tuple[str, str, int]]:
    return [(name, label, counts[name]) for name, (label, _) in PARTS.items()]


def _with_name(event: Event, reader: Any) -> SafeString:
    """The sentence, with somebody from outside in bold."""
    text = sentence(event, reader)
    if event.from_outside and text.startswith(event.actor_name):
        return format_html("<strong>{}</strong>{}", event.actor_name, text[len(event.actor_name) :])
    return format_html("{}", text)
