"""The words of a worklist's address, and what each means for the rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q

from dossiers.models import Carrier, Kind, Step
from dossiers.workplace.reader import Reader
from dossiers.workplace.search import matching

OPEN = Q(closed_at=None)
# on the way to an answer, with somebody to write to
WALKING = OPEN & Q(
    kind=Kind.KLACHT, step__range=(Step.INFORMEREN, Step.OPLOSSEN), complainant__is_anonymous=False
)
Condition = Callable[[Reader], Q]


def silent(r: Reader) -> Q:
    return WALKING & Q(last_contact_at__lt=r.quiet_before)


VIEWS: dict[str, tuple[str, Condition]] = {
    "mijn": ("Mijn dossiers", lambda r: OPEN & Q(handler=r.user)),
    "open": ("Alles open", lambda r: OPEN),
    "zonder": ("Zonder behandelaar", lambda r: OPEN & Q(handler=None)),
    "week": ("Termijn deze week", lambda r: OPEN & Q(due_on__lte=r.end_of_week)),
    "stil": ("Te lang stil", silent),
    "gesloten": ("Gesloten", lambda r: ~OPEN),
}
TERMS: dict[str, tuple[str, Condition]] = {
    "te-laat": ("Te laat", lambda r: Q(due_on__lt=r.today)),
    "vandaag": ("Vandaag", lambda r: Q(due_on=r.today)),
    "week": ("Deze week", lambda r: Q(due_on__range=(r.today, r.end_of_week))),
}
SORTS = {"termijn": "due_on", "ontvangen": "received_at", "contact": "last_contact_at", "stap": "step"}


def is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 10


def _wrong(value: str) -> Any:
    raise ValueError(value)


def _instant(value: str) -> datetime:
    """Raises ValueError for what is no instant, a time without a zone among it."""
    if not re.search(r"[+]\d\d:\d\d$", value):
        _wrong(value)
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except OverflowError as error:  # before the year 1
        raise ValueError(value) from error


# how a value of each column is read back from the address
READ: dict[str, Callable[[str], Any]] = {
    "due_on": date.fromisoformat,
    "received_at": _instant,
    "last_contact_at": _instant,
    "step": lambda v: int(v) if is_number(v) else _wrong(v),
}


# each part of the address, and what it may hold; anything else is left out
PARTS: dict[str, Callable[[str], bool]] = {
    "weergave": lambda v: v in VIEWS,
    "q": bool,
    "stap": lambda v: v in map(str, Step.values),
    "wie": lambda v: v in ("ik", "niemand") or is_number(v),
    "klok": lambda v: v in TERMS,
    "kanaal": lambda v: v in Carrier.values,
    "soort": lambda v: v in Kind.values,
    "onderwerp": is_number,
    "sorteer": lambda v: v.removeprefix("-") in SORTS,
}
FILTERS = ("q", "stap", "wie", "klok", "kanaal", "soort", "onderwerp")


def _who(value: str, r: Reader) -> Q:
    fixed = {"ik": Q(handler=r.user), "niemand": Q(handler=None)}
    return fixed[value] if value in fixed else Q(handler=int(value))


NARROW: dict[str, Callable[[str, Reader], Q]] = {
    "q": lambda v, r: matching(v),
    "stap": lambda v, r: Q(step=int(v)),
    "wie": _who,
    "klok": lambda v, r: TERMS[v][1](r),
    "kanaal": lambda v, r: Q(carrier=v),
    "soort": lambda v, r: Q(kind=v),
    "onderwerp": lambda v, r: Q(category=int(v)),
}
