"""Everything of one dossier on one page, each table read once."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse

from dossiers import deadlines
from dossiers.correspondence import missed
from dossiers.correspondence.letter import carrier_for
from dossiers.correspondence.states import waits_for_hands
from dossiers.lifecycle import CLOSINGS, analysis_of, is_complaint
from dossiers.models import Carrier, Dossier, Message, Party, Redress, Step
from dossiers.permissions import may_correct, may_work
from dossiers.workplace import clocks, line
from dossiers.workplace.handed_over import introduce_again
from dossiers.workplace.neighbours import neighbours_of
from dossiers.workplace.next_step import next_step
from dossiers.workplace.reader import Reader
from dossiers.workplace.today_rows import ACK_VERBS
from dossiers.workplace.under_way import STUCK

EARLIER = 5
READ_ALONG = ("analysis", "evaluation")  # in the query of the dossier itself
VIA = {
    Carrier.FORMULIER: "het formulier", Carrier.EMAIL: "e-mail", Carrier.TELEFOON: "de telefoon",
    Carrier.BALIE: "de balie", Carrier.BRIEF: "een brief", Carrier.SOCIALE_MEDIA: "sociale media",
}  # fmt: skip
# how we reach somebody, after "melder, "
ROADS = {
    Message.Carrier.EMAIL: "wij mailen", Message.Carrier.LETTER: "wij sturen een brief",
    Message.Carrier.PHONE: "wij bellen", Message.Carrier.PAGE: "we weten nog niet hoe wij die bereiken",
}  # fmt: skip
TONES = {
    Message.State.SENT: ("good", "check-circle"),
    Message.State.SUPPRESSED: ("plain", "minus"),
    **dict.fromkeys(STUCK, ("care", "warning")),
}


def page_of(dossier: Dossier, given: QueryDict, kept: QueryDict, reader: Reader) -> dict[str, Any]:
    """The context of the page; `given` is the address, `kept` the list one came from."""
    messages = _read(dossier)
    counts, left = line.counted(dossier)
    acknowledgement = next((m for m in messages if m.kind == Message.Kind.ACKNOWLEDGEMENT), None)
    can_work = may_work(reader.user, dossier)
    promises = list(dossier.promises.select_related("owner").order_by("kept_at", "due_on"))
    return {
        "dossier": dossier,
        "organisation": reader.organisation,
        "today": reader.today,
        "near": neighbours_of(dossier, kept, reader),
        "is_mine": dossier.handler_id == reader.user.pk,
        "can_work": can_work,
        "may_correct": may_correct(reader.user, dossier),
        "is_complaint": is_complaint(dossier),
        "steps": clocks.route(dossier, left) if is_complaint(dossier) else [],
        "clocks": clocks.clocks(dossier, messages, reader),
        "article": deadlines.PROFILES[reader.organisation.law_profile].article,
        "now": next_step(dossier, acknowledgement, reader.at),
        "by_hand": None if can_work else _by_hand(acknowledgement),
        "stranger_url": introduce_again(dossier, messages) if can_work else "",
        "via": VIA[Carrier(dossier.carrier)],
        "address": _on_one_line(dossier.complainant.address),
        "way": missed.other_road(dossier) if can_work else "",
        "road": ROADS[Message.Carrier(carrier_for(dossier))],
        "said": dossier.seen["evaluation"] if dossier.step == Step.EVALUEREN else None,
        "ending": _ending(dossier),
        "unread": dossier.contacts.filter(read_at=None).select_related("by"),
        **_reading(dossier),
        "redress": dossier.redress.all(),
        "may_redress": can_work and dossier.is_open and dossier.step >= Step.DOSSIER,
        "post": [(m, *TONES.get(Message.State(m.state), ("plain", "clock"))) for m in messages],
        "promises": promises,
        "promise_due": any(not row.kept_at and row.due_on <= reader.today for row in promises),
        "attachments": list(dossier.attachments.all()),
        **_parties(dossier),
        **_earlier(dossier, reader),
        "line": line.line_of(dossier, given, counts, reader.user),
    }


def _read(dossier: Dossier) -> list[Message]:
    """What the checks of the next step and the page both need, each read once; the messages without their texts."""
    messages = list(dossier.messages.defer("text", "html", "made_from"))
    prefetch_related_objects(
        [dossier], "parties", Prefetch("redress", Redress.objects.select_related("owner"))
    )
    dossier.seen = {name: getattr(dossier, name, None) for name in READ_ALONG} | {"messages": messages}
    return messages


def _by_hand(acknowledgement: Message | None) -> tuple[str, str] | None:
    """Where who logged it can post the letter or make the call himself, and what the button says."""
    if acknowledgement is None or not waits_for_hands(acknowledgement):
        return None
    return reverse("message", args=[acknowledgement.pk]), ACK_VERBS[Message.Carrier(acknowledgement.carrier)]


def _on_one_line(address: str) -> str:
    return ", ".join(line for line in map(str.strip, address.replace(",\n", "\n").splitlines()) if line)


def _ending(dossier: Dossier) -> dict[str, Any] | None:
    """How and when it closed."""
    if dossier.is_open:
        return None
    period = dossier.periods.select_related("closed_by").order_by("-opened_at").first()
    label = CLOSINGS[period.closing].label if period and period.closing in CLOSINGS else ""
    return {"period": period, "label": label}


READING = {
    "Feiten": ("facts",),
    "Wat het deed": ("inconvenience", "feeling"),
    "Wat het goed zou maken": ("wish",),
    "Hoe het kwam": ("get_diagnosis_display", "cause"),
}


def _reading(dossier: Dossier) -> dict[str, Any]:
    """Our analysis as short lists: each line that was typed is one point."""
    analysis = analysis_of(dossier)
    reading = []
    for title, names in READING.items():
        values = (getattr(analysis, name) for name in names)
        text = "\n".join(str(v() if callable(v) else v) for v in values)
        if lines := [line.strip(" -•") for line in text.splitlines() if line.strip(" -•")]:
            reading.append((title, lines))
    return {"analysis": analysis, "reading": reading}


def _parties(dossier: Dossier) -> dict[str, Any]:
    rows = list(dossier.parties.all())
    first = next((p for p in rows if p.part == Party.Part.REPRESENTATIVE), None)
    return {"representative": first, "parties": [p for p in rows if p is not first]}


def _earlier(dossier: Dossier, reader: Reader) -> dict[str, Any]:
    """Other dossiers of this person, as far as the reader may see them."""
    c = dossier.complainant
    same = Q(pk=None)
    if c.email:
        same |= Q(complainant__email__iexact=c.email)
    if c.phone:
        same |= Q(complainant__phone=c.phone)
    rows = reader.dossiers.filter(same).exclude(pk=dossier.pk).order_by("-received_at")
    found = list(rows.only("reference", "subject", "received_at", "closed_at", "step", "kind")[: EARLIER + 1])
    return {"earlier": found[:EARLIER], "more_earlier": len(found) > EARLIER}
