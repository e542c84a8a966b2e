"""Writing some columns of a dossier."""

from __future__ import annotations

from typing import Any

from dossiers.models import Dossier


def set_columns(dossier: Dossier, **values: Any) -> None:
    """Write some columns of a dossier; what came in (UNCHANGING) is never among them."""
    Dossier.objects.filter(pk=dossier.pk).update(**values)
    for name, value in values.items():
        setattr(dossier, name, value)
