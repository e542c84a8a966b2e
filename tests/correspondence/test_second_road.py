"""A warning that does not need our own mail server: when it goes, over which road, and what proves it (F7)."""

import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from io import StringIO

import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command

from dossiers.correspondence import delivery, guard, roads, second_road
from dossiers.management.commands.guard import Command as Guard
from dossiers.models import Alarm, Message, Offered
from klachten.environment import NO_SECOND_ROAD, REPO
from tests.conftest import Sink
from tests.parts import free_port

pytestmark = pytest.mark.django_db
TO = "wacht@elders.example"


@pytest.fixture
def second_sink(settings):
    """Another real mail server, and the settings that point at it."""
    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    server = {"HOST": "127.0.0.1", "PORT": port, "HOST_USER": "", "HOST_PASSWORD": "", "USE_TLS": False}
    settings.ALARM_EMAIL = {**server, "USE_SSL": False}
    settings.ALARM_EMAIL_TO = [TO]
    yield sink
    controller.stop()


@pytest.fixture
def command(settings, tmp_path):
    """A real small command that keeps what it got, one line per call."""
    kept = tmp_path / "kept"
    script = tmp_path / "warn.sh"
    script.write_text(f'#!/bin/sh\nread line\necho "$line|$KLACHTEN_ALARM|$SECRET_KEY" >> {kept}\n')
    script.chmod(0o755)
    settings.ALARM_COMMAND = [str(script)]
    return lambda: kept.read_text().splitlines() if kept.exists() else []


@pytest.fixture
def awake():
    """Worker and clock live: the only thing that is wrong is the mail server."""

    def beat(at):
        for name in ("worker", "beat"):
            guard.beat(name, at=at)

    return beat


def at_clock(at, hour, minute=0):
    return at.replace(hour=hour, minute=minute)


def test_f7_the_mail_server_is_down_all_afternoon(
    make_dossier, people, client_for, settings, second_sink, command, awake, at
):
    """Banner and both second roads at 30 minutes, and again at 15:00, 20:00 and 22:00; one alarm for three complaints."""
    settings.EMAIL_PORT = 9
    for number in range(3):
        make_dossier(when=at_clock(at, 13), complainant={"name": "x", "email": f"p{number}@example.example"})
    seen = {}
    for minutes in range(0, 10 * 60, 10):  # every ten minutes from one o'clock until eleven
        now = at_clock(at, 13) + timedelta(minutes=minutes)
        delivery.deliver_due(now=lambda now=now: now)
        awake(now)
        guard.look(at=now)
        seen[now.strftime("%H:%M")] = (Alarm.objects.count(), len(second_sink.to(TO)), len(command()))
    assert seen["13:20"] == (0, 0, 0)
    assert seen["13:30"] == (1, 1, 1)  # the banner, and who is not signed in
    assert seen["14:50"] == (1, 1, 1)
    assert [seen[c] for c in ("15:00", "19:50", "20:00", "21:50", "22:00", "22:50")] == [
        (1, 2, 2), (1, 2, 2), (1, 3, 3), (1, 3, 3), (1, 4, 4), (1, 4, 4),
    ]  # fmt: skip
    [alarm] = Alarm.objects.all()
    assert alarm.warned_at == at_clock(at, 13, 30)
    assert Offered.objects.filter(ok=True).count() == 8
    page = client_for(people["joris"]).get("/werk/dossiers/").content.decode()
    assert "3 bevestigingen" in page


def test_the_warning_says_what_is_wrong_and_holds_no_secret(
    make_dossier, second_sink, command, awake, at, monkeypatch
):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    make_dossier()
    awake(at_clock(at, 15))
    guard.look(at=at_clock(at, 15))
    [mail] = second_sink.to(TO)
    text = "1 bevestiging is nog niet weg. De mailserver neemt ze niet aan. Deze melder weet nog van niets: vraag ICT, of bel vandaag nog zelf."
    assert text in mail["Subject"]
    assert text in mail.get_content()
    assert "Verhoeven" not in mail.as_string()
    assert command() == [f"{text}|{text}|"]


