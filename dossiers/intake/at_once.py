"""Solved during the conversation: three short lines are the dissection, and the dossier closes (R1, R27, R52)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.casework.actions import close_dossier
from dossiers.models import Analysis, Dossier, Evaluation, Redress, User
from dossiers.timeline import colleague, record


@transaction.atomic
def solve_at_once(dossier: Dossier, *, happened: str, done: str, words: str, by: User, at: datetime) -> None:
    """What happened, what was done, and the customer's own words that it is good; then close with a letter."""
    Analysis.objects.update_or_create(dossier=dossier, defaults={"facts": happened})
    Redress.objects.create(
        dossier=dossier, kind=Redress.Kind.OTHER, what=done[:200], due_on=timezone.localdate(at), owner=by, done_at=at
    )
    Evaluation.objects.update_or_create(dossier=dossier, defaults={"comment": words, "noted_by": by})
    record(dossier, "redress_added", by=colleague(by), at=at, what=done[:200])
    if dossier.handler is None:
        dossier.handler = by
        Dossier.objects.filter(pk=dossier.pk).update(handler=by)
        record(dossier, "assigned", by=colleague(by), at=at, handler=by.name)
    close_dossier(dossier, "solved_at_once", by=by, at=at)
