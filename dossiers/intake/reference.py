"""The number of a dossier, made to be read over the phone: 2026-00417-K."""

from __future__ import annotations

import re

from django.db.models import F

from dossiers.models import Counter

# 23 letters that nobody mistakes for a figure; 23 is prime, so one wrong figure or two swapped ones show
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def check_letter(year: int, number: int) -> str:
    return LETTERS[(year * 100_000 + number) % len(LETTERS)]


def written(year: int, number: int) -> str:
    return f"{year}-{number:05d}-{check_letter(year, number)}"


def is_valid(reference: str) -> bool:
    """Whether the check letter fits; upper case, as written by `written`."""
    parts = re.fullmatch(r"(\d{4})-(\d{5,})-([A-Z])", reference)
    return bool(parts) and check_letter(int(parts[1]), int(parts[2])) == parts[3]


def next_reference(year: int) -> str:
    """Take the next number. It is a lock until commit, so take it last."""
    Counter.objects.get_or_create(year=year)
    Counter.objects.filter(year=year).update(last=F("last") + 1)
    return written(year, Counter.objects.get(year=year).last)
