"""Looking back: two questions by link, by phone, or the reason why no answer came (R71, R72)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from dossiers import lifecycle
from dossiers.casework.ending import stop_waiting_post
from dossiers.casework.writing import post_letter
from dossiers.correspondence import letters, missed
from dossiers.correspondence.letter import carrier_for, in_language
from dossiers.holding import hold
from dossiers.models import Dossier, Evaluation, Message, Organisation, Step, User
from dossiers.promises import refresh_due
from dossiers.timeline import Actor, colleague, record
from dossiers.together import agree

ASKED = (Message.Kind.SURVEY, Message.Kind.REMINDER)


@transaction.atomic
def start_evaluation(dossier: Dossier, *, by: User, at: datetime) -> None:
    """Go on to evalueren; the two questions follow by themselves after some time (R71)."""
    hold(dossier)
    lifecycle.make_move(dossier, "start-evalueren", by=colleague(by), at=at)
    if carrier_for(dossier) != Message.Carrier.PAGE:
        due = letters.survey_due(dossier, Organisation.current(), at)
        ask(dossier, due_at=due, at=at)


def ask(
    dossier: Dossier, *, due_at: datetime, by: User | None = None, reminder: bool = False, at: datetime
) -> Message:
    """Post the survey, or its one reminder."""
    with in_language(dossier.language):
        letter = letters.survey(dossier, reminder=reminder, at=at)
    count = dossier.messages.filter(kind=letter.kind).count()
    once = f"{letter.kind}:{dossier.reference}:{count + 1}"
    return post_letter(dossier, letter, once=once, by=by, at=at, due_at=due_at)


LEFT = (Message.State.SENT, Message.State.CLAIMED, Message.State.HANDING, Message.State.UNCERTAIN)


def already_asked(dossier: Dossier, *, at: datetime) -> bool:
    """Whether the two questions went, or are about to; twice the same question helps nobody."""
    asked = dossier.messages.filter(kind=Message.Kind.SURVEY)
    started = dossier.step_since
    return (
        asked.filter(created_at__gte=started)
        .filter(Q(state__in=LEFT) | Q(state=Message.State.QUEUED, due_at__lte=at))
        .exists()
    )


@transaction.atomic
def ask_now(dossier: Dossier, *, by: User, at: datetime) -> Message:
    """Do not wait: send the two questions today."""
    hold(dossier)
    if dossier.step != Step.EVALUEREN:
        raise lifecycle.NotYet("Vragen hoe het ging doe je in de stap Evalueren.")
    if not dossier.is_open or lifecycle.evaluated(dossier):
        raise lifecycle.NotYet("Er is al een evaluatie, of het dossier is gesloten.")
    if already_asked(dossier, at=at):
        raise lifecycle.NotYet("De vragen zijn al weg. Een herinnering gaat vanzelf.")
    stop_waiting_post(dossier, reason="de vragen gingen eerder weg", at=at)
    return ask(dossier, due_at=at, by=by, at=at)


# a move that does more than move
GO_ON = {"start-evalueren": start_evaluation}


@transaction.atomic
def go_on(dossier: Dossier, name: str, *, by: User, at: datetime) -> None:
    """Make the move that a colleague chose, and those that then make themselves."""
    if name in GO_ON:
        GO_ON[name](dossier, by=by, at=at)
    else:
        lifecycle.make_move(dossier, name, by=colleague(by), at=at)
    lifecycle.advance(dossier, by=colleague(by), at=at)


@transaction.atomic
def note_words(dossier: Dossier, words: str, *, opened: str, by: User, at: datetime) -> None:
    """The complainant's own words that it is good, said during a conversation: solved at once (R52). Clash."""
    _agree(dossier, {"comment": words}, opened, by, at)
    missed.reached(dossier, at=at)
    Evaluation.objects.update_or_create(dossier=dossier, defaults={"comment": words, "noted_by": by})
    record(
        dossier, "contact", by=colleague(by), at=at, quote=words, kind="wat de melder van de oplossing vindt"
    )


def looked_back(dossier: Dossier) -> dict[str, Any]:
    """What we know of how somebody looks back, as the forms name it."""
    row = lifecycle.evaluation_of(dossier)
    return {name: getattr(row, name) for name in ("handling", "solution", "comment")} | {
        "reason": row.absence
    }


def _agree(dossier: Dossier, typed: dict[str, Any], opened: str, by: User, at: datetime) -> None:
    """One person's answer is one whole: scores of one conversation never stand beside words of another."""
    hold(dossier)
    now = looked_back(dossier)
    agree(f"evaluation:{dossier.pk}", now, typed, opened=opened, groups=[typed], by=by, at=at)


@transaction.atomic
def note_scores(
    dossier: Dossier, typed: dict[str, Any], *, opened: str, by: User, at: datetime
) -> Evaluation:
    """Both scores, noted by a colleague during a call. Clash when they came in by another road meanwhile."""
    _agree(dossier, typed, opened, by, at)
    missed.reached(dossier, at=at)
    return evaluate(dossier, **typed, by=colleague(by), at=at)


@transaction.atomic
def evaluate(
    dossier: Dossier, *, handling: int, solution: int, comment: str, by: Actor, at: datetime
) -> Evaluation:
    """Both scores, 1 to 10, and words. By link, or noted by a colleague; each line of the timeline keeps its own."""
    hold(dossier)
    scores = {"handling": handling, "solution": solution, "comment": comment, "answered_at": at}
    row, _ = Evaluation.objects.update_or_create(
        dossier=dossier, defaults={**scores, "noted_by": by.user, "absence": "", "absent_at": None}
    )
    words = {"handling": str(handling), "solution": str(solution)}
    # a colleague who asked it on the phone only wrote down what was given
    kind = "evaluation_noted" if by.user else "evaluated"
    record(dossier, kind, by=by, at=at, quote=comment, **words)
    stop_waiting_post(dossier, reason="de evaluatie is al binnen", at=at)
    refresh_due(dossier)
    return row


@transaction.atomic
def note_absence(dossier: Dossier, reason: str, *, by: User, at: datetime) -> None:
    """No answer came, and why; a logged non-response lets the dossier close (R72)."""
    hold(dossier)
    if lifecycle.evaluated(dossier):
        raise lifecycle.NotYet("Er is al een evaluatie.")
    Evaluation.objects.update_or_create(
        dossier=dossier, defaults={"absence": reason, "absent_at": at, "noted_by": by}
    )
    record(dossier, "evaluation_absent", by=colleague(by), at=at, reason=reason)
    stop_waiting_post(dossier, reason="er komt geen evaluatie", at=at)
    refresh_due(dossier)
