"""A part that is silent reaches who is not signed in: soon, once, and in words that say what to do (F13, F14)."""

import logging
from datetime import timedelta

import pytest

from dossiers import tasks
from dossiers.casework import actions as casework
from dossiers.casework import writing
from dossiers.correspondence import delivery, guard, mail_silence
from dossiers.models import Alarm, Heartbeat, Message, Offered

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def heard(settings, tmp_path):
    """What the second road took, one line per call."""
    kept = tmp_path / "kept"
    settings.ALARM_COMMAND = ["sh", "-c", f'echo "$KLACHTEN_ALARM" >> {kept}']
    return lambda: kept.read_text().splitlines() if kept.exists() else []


@pytest.fixture
def sunday_night(at):
    """Three o'clock, when nobody is signed in."""
    return at.replace(hour=3)


def minutes(start, *numbers):
    return [start + MINUTE * n for n in numbers]


def test_a_dead_worker_is_told_at_night_and_once(heard, sunday_night):
    guard.beat("guard-start", at=sunday_night)
    for now in minutes(sunday_night, 1, 4, 6, 7, 30):
        guard.look(at=now)
    [line] = heard()
    assert "De werker en de klok geven sinds 03.00 uur geen teken van leven." in line
    assert "docker compose up -d worker beat" in line
    assert Alarm.objects.get().warned_at == sunday_night + 6 * MINUTE


def test_a_silent_clock_alone_is_told(heard, sunday_night):
    guard.beat("guard-start", at=sunday_night)
    guard.beat("worker", at=sunday_night + 6 * MINUTE)
    guard.look(at=sunday_night + 6 * MINUTE)
    assert "De klok geeft sinds 03.00 uur geen teken van leven." in heard()[0]


def test_after_a_night_off_everything_gets_its_five_minutes(heard, sunday_night):
    for name in ("worker", "beat", "guard"):
        guard.beat(name, at=sunday_night - timedelta(hours=8))
    guard.beat("guard-start", at=sunday_night)
    guard.look(at=sunday_night + MINUTE)
    Heartbeat.objects.filter(name="guard").update(at=sunday_night - timedelta(hours=8))
    guard.stand_in(at=sunday_night + MINUTE)
    assert heard() == []


def test_the_worker_watches_the_guard_and_stands_in_for_it(heard, make_dossier, sunday_night):
    make_dossier(when=sunday_night)
    guard.beat("guard", at=sunday_night)
    for now in minutes(sunday_night, *range(0, 40)):
        guard.beat("worker", at=now)
        guard.beat("beat", at=now)
        guard.stand_in(at=now)
    silent, late = heard()
    assert "De bewaker geeft sinds 03.00 uur geen teken van leven." in silent
    assert "docker compose up -d guard" in silent
    assert "1 bevestiging is nog niet weg" in late
    guard.look(at=sunday_night + 40 * MINUTE)
    assert set(Alarm.objects.filter(closed_at=None).values_list("cause", flat=True)) == {"ack-late"}


def test_a_guard_that_never_came_is_missed_too(heard, sunday_night):
    for now in minutes(sunday_night, *range(0, 8)):
        guard.stand_in(at=now)
    assert [line[:10] for line in heard()] == ["De bewaker"]


def test_the_clock_rings_the_one_that_watches_the_guard():
    tasks.stand_in()
    assert Heartbeat.objects.filter(name="guard-looked-for").exists()


def test_never_that_the_post_goes_while_nobody_takes_it(heard, make_dossier, settings, sunday_night):
    """The worker dies and the mail server is away: the one may not promise what the other makes impossible."""
    settings.EMAIL_PORT = 9
    make_dossier(when=sunday_night)
    guard.beat("guard-start", at=sunday_night)
    delivery.deliver_due(now=lambda: sunday_night + 3 * MINUTE)
    guard.look(at=sunday_night + 6 * MINUTE)
    [line] = heard()
    assert "Er gaat nu geen post weg: ook de mailserver antwoordt niet, sinds 03.03 uur." in line
    assert "verstuurt de bevestigingen" not in line


