"""When somebody hears what, as far as it lies ahead (R58, R90)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from dossiers import deadlines
from dossiers.models import Dossier, Kind, Message, Step

SENT = Message.State.SENT


def _contact_on(dossier: Dossier) -> date:
    """The last day for the first step (R90)."""
    return deadlines.first_action_on(timezone.localdate(dossier.registered_at), deadlines.days_off())


def _is_introduced(dossier: Dossier) -> bool:
    """Who helps is told, or there is nobody to tell it to."""
    gone = dossier.messages.filter(kind=Message.Kind.INTRODUCTION, state=SENT)
    walks = dossier.is_open and dossier.kind == Kind.KLACHT and dossier.step <= Step.INFORMEREN
    return dossier.complainant.is_anonymous or not walks or gone.exists()


def _is_late(dossier: Dossier, today: date) -> bool:
    """A day that we named went by without our answer: then the page says so itself (R58)."""
    said = [day for day in (dossier.expected_on, dossier.decide_by) if day]
    return dossier.is_open and dossier.step < Step.EVALUEREN and bool(said) and min(said) < today


def dates_of(dossier: Dossier) -> dict[str, Any]:
    answer = dossier.messages.filter(kind=Message.Kind.ANSWER, state=SENT).first()
    first_on = None if _is_introduced(dossier) else _contact_on(dossier)
    ahead = answer or first_on or dossier.expected_on or dossier.decide_by
    return {
        "answered_at": answer.sent_at if answer else None,
        "contact_on": _contact_on(dossier),
        "first_on": first_on,
        "is_late": not answer and _is_late(dossier, timezone.localdate()),
        "earlier": dossier.expected_before,
        "has_dates": dossier.is_open and bool(ahead),
    }
