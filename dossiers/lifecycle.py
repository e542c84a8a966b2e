"""The seven steps: moves, closings, and what each needs. Only `make_move` and `go_back` write `step`.

The buttons, the checks, the tests and docs/lifecycle.md all read these rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from dossiers import links
from dossiers.deadlines import Kept, keep
from dossiers.models import Analysis, Dossier, Evaluation, Kind, Message, Organisation, Period, Step
from dossiers.promises import refresh_due
from dossiers.timeline import Actor, record

Check = Callable[[Dossier], bool]


class NotYet(Exception):
    """A need is not met, or somebody else moved the dossier first. The text is what the user reads."""


# --- needs: facts about a dossier


def is_complaint(d: Dossier) -> bool:
    return d.kind == Kind.KLACHT


State = Message.State


def _has_letter(d: Dossier, kind: str, states: Collection[str]) -> bool:
    if "messages" in d.seen:
        return any(m.kind == kind and m.state in states for m in d.seen["messages"])
    return d.messages.filter(kind=kind, state__in=states).exists()


def acknowledged(d: Dossier) -> bool:
    return _has_letter(d, Message.Kind.ACKNOWLEDGEMENT, (State.SENT, State.SUPPRESSED))


def has_handler(d: Dossier) -> bool:
    return d.handler_id is not None


def introduced(d: Dossier) -> bool:
    """Somebody introduced himself, with a date; nobody can write to an anonymous complainant."""
    if d.complainant.is_anonymous or d.expected_on is None:
        return d.complainant.is_anonymous
    # a call that was not made and a letter still on the desk introduced nobody
    alive = set(State) - {State.HELD, State.FAILED, State.SUPPRESSED}
    return _has_letter(d, Message.Kind.INTRODUCTION, alive)


def has_category(d: Dossier) -> bool:
    return d.category_id is not None


def knows_when(d: Dossier) -> bool:
    return bool(d.occurred.strip())


def reachable(d: Dossier) -> bool:
    c = d.complainant
    return c.is_anonymous or bool(c.email or c.phone or c.address)


def look(d: Dossier) -> Dossier:
    """For a page that only shows: from here on the checks know its analysis and evaluation. One query."""
    row = (
        Dossier.objects.select_related("analysis", "evaluation")
        .only("pk", "analysis", "evaluation")
        .get(pk=d.pk)
    )
    d.seen = {name: getattr(row, name, None) for name in ("analysis", "evaluation")}
    return d


def analysis_of(d: Dossier) -> Analysis:
    row = d.seen["analysis"] if "analysis" in d.seen else Analysis.objects.filter(dossier=d).first()
    return row or Analysis(dossier=d)


def facts_written(d: Dossier) -> bool:
    return bool(analysis_of(d).facts.strip())


def inconvenience_written(d: Dossier) -> bool:
    row = analysis_of(d)
    return bool((row.inconvenience + row.feeling).strip())


def wish_written(d: Dossier) -> bool:
    row = analysis_of(d)
    return bool(row.wish.strip()) and row.wish_kind in ("explicit", "implied")


def diagnosed(d: Dossier) -> bool:
    row = analysis_of(d)
    return bool(row.diagnosis and row.expectation and row.cause.strip())


def has_redress(d: Dossier) -> bool:
    return d.redress.exists()


def answered(d: Dossier) -> bool:
    out = (State.SENT, State.QUEUED, State.CLAIMED, State.HANDING)
    return d.complainant.is_anonymous or _has_letter(d, Message.Kind.ANSWER, out)


def evaluation_of(d: Dossier) -> Evaluation:
    row = d.seen["evaluation"] if "evaluation" in d.seen else Evaluation.objects.filter(dossier=d).first()
    return row or Evaluation(dossier=d)


def asks_call(d: Dossier) -> bool:
    """A low score, and nobody spoke to the complainant since (R23)."""
    row = evaluation_of(d)
    return row.is_low and row.answered_at is not None and d.last_contact_at <= row.answered_at


def evaluated(d: Dossier) -> bool:
    row = evaluation_of(d)
    return row.answered_at is not None or row.absent_at is not None


def customer_content(d: Dossier) -> bool:
    return bool(evaluation_of(d).comment.strip())


# --- moves: one row each


@dataclass(frozen=True)
class Move:
    """One step forward. A need's key is the sentence that the user sees when it is not met."""

    label: str
    start: Step
    end: Step
    needs: dict[str, Check] = field(default_factory=dict)
    # made by the fact itself, as soon as its needs are met
    by_itself: bool = False