def test_the_mails_to_managers_stay(make_dossier, people, second_sink, awake, at):
    make_dossier()
    awake(at_clock(at, 15))
    guard.look(at=at_clock(at, 15))
    assert Message.objects.filter(kind="alarm", to_address=people["marleen"].email).count() == 1


def test_without_addresses_every_manager_is_mailed(make_dossier, people, settings, second_sink, awake, at):
    settings.ALARM_EMAIL_TO = []
    make_dossier()
    awake(at_clock(at, 15))
    guard.look(at=at_clock(at, 15))
    [(recipients, _mail)] = second_sink.mails
    assert set(recipients) == {people["marleen"].email, people["directeur"].email}


def test_who_complains_late_in_the_evening_is_warned_about_at_once(make_dossier, command, awake, at):
    late = at_clock(at, 22, 40)
    make_dossier(when=late)
    for minutes in range(30):
        awake(late + timedelta(minutes=minutes))
        guard.look(at=late + timedelta(minutes=minutes))
    assert len(command()) == 1
    assert Alarm.objects.get().warned_at == late + timedelta(minutes=3)


def test_what_was_missed_at_midnight_does_not_wait_for_the_afternoon(make_dossier, command, awake, at):
    make_dossier(when=at_clock(at, 23, 59))
    soon = at_clock(at, 23, 59) + timedelta(minutes=2)
    awake(soon)
    guard.look(at=soon)
    assert "niet om dezelfde dag te bevestigen" in command()[0]


def test_a_road_that_fails_is_tried_again_each_minute_five_times(make_dossier, settings, awake, at):
    settings.ALARM_COMMAND = ["false"]
    make_dossier()
    for seconds in range(0, 600, 20):  # more than one guard, or an impatient one
        now = at_clock(at, 15) + timedelta(seconds=seconds)
        awake(now)
        guard.look(at=now)
    [offer] = Offered.objects.all()
    assert (offer.tries, offer.ok, offer.road) == (5, False, "opdracht")
    assert offer.at == at_clock(at, 15) + timedelta(minutes=4)
    assert Alarm.objects.get().warned_at is None


def test_a_road_that_comes_back_warns_once_and_the_other_not_again(
    make_dossier, second_sink, settings, command, awake, at
):
    second_sink.answers[TO] = "451 later"
    make_dossier()
    for minutes in range(4):
        if minutes == 2:
            second_sink.answers.clear()
        now = at_clock(at, 15) + timedelta(minutes=minutes)
        awake(now)
        guard.look(at=now)
    assert (len(second_sink.to(TO)), len(command())) == (1, 1)
    assert set(Offered.objects.values_list("road", "tries", "ok")) == {
        ("mail", 3, True),
        ("opdracht", 1, True),
    }


def test_a_try_that_fails_before_midnight_goes_on_after_it(make_dossier, settings, command, awake, at):
    real, settings.ALARM_COMMAND = settings.ALARM_COMMAND, ["false"]
    make_dossier(when=at_clock(at, 22))
    late = at_clock(at, 23, 59)
    for now in (late, late + timedelta(minutes=2)):
        awake(now)
        guard.look(at=now)
        settings.ALARM_COMMAND = real
    assert Offered.objects.filter(rung__startswith="2026-11-18", ok=True).exists()


def test_a_seen_alarm_is_a_warning_too(make_dossier, people, client_for, awake, at):
    make_dossier()
    awake(at_clock(at, 11))
    [alarm] = guard.look(at=at_clock(at, 11))
    assert alarm.warned_at is None
    client_for(people["joris"]).post(f"/werk/alarm/{alarm.pk}/gezien/", {"terug": "/werk/post/"})
    assert Alarm.objects.get().warned_at is not None


def test_many_alarms_are_one_message(second_sink, at):
    for number in range(3):
        Alarm.objects.create(cause=f"c{number}", text=f"Reden {number}.", opened_at=at)
    second_road.offer_alarms(at=at_clock(at, 20))
    [mail] = second_sink.to(TO)
    assert all(mail.get_content().count(f"Reden {n}.") == 1 for n in range(3))
    assert Offered.objects.filter(ok=True).count() == 6  # 15:00 and 20:00 were both due


