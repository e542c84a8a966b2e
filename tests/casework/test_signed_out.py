"""A log-in ends while somebody types: the words stay on the screen, and nothing is kept in his name."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.models import Contact, Session

WHY = "Zij belde net. Morgen om tien uur komt de loodgieter."
pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(make_dossier):
    return make_dossier()


@pytest.fixture
def note(dossier):
    return reverse("note", args=[dossier.reference])


def test_the_words_stay_and_nothing_is_kept(client_for, people, dossier, note):
    joris, before = client_for(people["joris"]), Contact.objects.count()
    Session.objects.all().delete()
    answer = joris.post(note, {"text": WHY}, headers={"referer": f"http://testserver{note}"})
    assert answer.status_code == 403
    assert "Je was uitgelogd" in answer.content.decode()
    assert WHY in answer.content.decode()
    assert f"next={note}" in answer.content.decode()
    assert Contact.objects.count() == before
    assert dossier.reference not in answer.content.decode().replace(note, "")


def test_a_press_without_words_just_logs_in(note):
    assert Client().post(note, {"kind": "call"}).url == f"/account/inloggen/?next={note}"


def test_the_log_in_never_leads_elsewhere(note):
    answer = Client().post(note, {"text": WHY}, headers={"referer": "https://kwaad.example/werk/"})
    assert "kwaad" not in answer.content.decode()


@pytest.mark.parametrize(("origin", "shown"), [(None, True), ("https://kwaad.example", False)])
def test_without_its_token_the_words_stay_unless_a_stranger_sent_them(people, note, origin, shown):
    joris = Client(enforce_csrf_checks=True)
    joris.force_login(people["joris"])
    answer = joris.post(note, {"text": WHY}, headers={"origin": origin} if origin else {})
    assert answer.status_code == 403
    assert (WHY in answer.content.decode()) is shown
