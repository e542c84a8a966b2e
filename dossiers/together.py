"""Two people at once: nobody overwrites what he did not see (F17).

A form carries a mark of each value it opened with. On saving, what only this person changed is written, and what only
somebody else changed stays. Where both changed the same field nothing is written: Clash, and both texts are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db.models import Model

from dossiers.lifecycle import NotYet
from dossiers.models import LastChange, User

FIELD = "opened"  # the hidden field
Values = Mapping[str, Any]


class Clash(NotYet):
    """Both changed the same. `now` is what stands there, `by` who came second.

    `names`: the fields that ask for a choice; `theirs`: those of them that somebody else changed.
    """

    def __init__(self, about: str, names: list[str], now: Values, by: User, *, theirs: set[str]) -> None:
        super().__init__("Iemand anders veranderde dit net. Hieronder staan die tekst en de jouwe.")
        self.about, self.names, self.now, self.by = about, names, now, by
        self.theirs = [name for name in names if name in theirs]

    def first(self) -> LastChange | None:
        """Who was first, and when."""
        rows = LastChange.objects.filter(about=self.about, field__in=self.theirs).select_related("by")
        return rows.order_by("-at").first()

    def kept(self, typed: Values, opened: str) -> list[str]:
        """What was not touched here: it stays as it is now."""
        seen = _seen(opened)
        return [name for name in self.now if name in typed and seen.get(name) == _mark(typed[name])]


def marks(values: Values) -> str:
    """What a page opened with: enough to see that it changed, nothing to read."""
    return " ".join(f"{name}:{_mark(value)}" for name, value in values.items())


def empty(names: Iterable[str]) -> str:
    """The marks of a page on which nothing was filled in yet."""
    return marks(dict.fromkeys(names))


def _seen(opened: str) -> dict[str, str]:
    return dict(pair.split(":", 1) for pair in opened.split() if ":" in pair)


def _mark(value: Any) -> str:
    return blake2b(_plain(value).encode(), digest_size=8).hexdigest()


def _plain(value: Any) -> str:
    """The same for what a browser sends back: line ends, white space around it, a row or its number."""
    if isinstance(value, Model):
        return str(value.pk)
    if value is None or isinstance(value, str):
        return "\n".join((value or "").split("\r\n")).strip()
    if isinstance(value, Iterable):
        return ",".join(sorted(map(_plain, value)))
    return str(value)


def agree(
    about: str, now: Values, typed: Values, *, opened: str, groups: Iterable[Iterable[str]] = (), by: User, at: datetime
) -> dict[str, Any]:  # fmt: skip
    """What to write of `typed`, or Clash. Hold the row first: `now` must stay true until commit.

    `groups`: fields that only make sense together; a change of one of them is a change of all.
    """
    seen = _seen(opened)
    theirs = {name for name in typed if seen.get(name) != _mark(now[name])}
    differs = {name for name in typed if _mark(typed[name]) != _mark(now[name])}
    new = {name for name in differs if seen.get(name) != _mark(typed[name])}
    both = new & theirs
    for group in map(set, groups):
        if group & theirs and group & new:
            both |= group & (differs | theirs)
    if both:
        raise Clash(about, [name for name in typed if name in both], now, by, theirs=theirs)
    remember(about, new, by=by, at=at)
    return {name: typed[name] for name in typed if name in new}


def remember(about: str, names: Iterable[str], *, by: User, at: datetime) -> None:
    """Write down who changed these last."""
    LastChange.objects.bulk_create(
        [LastChange(about=about, field=name, by=by, at=at) for name in names],
        update_conflicts=True, unique_fields=["about", "field"], update_fields=["by", "at"],
    )  # fmt: skip
