"""The working-day calendar: plain dates, no database. `off` holds the days on which nobody works."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

DAY = timedelta(days=1)


def is_workday(day: date, off: Container[date]) -> bool:
    return day.weekday() < 5 and day not in off


def roll(day: date, off: Container[date]) -> date:
    """The day itself, or the next working day (Algemene termijnenwet 1)."""
    while not is_workday(day, off):
        day += DAY
    return day


def add_workdays(day: date, count: int, off: Container[date]) -> date:
    """The `count`-th working day after `day`; `day` itself is day 0."""
    for _ in range(count):
        day = roll(day + DAY, off)
    return day


def workdays_between(start: date, end: date, off: Container[date]) -> int:
    """Working days after `start`, up to and including `end`; 0 when end is not later."""
    days = (start + DAY * n for n in range(1, (end - start).days + 1))
    return sum(is_workday(day, off) for day in days)
