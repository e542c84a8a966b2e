"""Somebody with only a phone number: what was not called counts for nothing, and always one button leads to the call."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dossiers.correspondence.letters import introduction
from dossiers.models import Dossier, Message, Step
from tests.walk import ANALYSIS, TEXT, Walker, words_of

pytestmark = pytest.mark.django_db
HENK = {"name": "Henk Smit", "phone": "06 12345678"}


@pytest.fixture
def henk(client_for, people, make_dossier, at):
    with time_machine.travel(at, tick=False):
        yield Walker(client_for(people["joris"]), make_dossier(complainant=dict(HENK)))


def waiting(walker, kind):
    return walker.dossier.messages.get(kind=kind, state=Message.State.HELD)


def call(walker, kind):
    message = waiting(walker, kind)
    done = walker.client.post(f"/werk/post/{message.pk}/verzonden/", follow=True)
    walker.dossier = Dossier.objects.get(pk=walker.dossier.pk)
    return done


def introduce(walker, joris):
    call(walker, "ack")
    walker.done("assign", handler=joris.pk)
    return walker.done("introduce", text="U vertelde mij over de douche.", expected_on=walker.day(14))


def test_an_introduction_counts_when_the_call_was_made(henk, people):
    told = words_of(introduce(henk, people["joris"]))
    message = waiting(henk, "introduction")
    assert (
        "De kennismaking staat klaar. Bel Henk Smit nu, en geef daarna hier door dat het gedaan is." in told
    )
    assert henk.dossier.step == Step.INFORMEREN
    page = henk.client.get(f"/werk/dossiers/{henk.dossier.reference}/")
    now = page.context["now"]
    assert (now.verb, now.url) == ("Bel Henk Smit nu", f"/werk/post/{message.pk}/")
    assert "Bel Henk Smit nu" in words_of(page)
    done = words_of(call(henk, "introduction"))
    assert henk.dossier.step == Step.DOSSIER
    assert "Gebeld" in done
    assert "Verstuurd" not in done.partition("Van wie")[0].partition("Hoe staat")[2]
    assert "Gebeld" in words_of(henk.client.get("/werk/post/?soort=introduction"))


def test_what_is_told_on_the_phone_has_no_link_and_is_not_read_out(henk, people, at):
    call(henk, "ack")
    henk.done("assign", handler=people["joris"].pk)
    page = words_of(henk.get("introduce"))
    assert "Jij belt en vertelt dit in je eigen woorden." in page
    assert "leest" not in page.partition("Gaat per")[2][:90]
    letter = introduction(henk.dossier, words="Hallo.", expected_on=at.date(), at=at)
    assert "button" not in [block.kind for block in letter.blocks]
    henk.done("introduce", text="Hallo Henk.", expected_on=henk.day(14))
    assert "Volg uw" not in waiting(henk, "introduction").text


def test_after_the_answer_one_button_leads_to_the_call(henk, people, category):
    introduce(henk, people["joris"])
    call(henk, "introduction")
    henk.done("details", **henk.details(occurred="14 oktober, thuis", category=category.pk))
    henk.done("move", move="start-analyse")
    henk.done("analyse", **ANALYSIS)
    henk.done("move", move="start-oplossen")
    henk.redress(due_on=henk.day(3))
    told = words_of(henk.answer(TEXT))
    message = waiting(henk, "answer")
    assert "Het antwoord staat klaar. Bel Henk Smit nu" in told
    assert "Wat je vertelt" in told
    again = henk.get("answer")
    assert "Het antwoord staat klaar" in words_of(again)
    assert f'href="/werk/post/{message.pk}/"' in again.content.decode()
    now = henk.client.get(f"/werk/dossiers/{henk.dossier.reference}/").context["now"]
    assert (now.verb, now.url) == ("Bel Henk Smit nu", f"/werk/post/{message.pk}/")
    call(henk, "answer")
    henk.done("move", move="start-evalueren")
    asked = words_of(henk.get("evaluation"))
    assert "Bel en stel de twee vragen" in asked
    assert "De vragen gaan vanzelf" not in asked
    line = words_of(henk.done("evaluation", handling="4", solution="3", comment="Te laat."))
    line = words_of(henk.client.get(f"/werk/dossiers/{henk.dossier.reference}/"))
    assert "De melder gaf een 4 voor het contact en een 3 voor de oplossing. Jij schreef het op." in line
    assert "Jij gaf een 4" not in line


def test_what_is_open_stays_in_sight_after_closing(henk, people, client_for):
    introduce(henk, people["joris"])
    henk.done("promise", what="De schilder belt", due_on=henk.day(0))
    henk.done("promise", what="De muur is droog", due_on=henk.day(3))
    page = words_of(henk.get("close")).partition("Dit staat nog open")[2]
    assert "Nog niet gebeld: kennismaking." in page
    assert "Nog niet gehouden: De schilder belt" in page
    henk.done("close", closing="withdrawn", note="Het hoeft niet meer.", text="")
    today = henk.client.get("/werk/").content.decode()
    assert all(f"/werk/post/{waiting(henk, kind).pk}/" in today for kind in ("introduction", "closing"))
    told = words_of(henk.client.get("/werk/"))
    assert "de schilder belt" in told
    assert "de muur is droog" in told
    assert "antwoord op de klacht" not in told.lower()  # the answer is over with the dossier
    kept = henk.dossier.promises.get(what="De schilder belt")
    henk.done("promise_kept", kept.pk)
    call(henk, "closing")
    call(henk, "introduction")
    assert "de schilder belt" not in words_of(henk.client.get("/werk/"))
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        assert "de muur is droog" in words_of(client_for(people["joris"]).get("/werk/"))
