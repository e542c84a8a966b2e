"""The seven steps with their dates, and the three clocks of a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from dossiers import deadlines
from dossiers.dates import clock, day, long_day
from dossiers.lifecycle import is_complaint
from dossiers.models import Dossier, Message, Step
from dossiers.workplace.labels import in_days
from dossiers.workplace.reader import Reader
from dossiers.workplace.under_way import leaves_by_itself


@dataclass(frozen=True)
class Clock:
    """Date first, then how far, then the rule that says so."""

    name: str
    date: str
    law: str
    edge: str = ""  # is-care, is-good
    tag: tuple[str, str, str] | None = None  # tone, icon, word
    percent: int | None = None
    has_article: bool = False


def route(dossier: Dossier, left: dict[str, datetime]) -> list[dict[str, Any]]:
    """One row per step: done on the day it was `left` for the next, here since, closed here, or to come."""
    if not dossier.is_open and dossier.step == Step.EVALUEREN:
        left = left | {Step.EVALUEREN.label: dossier.closed_at}
    return [_junction(step, left.get(step.label), dossier) for step in Step]


def _junction(step: Step, left_at: Any, dossier: Dossier) -> dict[str, Any]:
    state = _state(step, dossier)
    when = {
        "done": day(left_at), "here": f"sinds {day(dossier.step_since)}", "stop": f"gesloten {day(dossier.closed_at)}"
    }  # fmt: skip
    return {"number": step.value, "name": step.label, "state": state, "when": when.get(state, "")}


def _state(step: Step, dossier: Dossier) -> str:
    """done, here, next; "stop" where it was closed before the end."""
    if step != dossier.step:
        return "done" if step < dossier.step else "next"
    if dossier.is_open:
        return "here"
    return "done" if step == Step.EVALUEREN else "stop"


def clocks(dossier: Dossier, messages: list[Message], r: Reader) -> list[Clock]:
    """Only a complaint has the clocks of the law; everything that came in was acknowledged."""
    rows = [_answer(dossier, messages, r), _progress(dossier, r)] if is_complaint(dossier) else []
    return [row for row in [*rows, _acknowledged(dossier, messages, r)] if row]


def _without_year(value: Any) -> str:
    return long_day(value, "nl").rsplit(" ", 1)[0]


def _answer(d: Dossier, messages: list[Message], r: Reader) -> Clock | None:
    answers = [m.sent_at for m in messages if m.kind == Message.Kind.ANSWER and m.sent_at]
    if answers:
        return Clock("Antwoord", _without_year(answers[0]), f"verstuurd om {clock(answers[0])}", "is-good",
                     ("good", "check-circle", "verstuurd"))  # fmt: skip
    if d.decide_by is None or not d.is_open:
        return None
    return _bold(d, d.expected_on or d.decide_by, r)


def _bold(d: Dossier, on: date, r: Reader) -> Clock:
    """The day that we named ourselves, and smaller the last day of the law; without one, that last day."""
    assert d.decide_by is not None
    received = timezone.localdate(d.received_at)
    total, passed = (on - received).days, (r.today - received).days
    tone, icon, _ = in_days("Nog", on, r.today)
    tag = None if tone == "plain" else (tone, icon, _left(on, r))
    percent = min(100, max(0, round(100 * passed / total))) if total > 0 else 100
    name = "Antwoord beloofd" if d.expected_on else "Antwoord uiterlijk"
    law = f"{_last_day(d, r)}dag {passed} van {(d.decide_by - received).days}"
    is_late = bool(tag) or d.decide_by < r.today
    return Clock(name, _without_year(on), law, "is-care" if is_late else "", tag, percent, has_article=True)


def _last_day(d: Dossier, r: Reader) -> str:
    """uiterlijk di 15 dec, with how late when it has passed; "" where that day itself stands in bold."""
    if d.expected_on is None or d.decide_by is None:
        return ""
    late = f" ({_left(d.decide_by, r)})" if d.decide_by < r.today else ""
    return f"uiterlijk {day(d.decide_by)}{late}, "


def _left(on: Any, r: Reader) -> str:
    """2 dagen, vandaag, 3 dagen te laat."""
    days = (on - r.today).days
    word = "dag" if abs(days) == 1 else "dagen"
    return f"{-days} {word} te laat" if days < 0 else "vandaag" if days == 0 else f"{days} {word}"


def _progress(d: Dossier, r: Reader) -> Clock | None:
    if not d.is_open or not Step.INFORMEREN <= d.step <= Step.OPLOSSEN or d.complainant.is_anonymous:
        return None
    days = r.organisation.progress_after_workdays
    on = deadlines.progress_on(d.last_contact_at, days, r.off)
    tone, icon, _ = in_days("", on, r.today)
    soon = (on - r.today).days <= 2
    law = f"elke {days} werkdagen, eigen afspraak"
    tag = (tone, icon, _left(on, r)) if soon else None
    return Clock("Bericht over voortgang", _without_year(on), law, "is-care" if soon else "", tag)


def _acknowledged(d: Dossier, messages: list[Message], r: Reader) -> Clock | None:
    """Same day, so many days after receipt, or not yet (R55)."""
    ack = next((m for m in messages if m.kind == Message.Kind.ACKNOWLEDGEMENT), None)
    if ack is None:
        return None
    if ack.state == Message.State.SUPPRESSED:
        return Clock("Bevestigd", "zonder bericht", ack.reason, "is-good")
    if leaves_by_itself(ack, r.at):
        return Clock("Bevestiging", "gaat nu weg", f"uiterlijk {day(d.acknowledge_on)}")
    if ack.sent_at is None:
        tag = ("stop", "warning-octagon", "nog niet")
        return Clock(
            "Bevestigen", f"uiterlijk {day(d.acknowledge_on)}", ack.reason or "dezelfde dag", "is-care", tag
        )
    late = (timezone.localdate(ack.sent_at) - timezone.localdate(d.received_at)).days
    when = f"{_without_year(ack.sent_at)}, {clock(ack.sent_at)}"
    if late <= 0:
        return Clock("Bevestigd", "dezelfde dag", when, "is-good", ("good", "check-circle", "gehaald"))
    return Clock("Bevestigd", f"{late} {'dag' if late == 1 else 'dagen'} na ontvangst", when, "is-good")
