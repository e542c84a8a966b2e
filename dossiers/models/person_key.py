"""By what somebody is found again while his name, number or address is still being typed (R17)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.models import Q

if TYPE_CHECKING:
    from dossiers.models.complainant import Complainant

MOST = 80  # characters of a key; a longer prefix says no more
LAST = "\U0010ffff"  # sorts after every letter
NUMBER = re.compile(r"[+\d][\d\s()./-]{4,}\d")
POSTCODE = re.compile(r"\b([1-9]\d{3}) ?([a-z]{2})\b")
NAME, MAIL, PHONE, ADDRESS, PLACE = "n:", "m:", "t:", "a:", "p:"


def plain(text: str) -> str:
    """Small letters without accents, one space: Éva  Bos → eva bos."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def phone_key(text: str) -> str:
    """+31 (0)6 12 34 56 78, 0031612345678 and 06-12345678 are one number; words beside it fall away."""
    found = NUMBER.search(text)
    bare = re.sub(r"^(\+|00)31\s*(\(0\))?\s*0?", "0", found[0]) if found else ""
    return PHONE + figures if (figures := re.sub(r"\D", "", bare)) else ""


def mail_key(text: str) -> str:
    return MAIL + plain(text) if text.strip() else ""


def address_keys(text: str) -> set[str]:
    """The street with its number, and the postcode."""
    said, code = plain(text), POSTCODE.search(plain(text))
    return ({ADDRESS + said} if said else set()) | ({PLACE + code[1] + code[2]} if code else set())


def name_keys(text: str) -> set[str]:
    """From each word on: whoever types "verhoeven" finds Ria Verhoeven."""
    words = plain(text).split()
    return {NAME + " ".join(words[n:]) for n in range(len(words))}


def keys_of(person: Complainant) -> set[str]:
    found = {mail_key(person.email), phone_key(person.phone)} - {""}
    found |= address_keys(person.address) | name_keys(person.name) | name_keys(person.organisation)
    return {key[:MOST] for key in found}


def begins(key: str) -> Q:
    """The condition that an index answers: SQLite uses none for LIKE, and PostgreSQL sorts by language."""
    key = key[:MOST]
    if connection.vendor == "sqlite":
        return Q(key__gte=key, key__lt=key + LAST)
    return Q(key__startswith=key)


class PersonKey(models.Model):
    """Written with each complainant (`Complainant.save`), read by Registreren alone."""

    complainant = models.ForeignKey("dossiers.Complainant", models.CASCADE, related_name="keys")
    key = models.CharField(max_length=MOST, db_index=True)

    def __str__(self) -> str:
        return self.key
