"""Small phrases that the rows of Vandaag are made of."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse

from dossiers.dates import clock, long_day, near_day
from dossiers.models import Contact, Dossier
from dossiers.workplace.reader import Reader

QUOTE = 120  # characters


def page_of(name: str, d: Dossier, anchor: str = "") -> str:
    return reverse(name, args=[d.reference]) + anchor


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def inside(d: Dossier) -> str:
    """How this person is called in the middle of a sentence: Ria Verhoeven, de melder."""
    c = d.complainant
    return c.name or c.organisation or ("de anonieme melder" if c.is_anonymous else "de melder")


def quote(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= QUOTE else text[:QUOTE].rpartition(' ')[0] + ' …'}”"


def in_vain(d: Dossier, r: Reader) -> str:
    """How often we called without reaching anybody, as a sentence behind the reason; "" when never."""
    if not d.missed_calls or d.missed_at is None:
        return ""
    last = f"{near_day(d.missed_at, r.today, 'nl')} om {clock(d.missed_at, 'nl')}"
    return f". {d.missed_calls} keer niet bereikt, {'laatst ' if d.missed_calls > 1 else ''}{last}"


def brought(contact: Contact) -> tuple[str, str]:
    """What somebody wrote or a colleague passed on, or the names of the files that came without a word."""
    if contact.by:
        return " belde", f"{contact.by.name} schreef op: {quote(contact.text)}"
    if contact.text.strip():
        return " schreef", quote(contact.text)
    names = [row.name for row in contact.attachments.all()]
    what = "een bestand" if len(names) == 1 else f"{len(names)} bestanden"
    return f" stuurde {what}", ", ".join(names)


def since(at: datetime, r: Reader) -> str:
    """Vandaag, 08.20 uur."""
    word = near_day(at, r.today, "nl")
    return f"{word[:1].upper()}{word[1:]}, {clock(at, 'nl')}"


def on_day(on: date) -> str:
    """vrijdag 20 november."""
    return long_day(on, "nl").rsplit(" ", 1)[0]


def so_many(count: int, one: str = "dag", more: str = "dagen") -> str:
    return f"{count} {one if count == 1 else more}"
