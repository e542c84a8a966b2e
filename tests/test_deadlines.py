"""Every date against a table written by hand; never made with the library that it checks."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from dossiers import deadlines
from dossiers.workdays import add_workdays, is_workday, roll, workdays_between

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
D = date.fromisoformat


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


DECIDE = [
    ("nl_awb", "2025-11-21T10:00", "2026-01-05"),  # day 42 is an equated day, then a weekend
    ("nl_awb", "2025-03-07T09:30", "2025-04-22"),  # Good Friday, weekend, Easter Monday
    ("nl_awb", "2026-01-05T12:30", "2026-02-16"),
    ("nl_awb", "2026-06-06T00:00", "2026-07-20"),  # received on a Saturday; a Saturday rolls to Monday
    ("nl_awb", "2027-03-16T08:20", "2027-04-28"),  # King's Day
    ("nl_awb", "2027-03-24T12:00", "2027-05-10"),  # 5 May, Ascension, equated Friday, weekend
    ("nl_wkkgz", "2027-03-16T08:20", "2027-04-28"),
    ("nl_wkkgz", "2027-09-07T16:00", "2027-10-19"),
    ("nl_kinderopvang", "2026-11-13T09:00", "2026-12-28"),  # Christmas on Friday and Saturday, then Sunday
    ("nl_woningcorporatie", "2026-03-16T11:02", "2026-04-27"),  # no roll: own rule
    ("nl_woningcorporatie", "2026-11-03T19:42", "2026-12-15"),
    ("nl_retail", "2026-06-01T17:17", "2026-06-15"),
    ("be_vlaanderen_bestuur", "2026-08-10T09:00", "2026-09-24"),
    ("nl_awb", "2026-03-28T23:59", "2026-05-11"),  # last minute before the night of summer time
    ("nl_awb", "2026-10-25T02:30", "2026-12-07"),  # the hour that exists twice
]


@pytest.mark.django_db
@pytest.mark.parametrize(("profile", "received", "last"), DECIDE)
def test_last_day_for_the_answer(profile, received, last):
    """Awb 9:11, Wkkgz 17: the day of receipt is day 0, by the local date."""
    assert deadlines.decide_by(profile, local(received)) == D(last)


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        ("2026-03-28", "2026-03-28T23:00"),  # winter: one hour before UTC midnight
        ("2026-03-29", "2026-03-29T22:00"),  # the day of 23 hours
        ("2026-07-01", "2026-07-01T22:00"),
        ("2026-10-25", "2026-10-25T23:00"),  # the day of 25 hours
        ("2026-12-31", "2026-12-31T23:00"),
        ("2028-02-29", "2028-02-29T23:00"),
    ],
)
def test_r55_the_day_ends_at_local_midnight(day, ends):
    assert deadlines.end_of(D(day)) == datetime.fromisoformat(ends).replace(tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Europe/Amsterdam"])
@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2027-01-01", "2028-02-29"])
def test_f15_every_five_minutes_of_a_day_is_that_day(zone, day):
    """On both DST days, at New Year and on leap day, whatever zone a moment was written in."""
    start = deadlines.end_of(D(day) - timedelta(days=1))
    end = deadlines.end_of(D(day))
    moment = start
    while moment < end:
        assert timezone.localdate(moment.astimezone(ZoneInfo(zone))) == D(day)
        moment += timedelta(minutes=5)
    assert timezone.localdate(end) == D(day) + timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "last_contact", "days", "due"),
    [
        ("NL", "2025-04-09T11:30", 7, "2025-04-22"),  # Good Friday and Easter do not count
        ("BE", "2025-07-14T09:00", 7, "2025-07-24"),  # 21 July
        ("NL", "2026-05-12T09:00", 3, "2026-05-18"),  # Ascension does not count, the equated Friday does
        ("NL", "2026-11-18T23:59", 1, "2026-11-19"),
    ],
)
def test_r57_progress_after_working_days(country, last_contact, days, due):
    assert deadlines.progress_on(local(last_contact), days, deadlines.days_off(country)) == D(due)


def test_r71_evaluation_is_asked_after_calendar_days():
    assert deadlines.evaluation_on(D("2026-06-03"), 14) == D("2026-06-17")


OFF = {D("2026-12-25"), D("2026-12-26")}


def test_workdays():
    assert not is_workday(D("2026-12-25"), OFF)
    assert roll(D("2026-12-25"), OFF) == D("2026-12-28")
    assert add_workdays(D("2026-12-23"), 2, OFF) == D("2026-12-28")
    assert workdays_between(D("2026-12-23"), D("2026-12-29"), OFF) == 3
    assert workdays_between(D("2026-12-29"), D("2026-12-23"), OFF) == 0


KEEP = [
    ("2026-12-14T10:00", 5, "2031-12-14"),
    ("2026-12-31T23:30", 1, "2027-12-31"),  # still that day here, a day later nowhere
    ("2028-02-29T09:00", 4, "2032-02-29"),
    ("2028-02-29T09:00", 5, "2033-03-01"),  # never a day short
]


@pytest.mark.parametrize(("closed", "years", "until"), KEEP)
def test_how_long_a_closed_dossier_is_kept(closed, years, until):
    kept = deadlines.keep("Beantwoord", local(closed), years)
    assert kept.until == D(until)
    assert kept.why == f"het is gesloten als “Beantwoord”. Dat bewaren wij {years} jaar na het sluiten."
