"""After a clash: who changed what, both texts, and the form with all that was typed (F17)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.html import strip_tags

from dossiers import links
from dossiers.dates import clock, long_day
from dossiers.models import LastChange
from dossiers.together import Clash, marks

EXPLANATION = re.compile(r"<span.*", re.S)  # behind the name of a choice
BOTH_TEXTS = "Hieronder staan die tekst en de jouwe."
# what saving again does; a form of which that is not true has its own `after_clash`
TAKE_OVER = "Wat jij typte, staat nog in de velden. Neem over wat erbij hoort."
SAVE_AGAIN = f"{TAKE_OVER} Als je opnieuw bewaart, geldt wat er dan in de velden staat."
UNTOUCHED = "Zo stond het er al"


@dataclass(frozen=True)
class Both:
    """One field: what `by` left there, and what stands in the field now."""

    label: str
    by: str
    theirs: str
    mine: str


def tell(form: Any, clash: Clash) -> None:
    """Show both; who saves again has seen theirs. A field that only they changed shows what they wrote."""
    first, typed = clash.first(), form.cleaned_data.copy()
    form.add_error(None, _sentence(form, clash, first))
    form.clash = _both(form, clash, typed)
    form.clash_next = getattr(form, "after_clash", "") or SAVE_AGAIN
    _take_over(form, clash, typed)
    form.opened = marks(clash.now)


def _both(form: Any, clash: Clash, typed: dict[str, Any]) -> list[Both]:
    """Both texts. Of a field that was not touched here "mine" is what `_take_over` puts there."""
    who, mine = _who(clash, clash.first()), typed | {n: clash.now[n] for n in clash.kept(typed, form.opened)}
    return [
        Both(label(form, name), who if name in clash.theirs else UNTOUCHED,
             _said(form.fields[name], clash.now[name]), _said(form.fields[name], mine[name]))
        for name in clash.names
    ]  # fmt: skip


def label(form: Any, name: str) -> str:
    return str(form.fields[name].label)


def _who(clash: Clash, first: LastChange | None) -> str:
    if first is None:
        return "Iemand anders"
    return "Jij, in een ander venster" if first.by == clash.by else first.by.name


def _sentence(form: Any, clash: Clash, first: LastChange | None) -> str:
    if told := getattr(form, "clash_told", ""):
        return f"{_who(clash, first)} {told}{when(first.at) if first else 'net'}. {BOTH_TEXTS}"
    what = ", ".join(f"“{label(form, name).rstrip('?')}”" for name in clash.theirs)
    then = f" {when(first.at)}" if first else ""
    return f"{_who(clash, first)} veranderde {what}{then}. {BOTH_TEXTS}"


def when(at: datetime) -> str:
    today = timezone.localdate(at) == timezone.localdate()
    return f"om {clock(at, 'nl')}" if today else f"op {long_day(at, 'nl')} om {clock(at, 'nl')}"


def _said(field: forms.Field, value: Any) -> str:
    """A value as the page shows it: the name of a choice, a day in words."""
    if isinstance(value, bool):
        return "aan" if value else "uit"
    if isinstance(value, date):
        return long_day(value, "nl")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        chosen = {str(_key(field.prepare_value(v))) for v in _each(value)}
        named = (EXPLANATION.sub("", str(text)) for v, text in field.choices if v != "" and str(v) in chosen)
        return ", ".join(map(strip_tags, named)) or "(leeg)"
    return links.masked(str(value or "")) or "(leeg)"


def _each(value: Any) -> Any:
    return [value] if value is None or isinstance(value, str | int | Model) else value


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


def _take_over(form: Any, clash: Clash, typed: dict[str, Any]) -> None:
    """What this person did not touch shows what stands there now, so that saving again keeps it."""
    form.data = form.data.copy()
    for name in clash.kept(typed, form.opened):
        field, key = form.fields[name], form.add_prefix(name)
        value = _key(field.prepare_value(clash.now[name]))
        form.data.setlist(key, [str(v) for v in value] if isinstance(value, list) else [value])
