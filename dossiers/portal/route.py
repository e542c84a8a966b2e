"""Where a dossier is on the way of seven steps, as its complainant reads it (R53)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dossiers.dates import long_day
from dossiers.lifecycle import evaluation_of
from dossiers.models import Carrier, Dossier, Kind, Message, Step
from dossiers.portal.dates import contact_day
from dossiers.portal.steps import (
    ANONYMOUS,
    ANSWERED,
    ANSWERED_UNKNOWN,
    BY_PHONE,
    CAME_IN,
    CLOSED,
    NO_COPY_YET,
    ON_THIS_PAGE,
    STEPS,
    Text,
)
from dossiers.timeline import MOVED

State = Message.State
MOST_DONE = 2  # steps that are done and stand open


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
    ack = _acknowledgement(post)
    if ack and (told_at := ack.sent_at or left.get(Step.BEVESTIGEN)):
        left[Step.BEVESTIGEN] = told_at
    left[Step.HERKENNEN] = dossier.received_at
    return {**left, Step.EVALUEREN: dossier.closed_at} if dossier.closed_at else left


def _acknowledgement(post: list[Message]) -> Message | None:
    return next((message for message in post if message.kind == Message.Kind.ACKNOWLEDGEMENT), None)


def _by_phone(dossier: Dossier, state: str) -> tuple[Text, Text]:
    """Step 2 for whom a person calls."""
    title, text = BY_PHONE[state]
    return title, str(text) % {"day": long_day(contact_day(dossier))} if state == "here" else text


def _words(dossier: Dossier, step: Step, state: str, post: list[Message]) -> tuple[Text, Text]:
    title, text = getattr(STEPS[step], state)
    if dossier.complainant.is_anonymous:
        title, text = ANONYMOUS.get((step, state), (title, text))
    if step == Step.HERKENNEN and state == "done":
        text = CAME_IN[Carrier(dossier.carrier)]
    if step == Step.BEVESTIGEN and is_phoned(post):
        return _by_phone(dossier, state)
    if step == Step.BEVESTIGEN and (told := not_mailed(post)):
        return told
    if step == Step.BEVESTIGEN and _asks_to_confirm(post):
        return NO_COPY_YET[state]
    if step == Step.EVALUEREN and state == "here" and evaluation_of(dossier).answered_at:
        return ANSWERED_UNKNOWN if dossier.complainant.is_anonymous else ANSWERED
    return title, text


def is_phoned(post: list[Message]) -> bool:
    """The acknowledgement is a call."""
    ack = _acknowledgement(post)
    return bool(ack and ack.carrier == Message.Carrier.PHONE)


def not_mailed(post: list[Message]) -> tuple[Text, Text] | None:
    """The acknowledgement is a mail that did not go."""
    ack = _acknowledgement(post)
    return ON_THIS_PAGE.get(State(ack.state)) if ack and ack.carrier == Message.Carrier.EMAIL else None


def _asks_to_confirm(post: list[Message]) -> bool:
    """The acknowledgement is a mail without a copy: whether the address is right was not known (R56)."""
    ack = _acknowledgement(post)
    return bool(ack and ack.carrier == Message.Carrier.EMAIL and "/adres/" in ack.text)


def route_of(dossier: Dossier, post: list[Message]) -> list[Junction]:
    """Seven junctions, or none for what is no complaint: that does not walk them. `post`: all our messages."""
    if dossier.kind != Kind.KLACHT:
        return []
    here, days = reached(dossier), _days(dossier, post)
    junctions = []
    for step in Step:
        state = "done" if step < here else "here" if step == here and dossier.is_open else "next"
        when = {"done": days.get(step), "here": dossier.step_since, "next": None}[state]
        title, text = _words(dossier, step, state, post)
        junctions.append(Junction(step.value, state, title, text, when))
    return junctions if dossier.is_open else [j for j in junctions if j.state == "done"]


def parts_of(route: list[Junction]) -> list[dict[str, Any]]:
    """What is done folds as soon as it is more than a few steps; on a phone it is all in the way of what comes."""
    done = [junction for junction in route if junction.state == "done"]
    if len(done) <= MOST_DONE:
        return [{"steps": route}] if route else []
    rest = route[len(done) :]
    return [{"steps": done, "folded": True}, *([{"steps": rest}] if rest else [])]


def closing_of(dossier: Dossier) -> Text:
    """Why it is closed, in a sentence; nothing while it is open."""
    period = None if dossier.is_open else dossier.periods.exclude(closed_at=None).last()
    return CLOSED.get(period.closing, "") if period else ""