MOVES = {
    "herken": Move(
        "Herken als klacht",
        Step.HERKENNEN,
        Step.BEVESTIGEN,
        {"Geef als soort aan dat dit een klacht is.": is_complaint},
    ),
    "bevestig": Move(
        "Ga verder met informeren",
        Step.BEVESTIGEN,
        Step.INFORMEREN,
        {"Zorg dat de melder de bevestiging heeft.": acknowledged},
        by_itself=True,
    ),
    "leg-aan": Move(
        "Ga verder met het dossier",
        Step.INFORMEREN,
        Step.DOSSIER,
        {
            "Wijs een behandelaar aan.": has_handler,
            "Stel je voor aan de melder, met een datum voor het antwoord.": introduced,
        },
        by_itself=True,
    ),
    "start-analyse": Move(
        "Ga verder met analyseren",
        Step.DOSSIER,
        Step.ANALYSEREN,
        {
            "Wijs een behandelaar aan.": has_handler,
            "Kies waar het over gaat.": has_category,
            "Schrijf op wanneer en waar het was.": knows_when,
            "Vul in hoe we de melder bereiken.": reachable,
        },
    ),
    "start-oplossen": Move(
        "Ga verder met oplossen",
        Step.ANALYSEREN,
        Step.OPLOSSEN,
        {
            "Schrijf op wat er misging (de feiten).": facts_written,
            "Schrijf op wat het deed met de melder.": inconvenience_written,
            "Schrijf op wat het goed zou maken.": wish_written,
            "Kies kwaliteit of communicatie, en schrijf de oorzaak op zonder namen.": diagnosed,
        },
    ),
    "start-evalueren": Move(
        "Ga verder met evalueren",
        Step.OPLOSSEN,
        Step.EVALUEREN,
        {
            "Kies minstens één oplossing.": has_redress,
            "Verstuur het antwoord.": answered,
        },
    ),
}


@dataclass(frozen=True)
class Closing:
    """A reason to close: from which steps, for which kinds, what it needs, and whether a reason is written."""

    label: str
    explain: str
    steps: tuple[Step, ...]
    needs: dict[str, Check] = field(default_factory=dict)
    asks_note: str = ""
    other_kinds: bool = False
    # nothing came of it: kept for the shorter of the two terms
    dropped: bool = False


BEFORE_ANSWER = tuple(s for s in Step if s < Step.EVALUEREN)
ALL_STEPS = tuple(Step)
CLOSINGS = {
    "answered": Closing(
        "Beantwoord",
        "De zeven stappen zijn klaar. De melder krijgt een slotbrief met alles op een rij.",
        (Step.EVALUEREN,),
        {"Wacht op de evaluatie, of leg vast waarom die niet komt.": evaluated},
    ),
    "solved_at_once": Closing(
        "Meteen opgelost",
        "Tijdens het gesprek opgelost, en de melder vindt het zo goed.",
        BEFORE_ANSWER,
        {
            "Schrijf op wat er gebeurde.": facts_written,
            "Schrijf op wat er gedaan is.": has_redress,
            "Schrijf in de woorden van de melder op dat het zo goed is.": customer_content,
        },
    ),
    "withdrawn": Closing(
        "Ingetrokken", "De melder wil er niet mee verder.", ALL_STEPS, asks_note="Waarom trekt de melder het in?",
        other_kinds=True, dropped=True,
    ),
    "not_a_complaint": Closing(
        "Geen klacht",
        "Het is een vraag, een reparatieverzoek, een compliment of iets anders, en het is afgehandeld.",
        (Step.HERKENNEN,),
        asks_note="Waarom is dit geen klacht, en wat is ermee gedaan?",
        other_kinds=True,
        dropped=True,
    ),
    "forwarded": Closing(
        "Doorgestuurd", "Een andere organisatie gaat hierover.", BEFORE_ANSWER,
        asks_note="Naar wie is het gestuurd, en hoe bereikt de melder die?", other_kinds=True, dropped=True,
    ),
    "duplicate": Closing(
        "Dubbel", "Dezelfde melder, hetzelfde verhaal: het staat al in een ander dossier.", BEFORE_ANSWER,
        asks_note="In welk dossier gaat het verder?", other_kinds=True, dropped=True,
    ),
    "refused": Closing(
        "Niet in behandeling", "De regeling laat toe dat wij dit niet behandelen. De melder hoort waarom.",
        BEFORE_ANSWER, asks_note="Om welke reden? De melder leest dit in de brief.",
    ),
}  # fmt: skip


def unmet(dossier: Dossier, needs: dict[str, Check]) -> list[str]:
    """The sentences of what is still missing."""
    return [sentence for sentence, check in needs.items() if not check(dossier)]


