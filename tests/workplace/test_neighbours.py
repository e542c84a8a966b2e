"""Vorige and Volgende through the list one came from, also when the dossier has just left it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from dossiers.casework import ending
from dossiers.models import Dossier
from tests.walk import words_of
from tests.workplace.conftest import again

pytestmark = pytest.mark.django_db
LIST = "/werk/dossiers/"


@pytest.fixture
def pile(story, at):
    made = [story(name) for name in ("Een", "Twee", "Drie", "Vier")]
    for n, dossier in enumerate(made):
        Dossier.objects.filter(pk=dossier.pk).update(due_on=at.date() + timedelta(days=n))
    return [again(d) for d in made]


@pytest.fixture
def client(client_for, joris):
    return client_for(joris)


def opened(client, list_query, name):
    """Press a row of the list."""
    html = client.get(LIST + list_query).content.decode()
    rows = dict(
        re.findall(r'<td role="cell" class="first"><a class="subject" href="([^"]+)".*?· (\w+) ·', html)
    )
    return client.get(unescape({v: k for k, v in rows.items()}[name]))


def side(response, word):
    """The name behind Vorige or Volgende; None at an end."""
    near = response.context["near"]
    url = {"vorige": near.previous_url, "volgende": near.next_url}[word]
    return (Dossier.objects.get(reference=url.split("/")[3]).complainant.name, url) if url else None


def test_where_we_are_and_who_is_beside(pile, client):
    response = opened(client, "?weergave=mijn", "Twee")
    assert "Mijn dossiers 2 van 4 Vorige Volgende" in words_of(response)
    assert side(response, "vorige")[0] == "Een"
    assert side(response, "volgende")[0] == "Drie"
    assert response.context["near"].list_url == "/werk/dossiers/?weergave=mijn"


def test_a_narrowed_list_is_called_the_list(pile, client):
    for query in ("?q=douche", "?stap=3", "?weergave=mijn&kanaal=telefoon"):
        assert "Terug naar de lijst 2 van 4" in words_of(opened(client, query, "Twee"))


def test_walking_to_the_end(pile, client):
    response, seen = opened(client, "", "Een"), ["Een"]
    assert side(response, "vorige") is None
    while following := side(response, "volgende"):
        seen.append(following[0])
        response = client.get(following[1])
    assert seen == ["Een", "Twee", "Drie", "Vier"]
    assert response.context["near"].position == "4 van 4"


def test_a_descending_list_walks_down(pile, client):
    response = opened(client, "?sorteer=-termijn", "Drie")
    assert (side(response, "vorige")[0], side(response, "volgende")[0]) == ("Vier", "Twee")
    assert response.context["near"].position == "2 van 4"


def test_after_leaving_the_list_the_place_is_kept(pile, client, joris, at):
    """Twee is closed: it is out of the list, and the next is still Drie."""
    response = opened(client, "?weergave=mijn", "Twee")
    ending.close_dossier(pile[1], "withdrawn", note="x", by=joris, at=at)
    response = client.get(response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"])
    assert "staat niet meer in deze lijst" in words_of(response)
    assert (side(response, "vorige")[0], side(response, "volgende")[0]) == ("Een", "Drie")


def test_a_term_that_moved_does_not_lose_the_place(pile, client, at):
    response = opened(client, "", "Een")
    Dossier.objects.filter(pk=pile[0].pk).update(due_on=at.date() + timedelta(days=90))
    response = client.get(response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"])
    assert side(response, "volgende")[0] == "Twee"


def test_after_a_form_the_list_is_still_there(pile, client):
    """Every form leads back to the bare address of the dossier."""
    opened(client, "?weergave=mijn&stap=3", "Twee")
    here = reverse("dossier", args=[pile[1].reference])
    answer = client.post(
        here + "contact/", {"kind": "note", "text": "Gebeld", "happened_at": "2026-11-18T09:00"}
    )
    response = client.get(answer.url)
    assert answer.url == here
    assert response.context["near"].list_url == "/werk/dossiers/?weergave=mijn&stap=3"
    assert side(response, "volgende")[0] == "Drie"
    other = client.get(reverse("dossier", args=[pile[2].reference]))
    assert not other.context["near"].next_url, "the list goes with that dossier alone"


@pytest.mark.parametrize("given", [
    "https://kwaad.example/", "//kwaad.example", "weergave=onzin&stap=99&q=" + "x" * 5000, "%00", "sorteer=password",
])  # fmt: skip
def test_what_is_no_list_leads_nowhere(pile, client, given):
    response = client.get(reverse("dossier", args=[pile[1].reference]), {"lijst": given, "plek": "onzin~1"})
    assert response.status_code == 200
    assert response.context["near"].list_url.startswith("/werk/dossiers/")
    assert "kwaad" not in response.content.decode()


def test_without_a_list_there_are_no_neighbours(pile, client):
    response = client.get(reverse("dossier", args=[pile[1].reference]))
    assert 'rel="prev"' not in response.content.decode()
    assert response.context["near"].list_url == LIST


def test_a2_no_neighbour_of_another_team(pile, story, client, people, at):
    secret = story("Kanarie", by=people["fatma"], handler=people["fatma"])
    Dossier.objects.filter(pk=secret.pk).update(due_on=at.date() + timedelta(days=1))
    response, seen = opened(client, "", "Een"), []
    while following := side(response, "volgende"):
        seen.append(following[0])
        response = client.get(following[1])
    assert seen == ["Twee", "Drie", "Vier"]
    assert response.context["near"].position == "4 van 4"
