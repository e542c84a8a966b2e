"""Is everything alive? For a monitor: figures and no names. The broker is not touched, it may be down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.db.models import Min
from django.db.models.functions import Coalesce, Least
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from dossiers.banner import GUARD_SILENT_AFTER
from dossiers.models import Heartbeat, Message
from dossiers.permissions import public

LONGEST_WAIT = timedelta(minutes=30).total_seconds()
ON_THEIR_WAY = (Message.State.QUEUED, Message.State.CLAIMED, Message.State.HANDING)
PROCESSES = ("guard", "worker", "beat")


def _oldest_due(at: datetime) -> float | None:
    """Seconds since the longest waiting message first was due; a retry moves `due_at`, so its first try counts."""
    first = Least("due_at", Coalesce(Min("tries__at"), "due_at"))
    rows = Message.objects.filter(state__in=ON_THEIR_WAY).annotate(first=first).filter(first__lte=at)
    oldest = rows.order_by("first").values_list("first", flat=True).first()
    return (at - oldest).total_seconds() if oldest else None


def _ages(at: datetime) -> dict[str, float | None]:
    """Seconds since each process last showed that it lives."""
    seen = dict(Heartbeat.objects.values_list("name", "at"))
    return {name: (at - seen[name]).total_seconds() if name in seen else None for name in PROCESSES}


def condition(at: datetime) -> dict[str, Any]:
    ages, waiting = _ages(at), _oldest_due(at)
    guard = ages["guard"]
    is_fine = guard is not None and guard <= GUARD_SILENT_AFTER and (waiting or 0) <= LONGEST_WAIT
    return {"ok": is_fine, "database": True, "heartbeats": ages, "oldest_due_seconds": waiting}


@public
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200, or 503 when the database fails, the guard is silent, or something has been due for half an hour."""
    try:
        found = condition(timezone.now())
    except (DatabaseError, InterfaceError):
        found = {"ok": False, "database": False}
    return JsonResponse(found, status=200 if found["ok"] else 503)
