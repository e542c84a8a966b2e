"""Dates in the demo texts: {+N} is N days after receipt, {-N} before it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from dossiers.dates import long_day
from dossiers.workdays import roll

MARK = re.compile(r"\{([+-]\d+)\}")


def _written(day: date, language: str) -> str:
    """donderdag 26 november: without the year, as people write; nobody comes on a Sunday."""
    day = roll(day, ())
    return long_day(day, language).rsplit(" ", 1)[0]


def with_dates(value: Any, received_on: date, language: str) -> Any:
    """Fill the marks in every text of a row."""
    if isinstance(value, str):
        return MARK.sub(lambda m: _written(received_on + timedelta(days=int(m[1])), language), value)
    if isinstance(value, list):
        return [with_dates(v, received_on, language) for v in value]
    if isinstance(value, dict):
        return {k: with_dates(v, received_on, language) for k, v in value.items()}
    return value
