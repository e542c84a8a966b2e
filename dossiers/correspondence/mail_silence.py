"""Since when our own mail server gives no answer, out of what delivery wrote down."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import Min, Subquery
from django.db.models.functions import Coalesce

from dossiers.correspondence.unreachable import BEGIN
from dossiers.models import Attempt, Message

EVER = datetime(1970, 1, 1, tzinfo=UTC)
HEARD = r"^(afzender geweigerd: )?[245][0-9][0-9] "


def since() -> datetime | None:
    """The first try that found nobody after the last answer; None while it answers, or nothing waits. One query."""
    # from the newest: the first one is near
    heard = Attempt.objects.filter(answer__regex=HEARD).order_by("-pk")
    waiting = Attempt.objects.filter(answer__startswith=BEGIN, message__state=Message.State.QUEUED)
    after = waiting.filter(at__gt=Coalesce(Subquery(heard.values("at")[:1]), EVER))
    return after.aggregate(since=Min("at"))["since"]
