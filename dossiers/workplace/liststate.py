"""What the worklist shows, as its address says: the URL is the state, so a view is a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from dossiers.models import Dossier
from dossiers.reference import number_in
from dossiers.typed import tidy
from dossiers.workplace.listparts import FILTERS, NARROW, PARTS, READ, SORTS, VIEWS, is_number
from dossiers.workplace.reader import Reader

Place = tuple[Any, int]  # the value of the column that the list is sorted on, and the id
PAGES = ("na", "voor")  # the page after, or before, a place


@dataclass(frozen=True)
class ListState:
    """The parts of the address that hold; unknown ones are gone."""

    parts: Mapping[str, str]

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> ListState:
        typed = {name: tidy(str(given.get(name, ""))) for name in PARTS}
        return cls({name: v for name, v in typed.items() if v and PARTS[name](v)})

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
        wanted = {**self.parts, **parts}
        return urlencode({name: wanted[name] for name in (*PARTS, *PAGES) if wanted.get(name)})

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

    def read_place(self, text: str) -> Place | None:
        value, _, pk = text.partition("~")
        try:
            return (READ[self.column](value), int(pk)) if is_number(pk) else None
        except ValueError:
            return None

    def beyond(self, place: Place, *, back: bool = False) -> Q:
        """Rows after a place in this order; `back`: before it. The first condition lets the index do the work."""
        op = "lt" if self.descending != back else "gt"
        value, pk = place
        return Q(**{f"{self.column}__{op}e": value}) & (
            Q(**{f"{self.column}__{op}": value}) | Q(**{f"pk__{op}": pk})
        )

    def is_after(self, dossier: Dossier, place: Place) -> bool:
        return ((getattr(dossier, self.column), dossier.pk) > place) != self.descending

    def ordered(self, rows: QuerySet[Dossier], *, back: bool = False) -> QuerySet[Dossier]:
        sign = "-" if self.descending != back else ""
        return rows.order_by(f"{sign}{self.column}", f"{sign}pk")
