"""Verzonden post as its address says it: the URL is the state, so what one sees is a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from dossiers.correspondence import states
from dossiers.models import Message
from dossiers.models.message import WENT
from dossiers.reference import number_in
from dossiers.typed import spellings, tidy, words_of

PER_PAGE = 50
LOOKED_AT, WORD = 500, re.compile(r"\w{4,}")  # the newest messages, for a spelling that comes near
FURTHEST = 100_000  # the last page that anybody asks for
# to whom, about which dossier, and what stands above the letter; its text is not searched
COLUMNS = (
    "subject", "to_name", "to_address", "dossier__reference", "dossier__complainant__name",
    "dossier__complainant__organisation",
)  # fmt: skip
KINDS = {str(k): label for k, label in Message.Kind.choices if k not in Message.Kind.to_colleagues()}


@dataclass(frozen=True)
class PostState:
    """One heap, one kind, what was typed, and the page; what does not exist is left out."""

    heap: str = ""
    kind: str = ""
    q: str = ""
    page: int = 1

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> PostState:
        heap, kind, page = (str(given.get(name, "")) for name in ("toestand", "soort", "bladzijde"))
        number = int(page[:6]) if page.isascii() and page.isdigit() else 1
        return cls(
            heap if heap in states.HEAPS else "",
            kind if kind in KINDS else "",
            tidy(str(given.get("q", ""))),
            min(max(number, 1), FURTHEST),
        )

    def address(self, **changed: Any) -> str:
        """Where this list is with some parts changed; any change starts at its first page."""
        parts = {"heap": self.heap, "kind": self.kind, "q": self.q, "page": 1} | changed
        page = parts["page"] if parts["page"] > 1 else ""
        given = {"toestand": parts["heap"], "soort": parts["kind"], "q": parts["q"], "bladzijde": page}
        query = urlencode({name: value for name, value in given.items() if value})
        return reverse("outbox") + (f"?{query}" if query else "")

    def condition(self) -> Q:
        heap = Q(state__in=states.HEAPS[self.heap][1]) if self.heap else Q()
        return heap & (Q(kind=self.kind) if self.kind else Q()) & matching(self.q)

    def chips(self) -> list[dict[str, str]]:
        """What was asked for, each with the address without it."""
        on = {"q": self.q, "kind": KINDS.get(self.kind, "")}
        return [{"text": text, "url": self.address(**{name: ""})} for name, text in on.items() if text]


def matching(q: str) -> Q:
    """Every word must be somewhere; a whole number of a dossier is that dossier."""
    if number := number_in(q):
        return Q(dossier__reference=number.reference)
    every = Q()
    for word in words_of(q):
        every &= _somewhere(word)
    return every


def _somewhere(word: str) -> Q:
    hit = Q()
    for spelling in spellings(word):
        for column in COLUMNS:
            hit |= Q(**{f"{column}__icontains": spelling})
    return hit


def did_you_mean(state: PostState, mine: QuerySet[Message]) -> str:
    """The same words as they are spelled in a name or subject of this list; "" when nothing else comes near."""
    newest = mine.order_by("-pk").values_list("subject", "to_name", "dossier__complainant__name")[:LOOKED_AT]
    known = {word for row in newest for text in row for word in WORD.findall((text or "").lower())}
    typed = [word.lower() for word in words_of(state.q)]
    better = [next(iter(get_close_matches(word, known, 1, 0.75)), word) for word in typed]
    found = replace(state, q=" ".join(better))
    return found.q if better != typed and mine.filter(found.condition()).exists() else ""


def page_of(mine: QuerySet[Message], state: PostState) -> dict[str, Any]:
    """One page of the list; it asks for one row more, so that nothing has to be counted."""
    wanted = (
        mine.filter(state.condition())
        .select_related("dossier__complainant")
        .defer("text", "html", "made_from")
        .order_by(WENT.desc(), "-pk")
    )
    start = (state.page - 1) * PER_PAGE
    rows = list(wanted[start : start + PER_PAGE + 1])
    return {
        "rows": [(message, states.SHOWN[Message.State(message.state)]) for message in rows[:PER_PAGE]],
        "range_text": f"{start + 1} tot {start + min(len(rows), PER_PAGE)}",
        "previous_url": state.address(page=state.page - 1) if state.page > 1 else "",
        "next_url": state.address(page=state.page + 1) if len(rows) > PER_PAGE else "",
    }
