"""When a warning is repeated: the banner is there at once, the rest climbs these rungs (docs/promises.md)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from dossiers.deadlines import at_hour
from dossiers.models import Alarm

LADDER = (15, 20, 22)  # local hours
LATE = (21, 30)  # who complains after this has hardly any day left
AFTER_MIDNIGHT = (0, 35)  # what came in late and was missed shows in the first minutes of the next day


def evening_of(at: datetime) -> datetime:
    """Half past nine on this local day, as an instant."""
    hour, minutes = LATE
    return at_hour(timezone.localdate(at), hour) + timedelta(minutes=minutes)


def rungs(alarm: Alarm, at: datetime) -> list[str]:
    """Which rungs this alarm has reached by now, each with its own key."""
    today = timezone.localdate(at)
    opened = max(alarm.opened_at, at_hour(today, 0))
    found = [f"{today}T{hour}" for hour in LADDER if opened < at_hour(today, hour) <= at]
    return found + [f"{today}T{word}" for word in _at_once(alarm, today)]


def _at_once(alarm: Alarm, today: object) -> list[str]:
    """An alarm that opens after the first rung does not wait for the next, one of the platform at no hour."""
    late = timezone.localtime(alarm.opened_at)
    clock = (late.hour, late.minute)
    if late.date() != today:
        return []
    if clock >= LATE or clock < AFTER_MIDNIGHT:
        return ["laat"]
    return ["meteen"] if late.hour >= LADDER[0] or alarm.is_platform else []
