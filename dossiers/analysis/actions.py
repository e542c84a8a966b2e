"""Taking a complaint apart (R1-R5) and saying what kind of problem it is (R64, R65)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from dossiers.holding import hold
from dossiers.models import Analysis, Dossier, User
from dossiers.timeline import colleague, record
from dossiers.together import agree


@transaction.atomic
def save_analysis(dossier: Dossier, answers: dict[str, str], *, opened: str, by: User, at: datetime) -> None:
    """Write down what is new in the analysis. Clash."""
    hold(dossier)
    row, _ = Analysis.objects.get_or_create(dossier=dossier)
    now = {name: getattr(row, name) for name in answers}
    if new := agree(f"analysis:{dossier.pk}", now, answers, opened=opened, by=by, at=at):
        Analysis.objects.filter(pk=row.pk).update(**new, version=F("version") + 1)
        record(dossier, "analysed", by=colleague(by), at=at)
