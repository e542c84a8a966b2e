"""Who a complaint is about stands in no list: his name is taken out of what a list shows (R46)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from dossiers.models import Dossier, Party

INSTEAD = "[collega]"
SHORTEST = 3  # letters; "de" and "el" are no names by themselves


def names_in(dossiers: Iterable[Dossier]) -> dict[int, re.Pattern[str]]:
    """For each dossier with a respondent: what to take out. One query."""
    rows = Party.objects.filter(part=Party.Part.RESPONDENT, dossier__in=[d.pk for d in dossiers])
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in rows.values_list("dossier", "name"):
        names[pk] += [name, *(part for part in name.split() if part[:1].isupper() and len(part) >= SHORTEST)]
    return {pk: _any_of(parts) for pk, parts in names.items()}


def _any_of(parts: list[str]) -> re.Pattern[str]:
    """The whole name first, so that it becomes one word."""
    longest_first = sorted({part.strip() for part in parts if part.strip()}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def without(text: str, names: re.Pattern[str] | None) -> str:
    return names.sub(INSTEAD, text) if names else text
