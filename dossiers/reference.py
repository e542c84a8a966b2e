"""The number of a dossier, made to be read over the phone: 2026-00417-K."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import F

from dossiers.models import Counter

# 23 letters that nobody mistakes for a figure; 23 is prime, so one wrong figure or two swapped ones show
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
# a letter O for a nought is no letter of ours; without a figure it is no number
NUMBER = re.compile(r"\s*(2[0o]\d\d)(?:[\s./-]+(?=o*\d)([\do]{1,7})|([\do]{5,7}))[\s./-]*([a-z])?\s*", re.I)


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
    row = Counter.objects.filter(year=year)
    if not row.update(last=F("last") + 1):  # the first of its year
        Counter.objects.get_or_create(year=year)
        row.update(last=F("last") + 1)
    return written(year, row.get().last)


# --- a number as people type it


@dataclass(frozen=True)
class Number:
    """A reference as somebody typed it, put right."""

    reference: str
    letter_fits: bool


def number_in(q: str) -> Number | None:
    """The reference in what was typed: without dashes or zeros, with an O for a nought, or another letter."""
    if not (found := NUMBER.fullmatch(q)):
        return None
    year, count = (int(part.upper().replace("O", "0")) for part in (found[1], found[2] or found[3]))
    reference = written(year, count)
    return Number(reference, not found[4] or found[4].upper() == reference[-1])
