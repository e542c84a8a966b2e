"""The clock of the server jumps an hour: nothing stays stuck longer than a minute or two, and one line says so."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.db import OperationalError, connection

from dossiers import tasks
from dossiers.correspondence import delivery, guard, jumps
from dossiers.management.commands.guard import Command as Guard
from dossiers.models import Alarm, Heartbeat, Message
from klachten.environment import REPO
from tests.parts import free_port

pytestmark = pytest.mark.django_db(
    transaction=True
)  # each round of the guard begins with a connection of its own
HOUR = timedelta(hours=1)


@pytest.fixture
def rounds(monkeypatch, at):
    """The guard, looking at moments of a clock of ours; the running clock goes on by itself."""
    said = StringIO()
    command = Guard(stderr=said)
    monkeypatch.setattr(Guard, "_deliver_in_a_child", lambda self: None)
    running = iter(range(0, 10_000, 60))
    monkeypatch.setattr(time, "clock_gettime", lambda _: next(running))

    def look(*moments):
        for moment in moments:
            with time_machine.travel(moment, tick=False):
                command._round()
        return said.getvalue().splitlines()

    return look


@pytest.fixture
def awake():
    def beat(at):
        for name in ("worker", "beat"):
            guard.beat(name, at=at)

    return beat


def test_an_honest_clock_says_nothing(rounds, awake, at):
    awake(at)
    assert rounds(at, at + timedelta(seconds=61), at + timedelta(seconds=119)) == []
    assert Heartbeat.objects.filter(name="worker").exists()


@pytest.mark.parametrize(("jump", "words"), [(-HOUR, "60 minuten terug"), (HOUR, "60 minuten vooruit")])
def test_a_jump_is_one_line_and_no_false_alarm(rounds, awake, at, jump, words):
    awake(at)
    later = at + jump + timedelta(minutes=1)
    lines = rounds(at, later, later + timedelta(minutes=1))
    assert len(lines) == 1
    assert f"De klok van de server sprong {words}." in lines[0]
    assert not Alarm.objects.exists()
    # and who is really silent is still found out in five minutes
    rounds(*(later + timedelta(minutes=n) for n in range(2, 8)))
    assert set(Alarm.objects.values_list("cause", flat=True)) == {"silent:worker"}


def test_what_waits_in_the_future_goes_now(make_dossier, rounds, awake, smtp_sink, at):
    """Three acknowledgements: fresh, claimed by a worker that died, and waiting for its next try."""
    awake(at)
    messages = [Message.objects.get(dossier=make_dossier(when=at)) for _ in range(3)]
    [taken] = delivery.claim(1, at)
    tried = next(m for m in messages if m.pk != taken.pk)
    Message.objects.filter(pk=tried.pk).update(attempts=3, due_at=at + timedelta(minutes=20))
    back = at - HOUR + timedelta(minutes=1)
    rounds(at, back)
    assert delivery.deliver_due(now=lambda: back) == 3
    assert len(smtp_sink.mails) == 3
    assert not delivery._hand_over(taken, back), "who held it before may not send it too"


def test_a_mail_under_way_is_left_to_its_lease(make_dossier, rounds, at):
    make_dossier(when=at)
    [mine] = delivery.claim(1, at)
    assert delivery._hand_over(mine, at)
    rounds(at, at - HOUR)
    assert Message.objects.get().state == "handing"


def test_deadlines_stand(make_dossier, rounds, at):
    dossier = make_dossier(when=at)
    before = (dossier.acknowledge_on, dossier.decide_by, Message.objects.get().deadline_at)
    rounds(at, at - HOUR, at)
    dossier.refresh_from_db()
    assert before == (dossier.acknowledge_on, dossier.decide_by, Message.objects.get().deadline_at)


def test_small_steps_of_a_time_server_are_no_jump(at):
    before = jumps.Moment(at, 0.0)
    assert not jumps.jumped(before, jumps.Moment(at + timedelta(seconds=90), 60.0))
    assert jumps.jumped(before, jumps.Moment(at - HOUR, 60.0)) == -HOUR - timedelta(minutes=1)


def test_a_guard_that_starts_without_a_database_waits_and_says_so_once(tmp_path):
    """PostgreSQL is away: one line, no traceback, and it goes on waiting."""
    env = {**os.environ, "DATABASE_URL": f"postgres://klachten:KANARIE@127.0.0.1:{free_port()}/klachten",
           "KLACHTEN_NO_VENV": "1", "ALARM_COMMAND": "true"}  # fmt: skip
    with (tmp_path / "log").open("w") as log:
        guard_process = subprocess.Popen(
            [sys.executable, "manage.py", "guard"], cwd=REPO, env=env, stdout=log, stderr=log
        )
    end = time.monotonic() + 60
    while "De database is er niet" not in (tmp_path / "log").read_text() and time.monotonic() < end:
        time.sleep(0.2)
    time.sleep(2.5)  # it tries once more, and says no more
    assert guard_process.poll() is None
    guard_process.kill()
    guard_process.wait()
    lines = (tmp_path / "log").read_text().splitlines()
    assert lines == ["De database is er niet (OperationalError). De bewaker wacht erop."]


def test_a_task_without_a_database_is_one_line(caplog):
    def away(*_):
        raise OperationalError(
            'connection to server at "database" failed: Connection refused\n\tIs it running?'
        )

    with connection.execute_wrapper(away):
        tasks.deliver.apply(throw=True)
    [record] = [r for r in caplog.records if r.name == "dossiers.tasks"]
    assert record.getMessage().startswith("De database antwoordt niet; deliver wacht op de volgende ronde")
    assert "\n" not in record.getMessage()
