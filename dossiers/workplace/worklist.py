"""Werkvoorraad: one page of the dossiers that this person may see, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString

from dossiers.models import Dossier, Step
from dossiers.typed import marked, words_of
from dossiers.workplace import respondents, search
from dossiers.workplace.labels import Label, label_of, with_terms
from dossiers.workplace.listparts import VIEWS
from dossiers.workplace.liststate import PAGES, ListState
from dossiers.workplace.neighbours import way_back
from dossiers.workplace.reader import Reader

PAGE = 50
MOST = 10_000  # nobody reads a position beyond this


@dataclass(frozen=True)
class Row:
    dossier: Dossier
    subject: SafeString
    person: SafeString
    place: str
    hit: SafeString | None
    label: Label
    query: str  # the way back to this list, from the dossier

    @property
    def step_name(self) -> str:
        d = self.dossier
        return f"{d.step} {d.get_step_display()}" if d.is_open else "Gesloten"

    @property
    def has_route(self) -> bool:
        """What was closed before the end stands nowhere on the way any more."""
        return self.dossier.is_open or self.dossier.step == Step.EVALUEREN

    @property
    def route_step(self) -> int:
        """8 when all is done: then there is no "here" any more."""
        return self.dossier.step if self.dossier.is_open else 8


class Worklist:
    def __init__(self, reader: Reader, given: Mapping[str, Any]) -> None:
        self.reader, self.state, self.given = reader, ListState.read(given), given
        self.mine = reader.dossiers
        self.words = words_of(self.state.get("q"))
        self.counts = self._counts()
        self.found = self.counts.pop("found")
        self.dossiers, self.is_first, self.is_last = self._page()

    def _counts(self) -> dict[str, int]:
        """How many in each view, and how many found: one query."""
        views = {name: Count("pk", filter=condition(self.reader)) for name, (_, condition) in VIEWS.items()}
        return self.mine.aggregate(found=Count("pk", filter=self.state.condition(self.reader)), **views)

    @property
    def matching(self) -> QuerySet[Dossier]:
        return self.mine.filter(self.state.condition(self.reader))

    def _page(self) -> tuple[list[Dossier], bool, bool]:
        """The rows after `na` or before `voor`; and whether this is the first and the last page."""
        after, before = (self.state.read_place(str(self.given.get(name, ""))) for name in PAGES)
        back = bool(before and not after)
        place = after or before
        rows = with_terms(self.matching).select_related("complainant", "handler", "evaluation")
        rows = rows.defer("form", "better", "customer_proposal", *(() if self.words else ("story",)))
        if place:
            rows = rows.filter(self.state.beyond(place, back=back))
        page = list(self.state.ordered(rows, back=back)[: PAGE + 1])
        more, page = len(page) > PAGE, page[:PAGE]
        return (page[::-1], not more, False) if back else (page, not place, not more)

    def rows(self) -> list[Row]:
        names = respondents.names_in(self.dossiers)
        places = search.places_of(self.dossiers, self.words) if self.words else {}
        return [self._row(d, names.get(d.pk), places.get(d.pk, [])) for d in self.dossiers]

    def _row(self, d: Dossier, names: re.Pattern[str] | None, places: list[tuple[str, str]]) -> Row:
        hits = (
            (place, search.excerpt(respondents.without(text, names), self.words)) for place, text in places
        )
        place, hit = next(((p, h) for p, h in hits if h), ("", None))
        return Row(
            d, marked(respondents.without(d.subject, names), self.words),
            marked(d.complainant.called, self.words), place, hit, label_of(d, self.reader),
            way_back(self.state, d),
        )  # fmt: skip

    def pages(self) -> dict[str, str]:
        """Addresses of the page before and after, and where we are."""
        if not self.dossiers:
            return {}
        state, first, last = self.state, self.dossiers[0], self.dossiers[-1]
        urls = {
            "previous_url": "" if self.is_first else "?" + state.changed(voor=state.place(first)),
            "next_url": "" if self.is_last else "?" + state.changed(na=state.place(last)),
        }
        return {**urls, "range_text": self._range()}

    def _range(self) -> str:
        start = 1
        if not self.is_first:
            first = self.state.read_place(self.state.place(self.dossiers[0]))
            assert first is not None
            start += self.matching.filter(self.state.beyond(first, back=True)).order_by()[:MOST].count()
        return f"{start} tot {start + len(self.dossiers) - 1} van {self.found}"
