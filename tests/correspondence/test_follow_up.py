"""What goes out by itself: progress after days of silence, and one reminder (R57, R58, R71)."""

from datetime import timedelta

import pytest

from dossiers.casework import actions as casework
from dossiers.casework import ending, writing
from dossiers.correspondence import delivery, follow_up
from dossiers.evaluation import actions as evaluation
from dossiers.models import Dossier, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(make_dossier, people, smtp_sink, at):
    """Introduced on Wednesday 18 November, with an answer promised for 15 December; then nothing."""
    dossier = make_dossier()
    delivery.deliver_due(now=lambda: at)
    dossier.refresh_from_db()
    casework.assign(dossier, people["joris"], by=people["joris"], at=at)
    expected = at.date() + timedelta(days=27)
    writing.introduce(dossier, "Vervelend wat er is gebeurd.", expected, by=people["joris"], at=at)
    delivery.deliver_due(now=lambda: at)
    smtp_sink.mails.clear()
    return dossier


def after(at, days, hour=10):
    return (at + timedelta(days=days)).replace(hour=hour)


def test_r57_after_seven_working_days_of_silence(silent, smtp_sink, at):
    assert follow_up.send_progress_updates(at=after(at, 8)) == 0  # Thursday: the sixth working day
    assert follow_up.send_progress_updates(at=after(at, 9)) == 1  # Friday 27 November
    delivery.deliver_due(now=lambda: after(at, 9))
    [mail] = smtp_sink.to("ria@verhoeven.example")
    text = mail.get_body(("plain",)).get_content()
    for said in ("Wat wij deden", "Wat er nu komt", "15 december 2026", "Joris Bakker", "088 000 12 34"):
        assert said in text


def test_r57_two_clocks_at_once_tell_it_once(silent, at):
    """F12."""
    assert [follow_up.send_progress_updates(at=after(at, 9)) for _ in range(3)] == [1, 0, 0]


def test_r57_skipped_when_somebody_just_wrote(silent, people, at):
    writing.write(silent, "De loodgieter komt maandag.", by=people["joris"], at=after(at, 7))
    assert follow_up.send_progress_updates(at=after(at, 9)) == 0


def test_r57_a_call_counts_and_a_note_does_not(silent, people, at):
    casework.note(silent, "note", "Dossier gelezen.", by=people["joris"], at=after(at, 7))
    assert len(follow_up.silent_dossiers(after(at, 9))) == 1
    casework.note(silent, "phone_out", "Zij weet dat we bezig zijn.", by=people["joris"], at=after(at, 7))
    assert follow_up.silent_dossiers(after(at, 9)) == []


def test_r57_stops_at_closing(silent, people, at):
    ending.close_dossier(
        silent, "withdrawn", note="Zij belde: het is al goed.", by=people["joris"], at=after(at, 2)
    )
    assert follow_up.send_progress_updates(at=after(at, 9)) == 0


@pytest.mark.parametrize(("days", "hour"), [(9, 7), (9, 18), (10, 11), (11, 11)])
def test_nobody_hears_from_us_at_night_or_in_the_weekend(silent, at, days, hour):
    assert follow_up.send_progress_updates(at=after(at, days, hour)) == 0


def test_r58_never_with_a_date_that_has_passed(silent, at):
    """Then a person must name a new one, with the reason."""
    Dossier.objects.filter(pk=silent.pk).update(expected_on=at.date() + timedelta(days=3))
    assert follow_up.send_progress_updates(at=after(at, 9)) == 1
    held = silent.messages.get(kind="progress")
    assert (held.state, held.reason) == ("held", follow_up.DATE_PASSED)


def test_a_waiting_update_stops_at_closing(silent, people, at):
    follow_up.send_progress_updates(at=after(at, 9))
    ending.close_dossier(
        silent, "withdrawn", note="Zij belde: het is al goed.", by=people["joris"], at=after(at, 9)
    )
    assert silent.messages.get(kind="progress").state == "suppressed"


@pytest.fixture
def asked(silent, people, at):
    """The two questions went on the day of the answer."""
    Dossier.objects.filter(pk=silent.pk).update(step=7)
    silent.refresh_from_db()
    evaluation.ask_now(silent, by=people["joris"], at=at)
    delivery.deliver_due(now=lambda: at)
    return silent


def test_r71_one_reminder_and_no_more(asked, at):
    assert follow_up.send_reminders(at=after(at, 6)) == 0
    assert [follow_up.send_reminders(at=after(at, day)) for day in (7, 8, 20)] == [1, 0, 0]


def test_r71_no_reminder_for_who_answered(asked, people, at):
    from dossiers.timeline import complainant

    evaluation.evaluate(
        asked, handling=8, solution=7, comment="Fijn.", by=complainant(asked), at=after(at, 3)
    )
    assert follow_up.send_reminders(at=after(at, 7)) == 0
    assert Message.objects.filter(kind="reminder").count() == 0