def next_move(dossier: Dossier) -> str | None:
    """The name of the move out of the present step; None when closed or at the end."""
    if not dossier.is_open:
        return None
    return next((name for name, move in MOVES.items() if move.start == dossier.step), None)


def _write_step(dossier: Dossier, start: int, end: int, at: datetime) -> None:
    """One conditional update settles a race on both databases."""
    row = Dossier.objects.filter(pk=dossier.pk, step=start, closed_at=None)
    if not row.update(step=end, step_since=at):
        raise NotYet("Iemand anders was je voor: het dossier staat al in een andere stap. Kijk nog eens.")
    dossier.step, dossier.step_since = end, at


@transaction.atomic
def make_move(dossier: Dossier, name: str, *, by: Actor, at: datetime) -> None:
    """Make one move (R53). Raises NotYet with what is missing."""
    move = MOVES[name]
    if missing := unmet(dossier, move.needs):
        raise NotYet(" ".join(missing))
    _write_step(dossier, move.start, move.end, at)
    kind = "moved" if by.user else "went_on"
    record(dossier, kind, by=by, at=at, start=move.start.label, end=move.end.label)
    refresh_due(dossier)


def advance(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Make the moves that make themselves, as far as their needs are met."""
    name = next_move(dossier)
    while name and MOVES[name].by_itself and not unmet(dossier, MOVES[name].needs):
        make_move(dossier, name, by=by, at=at)
        name = next_move(dossier)


@transaction.atomic
def go_back(dossier: Dossier, *, reason: str, by: Actor, at: datetime) -> None:
    """One step back, always possible, with a reason; a step is never skipped."""
    if dossier.step == Step.HERKENNEN:
        raise NotYet("Dit is de eerste stap.")
    if not reason.strip():
        raise NotYet("Schrijf op waarom je een stap teruggaat.")
    start, end = Step(dossier.step), Step(dossier.step - 1)
    _write_step(dossier, start, end, at)
    record(dossier, "moved_back", by=by, at=at, quote=reason, start=start.label, end=end.label)
    refresh_due(dossier)


def closings_for(dossier: Dossier) -> dict[str, Closing]:
    """The reasons that fit where this dossier stands."""
    fits = {n: c for n, c in CLOSINGS.items() if dossier.step in c.steps}
    return fits if is_complaint(dossier) else {n: c for n, c in fits.items() if c.other_kinds}


@transaction.atomic
def close(dossier: Dossier, name: str, *, note: str = "", by: Actor, at: datetime) -> None:
    """Close for a reason out of CLOSINGS. Raises NotYet with what is missing."""
    closing = closings_for(dossier).get(name)
    if closing is None:
        raise NotYet("Zo kun je dit dossier nu niet sluiten.")
    missing = unmet(dossier, closing.needs)
    if missing or (closing.asks_note and not note.strip()):
        raise NotYet(" ".join(missing) or closing.asks_note)
    kept = _kept(closing, at)
    here = Dossier.objects.filter(pk=dossier.pk, step=dossier.step, closed_at=None)
    if not here.update(closed_at=at, keep_until=kept.until, keep_why=kept.why):
        raise NotYet("Dit dossier is al gesloten, of iemand anders veranderde het net. Kijk nog eens.")
    dossier.closed_at, dossier.keep_until, dossier.keep_why = at, kept.until, kept.why
    dossier.periods.filter(closed_at=None).update(closed_at=at, closing=name, note=note, closed_by=by.user)
    links.expire_after_closing(dossier, at=at)
    record(dossier, "closed", by=by, at=at, quote=note, closing=closing.label)


def _kept(closing: Closing, at: datetime) -> Kept:
    """How long this dossier is kept, by the settings of today; later ones change it at the next closing only."""
    ours = Organisation.current()
    return keep(closing.label, at, ours.keep_years_dropped if closing.dropped else ours.keep_years)


@transaction.atomic
def reopen(dossier: Dossier, *, reason: str, by: Actor, at: datetime) -> None:
    """Open again in the step where it stood; the clocks of the law do not restart."""
    if not reason.strip():
        raise NotYet("Schrijf op waarom het dossier weer opengaat.")
    if (
        not Dossier.objects.filter(pk=dossier.pk)
        .exclude(closed_at=None)
        .update(closed_at=None, keep_until=None, keep_why="", step_since=at)
    ):
        raise NotYet("Dit dossier is al open.")
    dossier.closed_at, dossier.keep_until, dossier.keep_why = None, None, ""
    Period.objects.create(dossier=dossier, opened_at=at)
    links.expire_after_closing(dossier, at=None)
    record(dossier, "reopened", by=by, at=at, quote=reason)
    refresh_due(dossier)
