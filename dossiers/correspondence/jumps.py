"""A clock that jumps: what was written "in the future" must not wait there, and a stale sign of life proves nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from dossiers.models import Heartbeat, Message, Offered

ALLOWED = timedelta(minutes=2)  # more than what a time server puts right by and by
State = Message.State


@dataclass(frozen=True)
class Moment:
    """The clock on the wall beside one that only runs on; also while the machine sleeps."""

    wall: datetime
    running: float  # seconds

    @classmethod
    def take(cls, at: datetime) -> Moment:
        return cls(at, time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)))


def jumped(before: Moment, now: Moment) -> timedelta:
    """How far the clock on the wall went ahead of the other; nothing below ALLOWED."""
    ahead = now.wall - before.wall - timedelta(seconds=now.running - before.running)
    return ahead if abs(ahead) > ALLOWED else timedelta(0)


def told(jump: timedelta) -> str:
    """One line for the log."""
    minutes, way = round(abs(jump).total_seconds() / 60), "vooruit" if jump > timedelta(0) else "terug"
    return f"De klok van de server sprong {minutes} minuten {way}. Kijk na of hij nu gelijk loopt."


@transaction.atomic
def put_right(jump: timedelta, *, at: datetime) -> None:
    """Signs of life begin anew; after a jump back nothing waits for an hour that comes a second time."""
    Heartbeat.objects.all().delete()
    Heartbeat.objects.create(name="guard-start", at=at)
    if jump < timedelta(0):
        _nothing_waits(at)


def _nothing_waits(at: datetime) -> None:
    """Who holds a claim from the future loses it before the dot; what is being handed over waits for its lease."""
    queue = Message.objects.filter(state=State.QUEUED, due_at__gt=at)
    queue.filter(created_at__gt=at, due_at__lte=F("created_at")).update(due_at=at)
    queue.filter(attempts__gt=0).update(due_at=at)
    claimed = Message.objects.filter(state=State.CLAIMED, lease_until__gt=at)
    claimed.update(state=State.QUEUED, claim="", lease_until=None, due_at=at)
    Offered.objects.filter(ok=False, at__gt=at).update(at=at)
