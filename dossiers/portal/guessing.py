"""Who tries one secret after another is slowed; who has a right link never notices (A4). Counted from rows."""

from __future__ import annotations

from datetime import datetime, timedelta

from dossiers.models import Miss

MOST = 20  # wrong secrets from one source within
WITHIN = timedelta(minutes=1)
KEPT = timedelta(hours=1)


def wait_after(source: str, *, at: datetime) -> int:
    """Note one wrong guess. Returns for how many seconds this source must wait; 0 while it may go on.

    Who must wait leaves no more rows, so that guessing never fills a table.
    """
    lately = Miss.objects.filter(source=source, at__gt=at - WITHIN).order_by("at")
    moments = list(lately.values_list("at", flat=True)[:MOST])
    if len(moments) == MOST:
        return max(1, round((moments[0] + WITHIN - at).total_seconds()))
    Miss.objects.filter(at__lte=at - KEPT).delete()
    Miss.objects.create(source=source, at=at)
    return 0
