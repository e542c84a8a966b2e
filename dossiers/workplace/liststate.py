"""What the worklist shows, as its address says: the URL is the state, so a view is a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from dossiers.models import Carrier, Dossier, Kind, Step
from dossiers.workplace.reader import Reader
from dossiers.workplace.search import matching, number_in

OPEN = Q(closed_at=None)
# on the way to an answer, with somebody to write to
WALKING = OPEN & Q(kind=Kind.KLACHT, step__range=(Step.INFORMEREN, Step.OPLOSSEN), complainant__is_anonymous=False)
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
LONGEST = 100  # characters of a search


def _number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 10


def _wrong(value: str) -> Any:
    raise ValueError(value)


def _instant(value: str) -> datetime:
    """Raises ValueError for what is no instant, a time without a zone among it."""
    return datetime.fromisoformat(value).astimezone(UTC) if re.search(r"[+]\d\d:\d\d$", value) else _wrong(value)


# how a value of each column is read back from the address
READ: dict[str, Callable[[str], Any]] = {
    "due_on": date.fromisoformat,
    "received_at": _instant,
    "last_contact_at": _instant,
    "step": lambda v: int(v) if _number(v) else _wrong(v),
}


# each part of the address, and what it may hold; anything else is left out
PARTS: dict[str, Callable[[str], bool]] = {
    "weergave": lambda v: v in VIEWS,
    "q": bool,
    "stap": lambda v: v in map(str, Step.values),
    "wie": lambda v: v in ("ik", "niemand") or _number(v),
    "klok": lambda v: v in TERMS,
    "kanaal": lambda v: v in Carrier.values,
    "soort": lambda v: v in Kind.values,
    "onderwerp": _number,
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


@dataclass(frozen=True)
class ListState:
    """The parts of the address that hold; unknown ones are gone."""

    parts: Mapping[str, str]

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> ListState:
        typed = {name: " ".join(str(given.get(name, "")).split())[:LONGEST].strip() for name in PARTS}
        return cls({name: v for name, v in typed.items() if v and "\0" not in v and PARTS[name](v)})

    def get(self, name: str) -> str:
        return self.parts.get(name, "")

    @property
    def view(self) -> str:
        return self.parts.get("weergave", "open")

    @property
    def sort(self) -> str:
        return self.parts.get("sorteer", "-ontvangen" if self.view == "gesloten" else "termijn")

    @property
    def column(self) -> str:
        return SORTS[self.sort.removeprefix("-")]

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    def changed(self, **parts: str) -> str:
        """The query string with some parts changed; an empty one goes away."""
        return urlencode({name: v for name, v in {**self.parts, **parts}.items() if v})

    def condition(self, reader: Reader) -> Q:
        """View and filters together; a typed number looks past the view, since there is only one of it."""
        wanted = Q() if number_in(self.get("q")) else VIEWS[self.view][1](reader)
        for name in FILTERS:
            if value := self.get(name):
                wanted &= NARROW[name](value, reader)
        return wanted

    # --- keyset paging: a place in the order is the value of the column and the id

    def place(self, dossier: Dossier) -> str:
        value = getattr(dossier, self.column)
        return f"{value if isinstance(value, int) else value.isoformat()}~{dossier.pk}"

    def read_place(self, text: str) -> tuple[Any, int] | None:
        value, _, pk = text.partition("~")
        try:
            return (READ[self.column](value), int(pk)) if _number(pk) else None
        except ValueError:
            return None

    def beyond(self, place: tuple[Any, int], *, back: bool = False) -> Q:
        """Rows after a place in this order; `back`: before it. The first condition lets the index do the work."""
        op = "lt" if self.descending != back else "gt"
        value, pk = place
        return Q(**{f"{self.column}__{op}e": value}) & (
            Q(**{f"{self.column}__{op}": value}) | Q(**{f"pk__{op}": pk})
        )

    def ordered(self, rows: QuerySet[Dossier], *, back: bool = False) -> QuerySet[Dossier]:
        sign = "-" if self.descending != back else ""
        return rows.order_by(f"{sign}{self.column}", f"{sign}pk")