def test_a_road_that_hangs_does_not_hold_the_guard(settings, monkeypatch, second_sink, tmp_path, at):
    """A server that accepts and never answers, and a command that leaves a child behind."""
    monkeypatch.setattr(roads, "SECONDS", 0.5)
    monkeypatch.setattr(roads, "AT_MOST", 1.0)
    settings.ALARM_COMMAND = ["sh", "-c", "sleep 30 & sleep 30"]
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        settings.ALARM_EMAIL["PORT"] = deaf.getsockname()[1]
        Alarm.objects.create(cause="c", text="Reden.", opened_at=at)
        begin = time.monotonic()
        second_road.offer_alarms(at=at_clock(at, 15))
        assert time.monotonic() - begin < 2
    assert not Offered.objects.filter(ok=True).exists()


def test_a_thread_that_never_ends_is_left_behind(monkeypatch):
    monkeypatch.setattr(roads, "AT_MOST", 0.1)
    monkeypatch.setitem(roads.ROADS, "mail", lambda text: lambda: time.sleep(1))
    assert "geen antwoord" in roads.take({"mail": "x"})["mail"]


def test_test_alarm_says_per_road_whether_it_works(people, second_sink, command):
    said = StringIO()
    call_command("test_alarm", stdout=said)
    assert said.getvalue() == "mail: gelukt\nopdracht: gelukt\n"
    second_sink.answers[TO] = "550 no"
    said = StringIO()
    with pytest.raises(CommandError, match="Niet elke weg werkt"):
        call_command("test_alarm", stdout=said)
    assert (
        said.getvalue() == "mail: mislukt, 127.0.0.1 neemt geen mail aan voor dit adres\nopdracht: gelukt\n"
    )
    assert not Offered.objects.exists()


def test_without_a_second_road_the_start_says_so(monkeypatch, command, settings):
    monkeypatch.setattr(Guard, "_round", lambda self: None)
    said = StringIO()
    call_command("guard", "--once", stderr=said)
    assert said.getvalue() == ""
    settings.ALARM_COMMAND = []
    call_command("guard", "--once", stderr=said)
    assert said.getvalue().strip() == NO_SECOND_ROAD
    with pytest.raises(CommandError, match="geen tweede weg"):
        call_command("test_alarm")


def start(**values):
    """The one line with which Django stops, or nothing."""
    environment = {**os.environ, **values, "KLACHTEN_NO_VENV": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "import klachten.settings as s; print(s.EMAIL_PORT, s.EMAIL_USE_TLS)"],
        cwd=REPO, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip() or done.stderr.strip()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"EMAIL_URL": "smtp+tls://a:geheim@mail.example"}, "587 True"),
        ({"EMAIL_URL": "console://"}, "EMAIL_URL klopt niet"),
        ({"ALARM_EMAIL_URL": "post://mail.example"}, "ALARM_EMAIL_URL klopt niet"),
        ({"ALARM_EMAIL_URL": "smtp://a:geheim@mail.example:x"}, "ALARM_EMAIL_URL klopt niet (de poort"),
        ({"ALARM_EMAIL_URL": "smtp://127.0.0.1:9"}, "dezelfde mailserver als EMAIL_URL"),
        ({"ALARM_EMAIL_TO": "a@b.example"}, "niets zonder ALARM_EMAIL_URL"),
        (
            {"ALARM_EMAIL_URL": "smtp://mail.example", "ALARM_EMAIL_TO": "geen adres"},
            "ALARM_EMAIL_TO klopt niet",
        ),
        ({"ALARM_COMMAND": "dit-is-er-niet 06"}, "ALARM_COMMAND klopt niet (het programma dit-is-er-niet"),
        ({"ALARM_COMMAND": 'sh "'}, "ALARM_COMMAND klopt niet"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_value_stops_the_start_with_one_line(values, said):
    line = start(**values)
    assert said in line
    assert len(line.splitlines()) == 1
    assert "geheim" not in line
