"""A double press on the button is one dossier, for visitors and for colleagues (F18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError

from dossiers.intake.again import WITHIN, is_same
from dossiers.models import Dossier, Filing, User

if TYPE_CHECKING:
    from dossiers.intake.actions import Report


def only_once(token: str, make: Callable[[], Dossier]) -> Dossier:
    """The dossier of this press on the button; the same token a second time gives the same dossier (F18)."""
    if earlier := _filed_with(token):
        return earlier
    try:
        return make()
    except IntegrityError:
        # a double click: the other press was first
        if (earlier := _filed_with(token)) is None:
            raise
        return earlier


def told_before(report: Report, *, solved: bool, by: User, at: datetime) -> Dossier | None:
    """What this colleague logged within the hour, word for word the same: the page of before, once more."""
    recent = Dossier.objects.filter(registered_by=by, registered_at__gt=at - WITHIN, story=report.story)
    rows = recent.filter(closed_at__isnull=not solved).order_by("registered_at", "pk")
    return next((row for row in rows if is_same(report, row)), None)


def _filed_with(token: str) -> Dossier | None:
    filing = Filing.objects.filter(token=token).select_related("dossier").first()
    return filing.dossier if filing else None
