"""Taking a complaint apart (R1-R5) and saying what kind of problem it is (R64, R65)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from dossiers.lifecycle import NotYet
from dossiers.models import Analysis, Dossier, User
from dossiers.timeline import colleague, record


@transaction.atomic
def save_analysis(dossier: Dossier, answers: dict[str, str], *, version: int, by: User, at: datetime) -> None:
    """Write the analysis down. NotYet when somebody else saved in the meantime: nothing is overwritten."""
    Analysis.objects.get_or_create(dossier=dossier)
    row = Analysis.objects.filter(dossier=dossier, version=version)
    if not row.update(**answers, version=F("version") + 1):
        raise NotYet("Iemand anders bewaarde de ontleding net. Hieronder staan die tekst en de jouwe.")
    record(dossier, "analysed", by=colleague(by), at=at)
