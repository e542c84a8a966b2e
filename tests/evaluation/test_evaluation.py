"""Evalueren: two questions by link or by phone, or why there is no answer (R71, R72)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dossiers import links
from dossiers.models import Evaluation, Message
from tests.walk import ANALYSIS, Walker, deliver, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def walker(make_dossier, client_for, people, at):
    with time_machine.travel(at, tick=False):
        yield Walker(client_for(people["joris"]), make_dossier())


@pytest.fixture
def looking_back(walker, people, category, smtp_sink):
    walker.to_evaluating(people["joris"], category)
    return walker


def test_r71_the_page_says_when_the_questions_go(looking_back):
    told = words_of(looking_back.get("evaluation"))
    assert "De vragen gaan vanzelf" in told
    assert "gaat op woensdag 2 december 2026, 10.00 uur." in told


def test_asking_now_replaces_what_was_planned_and_asks_once(looking_back, smtp_sink):
    looking_back.done("ask_now")
    deliver()
    told = words_of(looking_back.done("ask_now"))
    assert "De vragen zijn al weg." in told
    assert sorted(Message.objects.filter(kind="survey").values_list("state", flat=True)) == [
        "sent",
        "suppressed",
    ]
    assert "Vraag het nu" not in told


def test_scores_by_phone_stop_the_questions_and_lead_to_closing(looking_back, people):
    page = looking_back.done("evaluation", handling="9", solution="4", comment="Het duurde lang.")
    told = words_of(page)
    assert "9 van 10" in told
    assert "Het duurde lang." in told
    assert "Een lage score. Bel de melder vandaag nog" in told
    assert "Ga naar sluiten" in told
    assert Evaluation.objects.get().noted_by == people["joris"]
    assert Message.objects.get(kind="survey").state == "suppressed"


@pytest.mark.parametrize("score", ["", "0", "11", "goed"])
def test_both_scores_are_asked_in_clear_dutch(looking_back, score):
    page = looking_back.post("evaluation", handling=score, solution="7", comment="Mijn woorden")
    assert "Kies een cijfer van 1 tot 10." in words_of(page)
    assert "Mijn woorden" in words_of(page)
    assert not Evaluation.objects.exists()


def test_r72_no_answer_needs_a_reason(looking_back):
    page = looking_back.post("absence", reason=" ")
    assert "Schrijf op waarom er geen antwoord komt." in words_of(page)
    told = words_of(looking_back.done("absence", reason="Drie keer gebeld."))
    assert "Drie keer gebeld." in told
    assert "Ga naar sluiten" in told


def test_before_the_answer_nobody_is_asked_for_scores(walker):
    page = walker.get("evaluation")
    assert "handling" not in page.context["form"].fields
    assert "Vragen hoe het ging doe je in de stap Evalueren." in words_of(walker.done("ask_now"))


def test_who_can_not_be_reached_is_not_asked(make_dossier, client_for, people, category, at):
    with time_machine.travel(at, tick=False):
        walker = Walker(client_for(people["joris"]), make_dossier(complainant={"is_anonymous": True}))
        walker.done("assign", handler=people["joris"].pk)
        walker.done("details", **walker.details(occurred="in oktober", category=category.pk))
        walker.done("move", move="start-analyse")
        walker.done("analyse", **ANALYSIS)
        walker.done("move", move="start-oplossen")
        walker.redress()
        walker.done("move", move="start-evalueren")
        assert "Vraag het nu" not in words_of(walker.get("evaluation"))
        walker.done("absence", reason="Anoniem: wij kunnen niemand vragen.")
        walker.done("close", closing="answered", note="", text="")
        assert not walker.dossier.is_open


def test_r23_closing_says_that_somebody_was_to_get_in_touch(looking_back, client, people, at):
    """Her page promised contact; a call that was written down keeps it."""
    secret = links.secret_of(looking_back.dossier, at=at)
    with time_machine.travel(at + timedelta(hours=1), tick=False):
        told = client.post(f"/volg/{secret}/evaluatie/", {"handling": "8", "solution": "4"}, follow=True)
        assert "leest dit en neemt contact met u op" in words_of(told)
    page = looking_back.get("close")
    sentence = "Nog geen contact na de lage score van wo 18 nov 2026."
    assert sentence in words_of(page)
    note = next(place for said, place in page.context["still_open"] if said.startswith(sentence))
    with time_machine.travel(at + timedelta(hours=2), tick=False):
        assert "Wij belden" in words_of(looking_back.client.get(note))
        looking_back.done(
            "note",
            kind="phone_out",
            text="Het is nog niet droog.",
            happened_at=f"{at + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        )
        assert "lage score" not in words_of(looking_back.get("close"))


def test_r23_after_a_low_score_the_first_thing_is_a_call(looking_back):
    told = words_of(looking_back.done("evaluation", handling="4", solution="3", comment=""))
    assert "Nu te doen: bel de melder" in told
    assert "Nu te doen: bel Ria" in words_of(looking_back.get("dossier"))
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        moment = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
        looking_back.done("note", kind="phone_out", text="Geluisterd.", happened_at=moment)
        assert "Nu te doen: sluit het dossier" in words_of(looking_back.get("evaluation"))
