"""A call that nobody answered: it is noted, the task stays, and after three tries there is another way."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from dossiers.models import Dossier, Message, Role
from tests.walk import Walker, deliver, words_of

pytestmark = pytest.mark.django_db
BY_PHONE = {"name": "Piet de Boer", "phone": "06 12345678"}
AT_HOME = BY_PHONE | {"address": "Kerkplein 5\n3999 ZX Lindewaard", "preference": "phone"}


@pytest.fixture
def clock(at):
    with time_machine.travel(at, tick=False) as clock:
        yield clock


@pytest.fixture
def walker(make_dossier, client_for, people, clock):
    def start(**complainant):
        walker = Walker(client_for(people["joris"]), make_dossier(complainant=complainant))
        walker.done("assign", handler=people["joris"].pk)
        return walker

    return start


def ring_in_vain(walker, clock, times, kind="ack"):
    """Press "Niet bereikt" at the message, on different hours; what the last page says."""
    row = walker.dossier.messages.get(kind=kind)
    for _time in range(times):
        clock.shift(timedelta(hours=1))
        page = walker.client.post(reverse("message_not_reached", args=[row.pk]), follow=True)
    walker.dossier = Dossier.objects.get(pk=walker.dossier.pk)
    return words_of(page)


def today_of(walker):
    return words_of(walker.client.get("/werk/"))


def test_the_task_stays_and_the_next_caller_sees_how_often(walker, clock):
    walker = walker(**BY_PHONE)
    told = ring_in_vain(walker, clock, 2)
    assert "Genoteerd: niet bereikt. Dit bericht blijft staan." in told
    assert "2 keer niet bereikt , laatst vandaag om 12.00 uur." in told
    assert walker.dossier.messages.get(kind="ack").state == Message.State.HELD
    assert "2 keer niet bereikt, laatst vandaag om 12.00 uur" in today_of(walker)
    page = words_of(walker.get("dossier"))
    assert page.count("Jij belde, maar bereikte niemand.") == 2
    assert "2 keer niet bereikt" in page


def test_r57_a_try_is_no_contact(walker, clock):
    walker = walker(**BY_PHONE)
    before = walker.dossier.last_contact_at
    ring_in_vain(walker, clock, 1)
    assert walker.dossier.last_contact_at == before


def test_pressed_twice_is_one_try(walker, clock):
    walker = walker(**BY_PHONE)
    row = walker.dossier.messages.get(kind="ack")
    for _press in range(2):
        walker.client.post(reverse("message_not_reached", args=[row.pk]))
    walker.dossier.refresh_from_db()
    assert walker.dossier.missed_calls == 1


def test_after_three_tries_a_letter_comes_first(walker, clock):
    walker = walker(**AT_HOME)
    row = walker.dossier.messages.get(kind="ack")
    page = walker.client.get(reverse("message", args=[row.pk]))
    assert next(c.label for c in page.context["choices"]) == "Gebeld"
    ring_in_vain(walker, clock, 3)
    page = walker.client.get(reverse("message", args=[row.pk]))
    assert [c.label for c in page.context["choices"]][:2] == ["Druk af als brief", "Gebeld"]
    walker.client.post(reverse("message_on_paper", args=[row.pk]))
    row.refresh_from_db()
    assert row.carrier == Message.Carrier.LETTER


def test_after_three_tries_without_an_address_we_look_for_one(walker, clock):
    walker = walker(**BY_PHONE)
    told = ring_in_vain(walker, clock, 3)
    assert "Kies een andere weg" in told
    assert "Kies bij de gegevens een andere weg" in words_of(walker.get("dossier"))
    walker.done("details", **walker.details(email="piet@deboer.example", preference="email"))
    deliver()
    assert walker.dossier.messages.get(kind="ack").carrier == Message.Carrier.EMAIL


def test_who_was_reached_starts_anew(walker, clock):
    walker = walker(**BY_PHONE)
    ring_in_vain(walker, clock, 2)
    row = walker.dossier.messages.get(kind="ack")
    walker.client.post(reverse("message_sent", args=[row.pk]))
    walker.dossier.refresh_from_db()
    assert (walker.dossier.missed_calls, walker.dossier.missed_at) == (0, None)
    told = words_of(walker.client.post(reverse("message_not_reached", args=[row.pk]), follow=True))
    assert "Dit bericht wacht niet meer" in told


def test_r99_a_promise_to_call_stays_until_somebody_is_reached(walker, clock):
    walker = walker(**BY_PHONE | {"email": "piet@deboer.example"})
    walker.done("promise", what="Bellen na het bezoek", due_on=walker.day(0))
    page = walker.get("note", soort="phone_out")
    assert "Nam niemand op? Niet bereikt" in words_of(page)
    for _try in range(3):
        clock.shift(timedelta(hours=1))
        walker.done("not_reached")
    assert "Bellen na het bezoek" in words_of(walker.get("dossier"))
    assert "3 keer niet bereikt, laatst vandaag om 13.00 uur" in today_of(walker)
    assert "Schrijf liever een bericht" in words_of(walker.get("note", soort="phone_out"))
    walker.done(
        "note",
        kind="phone_out",
        text="Hij kan donderdag.",
        happened_at=f"{walker.day(0)}T13:00",
    )
    assert "niet bereikt" not in words_of(walker.get("note", soort="note"))


def test_a_talk_before_the_try_leaves_the_count(walker, clock):
    walker = walker(**BY_PHONE)
    ring_in_vain(walker, clock, 1)
    walker.done(
        "note",
        kind="phone_in",
        text="Hij belde vanmorgen.",
        happened_at=f"{walker.day(0)}T10:00",
    )
    assert walker.dossier.missed_calls == 1


def test_whoever_logged_it_may_say_that_nobody_answered(make_dossier, people, client_for, clock):
    dossier = make_dossier(by=people["balie"], complainant=BY_PHONE)
    assert people["balie"].roles == [Role.MEDEWERKER]
    row = dossier.messages.get(kind="ack")
    client = client_for(people["balie"])
    told = words_of(client.post(reverse("message_not_reached", args=[row.pk]), follow=True))
    assert "1 keer niet bereikt , vandaag om 10.00 uur." in told
