"""What a beheerder typed in Dutch and, if he likes, in English as well."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language


def english(label: str, most: int) -> models.CharField[str, str]:
    """The English beside a Dutch column of `most` characters; it may stay empty."""
    return models.CharField(label, max_length=most, blank=True, default="", db_default="")


def worded(row: Any, name: str) -> str:
    """In the language of this page or letter; Dutch when there is no English."""
    language = (get_language() or "nl")[:2]
    return str(getattr(row, f"{name}_{language}", "") or getattr(row, name))
