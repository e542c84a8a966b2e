"""Every screen of a colleague carries its help, and every text of the handbook helps on a screen."""

import re

import pytest
from django.urls import reverse

from dossiers.handbook.rules import RULES
from dossiers.handbook.topics import TOPICS, topic_of
from dossiers.models import Category, Dossier, Draft, Message, Party, Promise, Step, Team
from tests.conventions.test_access import OURS, parameters

pytestmark = pytest.mark.django_db
NOT_OURS = {"public", "link"}
A_PAGE = 'id="inhoud"'
THE_HANDBOOK = re.compile("handbook")
FILES = {"attachment"}
SHOWS_HELP = re.compile(r'id="hulp" data-topic="([a-z-]+)"')


@pytest.fixture
def values(make_dossier, people, teams, category, at):
    """An id for every kind of row that an address asks for, and one dossier that has it all."""
    dossier, joris = make_dossier(by=people["joris"]), people["joris"]
    Dossier.objects.filter(pk=dossier.pk).update(step=Step.OPLOSSEN, handler=joris)
    Draft.objects.create(dossier=dossier, letter="answer", text="Dat spijt ons.", saved_at=at, saved_by=joris)
    party = Party.objects.create(dossier=dossier, name="Buur", part=Party.Part.INVOLVED)
    promise = Promise.objects.create(
        dossier=dossier, what="Bellen", due_on=at.date(), owner=joris, made_at=at
    )
    message = Message.objects.filter(dossier=dossier).first()
    return {
        "reference": dossier.reference, "document": message.documents.first().pk, "name": "herkennen",
        "party": party.pk, "promise": promise.pk, "message": message.pk,
        "team": Team.objects.first().pk, "category": Category.objects.first().pk, "person": joris.pk,
    }  # fmt: skip


def address(entry, values):
    """The pk that a page asks for belongs to the word that its name begins with."""
    names = parameters(entry)
    words = [word for word in values if entry.name.startswith(word)]
    pk = values["message"] if entry.name == "document" else next((values[word] for word in words), 1)
    return reverse(entry.name, kwargs={name: values.get(name, pk) for name in names})


def pages(client_for, people, values):
    """Every page that a colleague gets: its name and its HTML."""
    readers = [client_for(people["joris"]), client_for(people["beheer"])]
    for _path, entry in OURS:
        if entry.callback.access in NOT_OURS:
            continue
        answers = [client.get(address(entry, values)) for client in readers]
        page = next(
            (a for a in answers if a.status_code == 200 and a["Content-Type"].startswith("text/html")), None
        )
        if page is not None and A_PAGE in (html := page.content.decode()):
            yield entry.name, html
        else:  # a form only, a file, or on to the next page: never "not there"
            nowhere = {a.status_code for a in answers} <= {403, 404}
            assert not nowhere or entry.name in FILES, f"{entry.name}: give this test a row for it"


def test_every_screen_has_its_help_and_every_text_has_a_screen(client_for, people, values):
    shown, silent = set(), []
    for name, html in pages(client_for, people, values):
        found = SHOWS_HELP.findall(html)
        shown |= set(found)
        if not THE_HANDBOOK.match(name) and len(found) != 1:
            silent.append((name, found))
    assert not silent, "give each a text: dossiers/handbook/topics.py"
    assert {topic.name for topic in TOPICS} - shown == set()


def test_a_text_stands_in_one_chapter_and_a_screen_has_one_text():
    names = [topic.name for topic in TOPICS]
    assert len(names) == len(set(names))
    screens = [screen for topic in TOPICS for screen in topic.screens]
    assert len(screens) == len(set(screens))


def test_every_rule_that_is_cited_is_said_in_words_and_no_other():
    cited = {number for topic in TOPICS for number in topic.numbers.split()}
    assert cited == set(RULES)


def test_a_screen_without_a_name_has_no_help():
    assert topic_of(None) is None
