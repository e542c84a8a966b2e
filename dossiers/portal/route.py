"""Where a dossier is on the way of seven steps, as its complainant reads it (R53)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dossiers.lifecycle import evaluation_of
from dossiers.models import Carrier, Dossier, Kind, Message, Step
from dossiers.portal.steps import ANONYMOUS, ANSWERED, ANSWERED_UNKNOWN, CAME_IN, CLOSED, STEPS, Text
from dossiers.timeline import MOVED


@dataclass(frozen=True)
class Junction:
    """One step as the page shows it. `at` has a clock time where that is known and matters."""

    number: int
    state: str
    title: Text
    text: Text
    at: datetime | None


def reached(dossier: Dossier) -> int:
    """The step that is walked; 8 when all seven are done."""
    if dossier.is_open:
        return dossier.step
    return 8 if dossier.step == Step.EVALUEREN else dossier.step


def _days(dossier: Dossier, post: list[Message]) -> dict[int, datetime]:
    """When each step was left for the next, the last time that happened."""
    moved = dossier.events.filter(kind__in=MOVED).order_by("at", "id").values_list("words", "at")
    numbers = {step.label: step.value for step in Step}
    left = {numbers[words["start"]]: at for words, at in moved}
    ack = next((message for message in post if message.kind == Message.Kind.ACKNOWLEDGEMENT), None)
    if ack and (told_at := ack.sent_at or left.get(Step.BEVESTIGEN)):
        left[Step.BEVESTIGEN] = told_at
    left[Step.HERKENNEN] = dossier.received_at
    return {**left, Step.EVALUEREN: dossier.closed_at} if dossier.closed_at else left


def _words(dossier: Dossier, step: Step, state: str) -> tuple[Text, Text]:
    title, text = getattr(STEPS[step], state)
    if dossier.complainant.is_anonymous:
        title, text = ANONYMOUS.get((step, state), (title, text))
    if step == Step.HERKENNEN and state == "done":
        text = CAME_IN[Carrier(dossier.carrier)]
    if step == Step.EVALUEREN and state == "here" and evaluation_of(dossier).answered_at:
        return ANSWERED_UNKNOWN if dossier.complainant.is_anonymous else ANSWERED
    return title, text


def route_of(dossier: Dossier, post: list[Message]) -> list[Junction]:
    """Seven junctions, or none for what is no complaint: that does not walk them. `post`: all our messages."""
    if dossier.kind != Kind.KLACHT:
        return []
    here, days = reached(dossier), _days(dossier, post)
    junctions = []
    for step in Step:
        state = "done" if step < here else "here" if step == here and dossier.is_open else "next"
        when = {"done": days.get(step), "here": dossier.step_since, "next": None}[state]
        title, text = _words(dossier, step, state)
        junctions.append(Junction(step.value, state, title, text, when))
    return junctions if dossier.is_open else [j for j in junctions if j.state == "done"]


def closing_of(dossier: Dossier) -> Text:
    """Why it is closed, in a sentence; nothing while it is open."""
    period = None if dossier.is_open else dossier.periods.exclude(closed_at=None).last()
    return CLOSED.get(period.closing, "") if period else ""
