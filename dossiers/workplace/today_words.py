"""Small phrases that the rows of Vandaag are made of."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse

from dossiers.dates import clock, long_day, near_day
from dossiers.models import Dossier
from dossiers.workplace.reader import Reader

QUOTE = 120  # characters


def page_of(name: str, d: Dossier, anchor: str = "") -> str:
    return reverse(name, args=[d.reference]) + anchor


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def quote(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= QUOTE else text[:QUOTE].rpartition(' ')[0] + ' …'}”"


def since(at: datetime, r: Reader) -> str:
    """Vandaag, 08.20 uur."""
    word = near_day(at, r.today, "nl")
    return f"{word[:1].upper()}{word[1:]}, {clock(at, 'nl')}"


def on_day(on: date) -> str:
    """vrijdag 20 november."""
    return long_day(on, "nl").rsplit(" ", 1)[0]


def so_many(count: int, one: str = "dag", more: str = "dagen") -> str:
    return f"{count} {one if count == 1 else more}"