def test_the_silence_of_the_mail_server_begins_at_the_first_try_that_found_nobody(
    make_dossier, settings, smtp_sink, at
):
    make_dossier(when=at)
    delivery.deliver_due(now=lambda: at)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    make_dossier(when=at)
    for n in (1, 3, 6):
        delivery.deliver_due(now=lambda n=n: at + n * MINUTE)
    assert mail_silence.since() == at + MINUTE
    settings.EMAIL_PORT = port
    delivery.deliver_due(now=lambda: at + 30 * MINUTE)
    assert mail_silence.since() is None


@pytest.mark.parametrize("address", ["/werk/", "/werk/post/"])
def test_the_pages_of_the_post_say_since_when_the_mail_server_is_silent(
    make_dossier, people, client_for, settings, smtp_sink, at, address
):
    joris, port = client_for(people["joris"]), settings.EMAIL_PORT
    make_dossier(when=at)
    settings.EMAIL_PORT = 9
    delivery.deliver_due(now=lambda: at)
    assert "De mailserver antwoordt niet sinds" in joris.get(address).content.decode()
    settings.EMAIL_PORT = port
    delivery.deliver_due(now=lambda: at + 5 * MINUTE)
    assert "De mailserver antwoordt niet" not in joris.get(address).content.decode()


def test_other_post_that_waits_for_a_silent_mail_server_is_an_alarm_too(
    heard, make_dossier, people, settings, smtp_sink, at
):
    """The page says that an alarm comes after half an hour, also when every complainant knows that we have it."""
    dossier, port = make_dossier(when=at), settings.EMAIL_PORT
    delivery.deliver_due(now=lambda: at)
    settings.EMAIL_PORT = 9
    dossier.refresh_from_db()
    casework.assign(dossier, people["joris"], by=people["joris"], at=at)
    writing.introduce(dossier, "Vervelend.", at.date() + timedelta(days=27), by=people["joris"], at=at)
    for now in minutes(at, 1, 29, 32, 40):
        for name in ("worker", "beat"):
            guard.beat(name, at=now)
        delivery.deliver_due(now=lambda now=now: now)
        guard.look(at=now)
    [line] = heard()
    told = "De mailserver antwoordt niet sinds woensdag 18 november 2026, 10.01 uur. Er wacht 1 bericht aan melders. Er is"
    assert told in line
    make_dossier(when=at + 40 * MINUTE)
    guard.look(at=at + 75 * MINUTE)
    late = Alarm.objects.filter(closed_at=None, cause__endswith="-late")
    assert [alarm.cause for alarm in late] == ["ack-late"], "the one alarm tells of both"
    settings.EMAIL_PORT = port
    delivery.deliver_due(now=lambda: at + 80 * MINUTE)
    guard.look(at=at + 80 * MINUTE)
    assert not late.all()


def test_a_log_line_for_each_step_of_an_alarm_and_no_name_in_it(
    heard, make_dossier, people, client_for, smtp_sink, at, caplog
):
    caplog.set_level(logging.INFO, logger="dossiers.correspondence")
    dossier = make_dossier()
    smtp_sink.answers["ria@verhoeven.example"] = "550 unknown"
    delivery.deliver_due(now=lambda: at)
    late = at.replace(hour=15)
    for name in ("worker", "beat"):
        guard.beat(name, at=late)
    [alarm] = guard.look(at=late)
    client_for(people["joris"]).post(f"/werk/alarm/{alarm.pk}/gezien/", {"terug": "/werk/"})
    Message.objects.update(state="sent", sent_at=late)
    guard.look(at=late + MINUTE)
    steps = [line for line in caplog.messages if line.startswith(f"alarm {alarm.pk} (ack): ")]
    assert [line.rpartition(": ")[2].split(",")[0].split(" by ")[0] for line in steps] == [
        "opened", "offered over opdracht", "acknowledged", "closed",
    ]  # fmt: skip
    assert not any(word in line for line in steps for word in (dossier.reference, "Verhoeven", "Joris"))
    assert Offered.objects.get(ok=True).road == "opdracht"
