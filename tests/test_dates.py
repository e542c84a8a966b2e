"""Dates in words: a table written by hand."""

import datetime as dt

import pytest

from dossiers import dates

EVENING = dt.datetime(2026, 11, 3, 18, 42, tzinfo=dt.UTC)  # 19.42 in Amsterdam
AFTER_MIDNIGHT = dt.datetime(2026, 6, 30, 22, 5, tzinfo=dt.UTC)  # the next day in Amsterdam


@pytest.mark.parametrize(
    ("write", "value", "nl", "en"),
    [
        (dates.day, EVENING, "di 3 nov", "Tue 3 Nov"),
        (dates.day, dt.date(2026, 3, 2), "ma 2 mrt", "Mon 2 Mar"),
        (dates.day_year, EVENING, "di 3 nov 2026", "Tue 3 Nov 2026"),
        (dates.long_day, EVENING, "dinsdag 3 november 2026", "Tuesday 3 November 2026"),
        (dates.long_day, AFTER_MIDNIGHT, "woensdag 1 juli 2026", "Wednesday 1 July 2026"),
        (dates.clock, EVENING, "19.42 uur", "19:42"),
        (dates.clock, AFTER_MIDNIGHT, "00.05 uur", "00:05"),
        (dates.moment, EVENING, "dinsdag 3 november 2026, 19.42 uur", "Tuesday 3 November 2026, 19:42"),
        (dates.moment, dt.date(2026, 8, 2), "zondag 2 augustus 2026", "Sunday 2 August 2026"),
        (dates.day, None, "", ""),
    ],
)
def test_in_words(write, value, nl, en):
    assert (write(value, "nl"), write(value, "en")) == (nl, en)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (dt.date(2026, 11, 2), "morgen"),
        (dt.date(2026, 11, 3), "vandaag"),
        (dt.date(2026, 11, 4), "gisteren"),
        (dt.date(2026, 11, 5), "di 3 nov"),
        (dt.date(2027, 1, 1), "di 3 nov 2026"),
    ],
)
def test_near_day(today, said):
    assert dates.near_day(EVENING, today, "nl") == said


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError):
        dates.day(dt.datetime(2026, 11, 3, 19, 42), "nl")
