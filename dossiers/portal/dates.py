"""When somebody hears what, as far as it lies ahead (R58, R90)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.utils import timezone

from dossiers import deadlines
from dossiers.dates import day_year
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


def _earlier(dossier: Dossier) -> date | None:
    """The day that we said before (R58); only the timeline remembers it."""
    said = [words["date"] for words in dossier.events.filter(kind="expected").values_list("words", flat=True)]
    now = day_year(dossier.expected_on, "nl")
    return next((_day_in(text) for text in said if text != now), None)


def _day_in(text: str) -> date | None:
    """The other way round than `day_year`: from "di 3 nov 2026" to that day."""
    words = text.split()
    if len(words) != 4:
        return None
    day, year = int(words[1]), int(words[3])
    days = (date(year, month, day) for month in range(1, 13) if day <= monthrange(year, month)[1])
    return next((one for one in days if day_year(one, "nl") == text), None)


def dates_of(dossier: Dossier) -> dict[str, Any]:
    answer = dossier.messages.filter(kind=Message.Kind.ANSWER, state=SENT).first()
    first_on = None if _is_introduced(dossier) else _contact_on(dossier)
    ahead = answer or first_on or dossier.expected_on or dossier.decide_by
    return {
        "answered_at": answer.sent_at if answer else None,
        "contact_on": _contact_on(dossier),
        "first_on": first_on,
        "earlier": _earlier(dossier),
        "has_dates": dossier.is_open and bool(ahead),
    }
