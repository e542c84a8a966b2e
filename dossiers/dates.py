"""Dates and clock times in words, Dutch and English, for screens, mails and letters.

Pure: a date or an aware datetime goes in (converted to local time), a text comes out, "" for nothing.
A naive datetime raises ValueError. `lang` is "nl" or "en"; without it the language of the reader.
"""

from __future__ import annotations

import datetime as dt

from django.utils import dateformat, timezone, translation

DAY = {"nl": "D j b", "en": "D j M"}
DAY_YEAR = {"nl": "D j b Y", "en": "D j M Y"}
LONG_DAY = {"nl": "l j F Y", "en": "l j F Y"}
CLOCK = {"nl": r"H.i \u\u\r", "en": "H:i"}
NEAR = {
    "nl": {-1: "gisteren", 0: "vandaag", 1: "morgen"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}


def day(value: dt.date | None, lang: str | None = None) -> str:
    """Short, without the year: di 3 nov · Tue 3 Nov."""
    return _written(value, DAY, lang)


def day_year(value: dt.date | None, lang: str | None = None) -> str:
    """Short, with the year: di 3 nov 2026 · Tue 3 Nov 2026."""
    return _written(value, DAY_YEAR, lang)


def long_day(value: dt.date | None, lang: str | None = None) -> str:
    """In full: dinsdag 3 november 2026 · Tuesday 3 November 2026."""
    return _written(value, LONG_DAY, lang)


def clock(value: dt.datetime | None, lang: str | None = None) -> str:
    """Time of day: 19.42 uur · 19:42."""
    return _written(value, CLOCK, lang)


def moment(value: dt.datetime | None, lang: str | None = None) -> str:
    """Day and time: dinsdag 3 november 2026, 19.42 uur. A date alone gives the day."""
    if not isinstance(value, dt.datetime):
        return long_day(value, lang)
    return f"{long_day(value, lang)}, {clock(value, lang)}"


def near_day(value: dt.date | None, today: dt.date, lang: str | None = None) -> str:
    """gisteren, vandaag, morgen, else the short day; with the year when it is another year."""
    if value is None:
        return ""
    local = _local(value)
    word = NEAR[_lang(lang)].get((_date(local) - today).days)
    return word or (day if local.year == today.year else day_year)(local, lang)


def _written(value: dt.date | None, formats: dict[str, str], lang: str | None) -> str:
    if value is None or value == "":
        return ""
    lang = _lang(lang)
    with translation.override(lang):
        return dateformat.format(_local(value), formats[lang])


def _local(value: dt.date) -> dt.date:
    return timezone.localtime(value) if isinstance(value, dt.datetime) else value


def _date(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _lang(lang: str | None) -> str:
    return "en" if (lang or translation.get_language() or "nl").startswith("en") else "nl"
