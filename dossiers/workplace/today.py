"""Vandaag: what needs me now, in the order of harm. As many queries for one thing to do as for fifty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from dossiers.correspondence import flood
from dossiers.dates import long_day
from dossiers.models import Contact, Dossier, Draft, Kind, Message, Promise, Role, Step
from dossiers.permissions import may
from dossiers.workplace import today_rows as rows
from dossiers.workplace.handed_over import new_with_me
from dossiers.workplace.listparts import OPEN, silent
from dossiers.workplace.reader import Reader
from dossiers.workplace.today_aside import AHEAD, Coming, coming
from dossiers.workplace.today_rows import Row
from dossiers.workplace.today_words import upper_first
from dossiers.workplace.under_way import LATE_AFTER, ON_ITS_WAY, STUCK

State = Message.State
MOST = 300  # rows read per table
FEW = 3  # held by the caps: as quickly decided one by one
NUMBERS = (
    "",
    "Eén",
    "Twee",
    "Drie",
    "Vier",
    "Vijf",
    "Zes",
    "Zeven",
    "Acht",
    "Negen",
    "Tien",
    "Elf",
    "Twaalf",
)


@dataclass(frozen=True)
class Group:
    """One heading with its rows; `more` is the view of the worklist that shows the rest, of post it is the outbox."""

    title: str
    rows: list[Row]
    more: str = "mijn"
    note: str = ""
    most: int = 10
    is_post: bool = False

    @property
    def shown(self) -> list[Row]:
        return self.rows[: self.most]

    @property
    def rest(self) -> int:
        return max(0, len(self.rows) - self.most)


@dataclass
class Today:
    groups: list[Group]
    coming: list[Coming]

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    def sentence(self, r: Reader) -> str:
        """Woensdag 18 november. Acht dingen vragen vandaag om jou. Familie Yılmaz eerst."""
        day = long_day(r.today, "nl").rsplit(" ", 1)[0].capitalize()
        if not self.count:
            return f"{day}."
        number = NUMBERS[self.count] if self.count < len(NUMBERS) else str(self.count)
        things = "ding vraagt" if self.count == 1 else "dingen vragen"
        return f"{day}. {number} {things} vandaag om jou. {upper_first(self.groups[0].rows[0].name)} eerst."


def today_of(r: Reader) -> Today:
    post, promises, dossiers = _post(r), list(_promises(r)), list(_dossiers(r))
    due = [p for p in promises if p.due_on <= r.today]
    promised = {p.dossier_id for p in due if p.about == rows.ANSWER}
    acks = [m for m in post if m.kind == Message.Kind.ACKNOWLEDGEMENT]
    quiet = [m for m in post if m.kind == Message.Kind.PROGRESS]
    other = [m for m in post if m not in acks and m not in quiet]
    asked = {m.dossier_id for m in quiet}
    groups = [
        Group("Nog niet bevestigd", _unacknowledged(acks, r), note="nog vandaag", is_post=True),
        Group("Beloofd, en nu te laat", [rows.promised(p, r) for p in due if p.due_on < r.today]),
        Group("Beloofd voor vandaag", [rows.promised(p, r) for p in due if p.due_on == r.today]),
        Group("Termijn dichtbij", [rows.near(d, r) for d in dossiers if d.is_near and d.pk not in promised], "week"),
        Group("Post die niet weg is", [rows.stuck(m, r) for m in other], is_post=True),
        Group("Er kwam antwoord", list(_answers(r))),
        Group("Nieuw bij jou", new_with_me(r)),
        Group("Zonder behandelaar", [rows.unassigned(d, r) for d in dossiers if not d.handler_id], "zonder", most=5),
        Group("Te lang stil", [*map(rows.paused, quiet),
                               *(rows.quiet(d, r) for d in dossiers if d.is_silent and d.pk not in asked)], "stil"),
        Group("Evaluatie binnen", sorted((rows.evaluated(d, r) for d in dossiers if d.is_evaluated), key=_care_first)),
    ]  # fmt: skip
    return Today([g for g in groups if g.rows], coming(promises, dossiers, r))


def _unacknowledged(acks: list[Message], r: Reader) -> list[Row]:
    """What a flood brought is one decision, after the people who wait alone."""
    together = [m for m in acks if flood.is_one_of_many(m)] if may(r.user, "work") else []
    if len(together) <= FEW:
        return [rows.unacknowledged(m, r) for m in acks]
    alone = [rows.unacknowledged(m, r) for m in acks if m not in together]
    return [*alone, rows.flooded(len(together))]


def _care_first(row: Row) -> bool:
    return row.tone != "care"


def _post(r: Reader) -> list[Message]:
    """Acknowledgements that I may work on or logged and have not gone; other post of my own that waits."""
    ack, mine = Q(kind=Message.Kind.ACKNOWLEDGEMENT), Q(dossier__handler=r.user)
    late = ack & Q(state__in=ON_ITS_WAY, created_at__lte=r.at - LATE_AFTER)
    wanted = late | (Q(state__in=STUCK) & (ack | mine))
    # whoever logged it sees it through
    logged = ack & Q(dossier__registered_by=r.user, dossier__handler=None)
    # closing stops what goes by itself; what waits for a person waits after it too
    found = Message.objects.filter(wanted, Q(dossier__in=r.to_work) | logged).defer(
        "text", "html", "made_from"
    )
    found = found.select_related("dossier__complainant").order_by("created_at", "pk")
    return list(found[:MOST])


def _promises(r: Reader) -> QuerySet[Promise]:
    """Also of closed dossiers: what we said we would do, we do. Only the answer is over then."""
    mine = Q(owner=r.user) | Q(owner=None, dossier__handler=r.user)
    found = Promise.objects.filter(mine, kept_at=None, due_on__lte=r.today + AHEAD)
    found = found.exclude(about=rows.ANSWER, dossier__closed_at__isnull=False)
    return found.select_related("dossier__complainant").order_by("due_on", "pk")[:MOST]


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _dossiers(r: Reader) -> QuerySet[Dossier]:
    """My dossiers near their term, silent or evaluated, and those of my teams that nobody has."""
    mine = OPEN & Q(handler=r.user)
    near = mine & Q(kind=Kind.KLACHT, step__lt=Step.EVALUEREN, decide_by__lte=r.near)
    evaluated = Q(evaluation__answered_at__isnull=False) | Q(evaluation__absent_at__isnull=False)
    evaluated &= mine & Q(step=Step.EVALUEREN)
    free = OPEN & Q(handler=None, team__in=r.teams)
    if not r.user.has_role(Role.BEHANDELAAR, Role.MANAGER):
        free = Q(pk=None)
    gone = [State.SENT, *ON_ITS_WAY]
    answers = Message.objects.filter(dossier=OuterRef("pk"), kind=Message.Kind.ANSWER, state__in=gone)
    drafts = Draft.objects.filter(dossier=OuterRef("pk"), letter="answer").exclude(text="")
    return (
        r.to_work.filter(near | (mine & silent(r)) | evaluated | free)
        .annotate(is_answered=Exists(answers), has_draft=Exists(drafts))
        .annotate(
            is_near=_flag(near & Q(is_answered=False)),
            is_silent=_flag(mine & silent(r)),
            is_evaluated=_flag(evaluated),
        )
        .select_related("complainant", "evaluation")
        .defer("story", "form", "better", "customer_proposal")
        .order_by("due_on", "pk")[:MOST]
    )


def _answers(r: Reader) -> Iterable[Row]:
    """One row per dossier that somebody wrote or called about, mine or of my teams without a handler."""
    free = Q(dossier__handler=None, dossier__team__in=r.teams)
    found = Contact.objects.filter(
        Q(dossier__handler=r.user) | free, read_at=None, dossier__in=r.to_work,
    ).select_related("dossier__complainant", "by").prefetch_related("attachments").order_by("at", "pk")  # fmt: skip
    talks: dict[int, list[Contact]] = {}
    for contact in found[:MOST]:
        talks.setdefault(contact.dossier_id, []).append(contact)
    return [rows.wrote(contacts, r) for contacts in talks.values()]
