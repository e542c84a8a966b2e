"""F15: the end of the day, for every five minutes of the days that go wrong, in whatever zone the server stands.

day_ends.csv and whole_days.csv are written by hand and never made with the library that is checked.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dossiers import deadlines
from dossiers.correspondence.ladder import rungs
from dossiers.models import Alarm

HERE = Path(__file__).parent
ZONES = ("UTC", "America/New_York", "Europe/Amsterdam")
FIVE = timedelta(minutes=5)
# in a process of its own: the zone of a process is read when it starts
SCRIPT = """
import sys, django
django.setup()
from datetime import datetime
from django.utils import timezone
from dossiers import deadlines
for line in sys.stdin:
    day = timezone.localdate(datetime.fromisoformat(line.strip()))
    print(day, deadlines.end_of(day).isoformat())
"""


def table(name):
    with open(HERE / name, newline="") as file:
        return list(csv.DictReader(file))


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


DAYS, MOMENTS = table("whole_days.csv"), table("day_ends.csv")


def every_five_minutes():
    """(moment, local day, end): the hand-written moments, and each five minutes of the hand-written days."""
    for row in MOMENTS:
        yield instant(row["moment"]), row["local_day"], instant(row["ends"])
    for row in DAYS:
        steps = [instant(row["begins"]) + FIVE * n for n in range(int(row["steps"]))]
        assert steps[-1] + FIVE == instant(row["ends"]), "the hand-written day is as long as its steps"
        for moment in steps:
            yield moment, row["local_day"], instant(row["ends"])


@pytest.mark.parametrize("zone", ZONES)
def test_f15_every_deadline_is_the_one_written_by_hand(zone):
    rows = list(every_five_minutes())
    asked = "\n".join(moment.isoformat() for moment, _, _ in rows)
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT], input=asked, env={**os.environ, "TZ": zone}, capture_output=True, text=True,
        check=True, cwd=HERE.parent.parent, timeout=60,
    )  # fmt: skip
    found = [line.split() for line in told.stdout.splitlines()]
    assert len(found) == len(rows) > 1700
    wrong = [
        (zone, moment, line) for (moment, day, ends), line in zip(rows, found, strict=True)
        if line[0] != day or instant(line[1]) != ends
    ]  # fmt: skip
    assert not wrong


@pytest.mark.django_db
@pytest.mark.parametrize("row", MOMENTS, ids=lambda row: row["moment"])
def test_f15_a_complaint_carries_that_deadline(row, make_dossier):
    dossier = make_dossier(when=instant(row["moment"]))
    confirmation = dossier.messages.get(kind="ack")
    assert (str(dossier.acknowledge_on), confirmation.deadline_at) == (row["local_day"], instant(row["ends"]))


@pytest.mark.parametrize("row", DAYS, ids=lambda row: row["local_day"])
def test_f15_the_ladder_climbs_at_the_local_hours(row):
    """15:00, 20:00 and 22:00 on the clock of the street, not a second sooner."""
    alarm = Alarm(cause="late", opened_at=instant(row["begins"]) + timedelta(hours=10))
    for hour in (15, 20, 22):
        at, key = instant(row[f"at_{hour}"]), f"{row['local_day']}T{hour}"
        assert deadlines.at_hour(at.date(), hour) == at
        assert key not in rungs(alarm, at - timedelta(seconds=1))
        assert key in rungs(alarm, at)
