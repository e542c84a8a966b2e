"""When somebody hears what, as far as it lies ahead (R58, R90)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from dossiers import deadlines
from dossiers.models import Dossier, Kind, Message, Step

SENT = Message.State.SENT


def contact_day(dossier: Dossier) -> date:
    """The last day for the first step (R90)."""
    return deadlines.first_action_on(timezone.localdate(dossier.registered_at), deadlines.days_off())


def gone(post: list[Message], kind: str) -> Message | None:
    """The newest message of this kind that went."""
    return next((message for message in post if message.kind == kind and message.state == SENT), None)


def _is_introduced(dossier: Dossier, post: list[Message]) -> bool:
    """Who helps is told, or there is nobody to tell it to."""
    walks = dossier.is_open and dossier.kind == Kind.KLACHT and dossier.step <= Step.INFORMEREN
    return dossier.complainant.is_anonymous or not walks or bool(gone(post, Message.Kind.INTRODUCTION))


def _is_late(dossier: Dossier, today: date) -> bool:
    """A day that we named went by without our answer: then the page says so itself (R58)."""
    said = [day for day in (dossier.expected_on, dossier.decide_by) if day]
    return dossier.is_open and dossier.step < Step.EVALUEREN and bool(said) and min(said) < today


def dates_of(dossier: Dossier, post: list[Message], *, waiting: bool) -> dict[str, Any]:
    """`post`: all our messages, newest first; `waiting`: the acknowledgement has not gone."""
    answer, introduced = gone(post, Message.Kind.ANSWER), _is_introduced(dossier, post)
    contact_on = contact_day(dossier) if waiting or not introduced else None
    first_on = None if introduced else contact_on
    ahead = answer or first_on or dossier.expected_on or dossier.decide_by
    return {
        "answer": answer,
        "answered_at": answer.sent_at if answer else None,
        "contact_on": contact_on,
        "first_on": first_on,
        "is_late": not answer and _is_late(dossier, timezone.localdate()),
        "earlier": dossier.expected_before,
        "has_dates": dossier.is_open and bool(ahead),
    }
