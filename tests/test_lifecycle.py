"""The seven steps: what each needs, back one step, races, closing and reopening (R53)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dossiers import lifecycle
from dossiers.casework import actions as casework
from dossiers.casework import details, ending, writing
from dossiers.casework.columns import set_columns
from dossiers.correspondence import delivery
from dossiers.models import Dossier, Organisation, Step
from dossiers.timeline import SENTENCES, SYSTEM, colleague, record, sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def informed(make_dossier, people, smtp_sink, at):
    """A dossier whose complainant knows who helps and when."""
    dossier = make_dossier()
    delivery.deliver_due(now=lambda: at)
    dossier.refresh_from_db()
    casework.assign(dossier, people["joris"], by=people["joris"], at=at)
    writing.introduce(dossier, "Vervelend wat er is gebeurd.", dossier.decide_by, by=people["joris"], at=at)
    return dossier


def test_r47_registering_a_klacht_is_recognising_it(make_dossier):
    assert make_dossier().step == Step.BEVESTIGEN


def test_r49_another_kind_waits_in_herkennen_and_is_acknowledged_all_the_same(make_dossier):
    dossier = make_dossier(kind="vraag")
    assert dossier.step == Step.HERKENNEN
    assert dossier.messages.get(kind="ack").state == "queued"


def test_r74_r58_a_handler_and_a_date_told_end_informeren(informed):
    assert informed.step == Step.DOSSIER
    assert informed.promises.get(about="answer").due_on == informed.decide_by


def test_needs_are_told_in_their_own_sentence(informed, people, at):
    with pytest.raises(lifecycle.NotYet, match=r"Kies waar het over gaat\."):
        lifecycle.make_move(informed, "start-analyse", by=colleague(people["joris"]), at=at)


def test_r1_no_solution_before_the_three_questions(informed, people, category, at):
    details.categorise(informed, category, informed.team, by=people["joris"], at=at)
    set_columns(informed, occurred="6 oktober, badkamer")
    lifecycle.make_move(informed, "start-analyse", by=colleague(people["joris"]), at=at)
    missing = lifecycle.unmet(informed, lifecycle.MOVES["start-oplossen"].needs)
    assert len(missing) == 4


def test_a_step_is_never_skipped(informed, people, at):
    with pytest.raises(lifecycle.NotYet):
        lifecycle.make_move(informed, "start-oplossen", by=colleague(people["joris"]), at=at)


def test_two_at_once_one_wins(informed, people, at):
    other = Dossier.objects.get(pk=informed.pk)
    lifecycle.go_back(informed, reason="Er mist een naam.", by=colleague(people["joris"]), at=at)
    with pytest.raises(lifecycle.NotYet, match="was je voor"):
        lifecycle.go_back(other, reason="Ik ook.", by=colleague(people["marleen"]), at=at)
    informed.refresh_from_db()
    assert informed.step == Step.INFORMEREN


def test_back_needs_a_reason(informed, people, at):
    with pytest.raises(lifecycle.NotYet, match="waarom"):
        lifecycle.go_back(informed, reason=" ", by=colleague(people["joris"]), at=at)


@pytest.mark.parametrize("name", ["withdrawn", "forwarded", "duplicate", "refused"])
def test_closing_without_a_reason_is_refused(informed, people, at, name):
    with pytest.raises(lifecycle.NotYet) as told:
        ending.close_dossier(informed, name, by=people["joris"], at=at)
    assert str(told.value) == lifecycle.CLOSINGS[name].asks_note


def test_r72_answered_only_from_the_last_step(informed, people, at):
    assert "answered" not in lifecycle.closings_for(informed)


def test_closing_and_reopening_keeps_each_period(informed, people, at):
    ending.close_dossier(informed, "withdrawn", note="Zij belde: laat maar.", by=people["joris"], at=at)
    assert not informed.is_open
    assert informed.links.get().expires_at == at + timedelta(days=365)
    ending.reopen(informed, "Zij bedacht zich.", by=people["joris"], at=at + timedelta(days=2))
    informed.refresh_from_db()
    assert informed.is_open
    assert informed.step == Step.DOSSIER
    assert [p.closing for p in informed.periods.all()] == ["withdrawn", ""]
    assert informed.links.get().expires_at is None


def test_only_a_complaint_may_walk(make_dossier):
    dossier = make_dossier(kind="vraag")
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(step=3)


def test_r39_r60_what_came_in_stays_as_it_was(make_dossier):
    dossier = Dossier.objects.get(pk=make_dossier().pk)
    dossier.story = "Iets anders"
    with pytest.raises(ValidationError):
        dossier.save()


def test_a_line_with_a_missing_word_fails_at_once(make_dossier, at):
    with pytest.raises(KeyError):
        record(make_dossier(), "assigned", by=SYSTEM, at=at)


def test_a_line_is_never_changed(make_dossier):
    event = make_dossier().events.first()
    event.kind = "filed"
    with pytest.raises(ValueError, match="never changed"):
        event.save()


def test_the_reader_is_jij(make_dossier, people):
    event = make_dossier(by=people["joris"]).events.get(kind="registered")
    assert sentence(event, people["joris"]).startswith("Jij legde")
    assert sentence(event, people["fatma"]).startswith("Joris Bakker legde")


def test_every_sentence_ends_as_a_sentence():
    assert all(text[-1] in ".!?" for text in SENTENCES.values())


@pytest.mark.parametrize(
    ("name", "label", "year"), [("refused", "Niet in behandeling", 2031), ("withdrawn", "Ingetrokken", 2027)]
)
def test_a_closed_dossier_knows_until_when_it_is_kept(
    make_dossier, people, client_for, at, name, label, year
):
    dossier, client = make_dossier(), client_for(people["joris"])
    lifecycle.close(dossier, name, note="Zo staat het in de regeling.", by=colleague(people["joris"]), at=at)
    page = client.get(f"/werk/dossiers/{dossier.reference}/").content.decode()
    assert f"18 november {year}, want het is gesloten als “{label}”." in page
    ours = Organisation.current()
    ours.keep_years = ours.keep_years_dropped = 10
    ours.save()
    lifecycle.reopen(dossier, reason="Er is nog iets.", by=colleague(people["joris"]), at=at)
    dossier.refresh_from_db()
    assert (dossier.keep_until, dossier.keep_why) == (None, "")
    assert "Bewaren tot" not in client.get(f"/werk/dossiers/{dossier.reference}/").content.decode()
    lifecycle.close(dossier, name, note="Nu echt.", by=colleague(people["joris"]), at=at)
    dossier.refresh_from_db()
    assert dossier.keep_until.year == 2036


def test_what_is_open_has_no_day_to_be_thrown_away(make_dossier, at):
    dossier = make_dossier()
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(keep_until=at.date())
