"""The handbook: the same words as on the screens, in the order of the seven steps."""

import pytest
from django.urls import reverse

from dossiers.handbook.topics import CHAPTERS, TOPICS
from dossiers.models import Step
from tests.walk import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client_for, people):
    client = client_for(people["balie"])
    return lambda name, *args: client.get(reverse(name, args=args))


def test_r108_the_contents_name_every_text_in_the_order_of_the_steps(read):
    html = read("handbook").content.decode()
    places = [html.index(f'href="{topic.url}"') for topic in TOPICS]
    assert places == sorted(places)
    titles = [chapter.title for chapter in CHAPTERS]
    assert titles[1:8] == [f"{step.value}. {step.label}" for step in Step]


def test_a_text_reads_the_same_on_its_screen_and_in_the_handbook(read):
    """One source per text."""
    said = "Laat iemand uitpraten. Typ mee in zijn eigen woorden, ook als het door elkaar loopt."
    assert said in words_of(read("register"))
    assert said in words_of(chapter := read("handbook_chapter", "herkennen"))
    assert 'id="registreren"' in chapter.content.decode()
    assert "Hierom: R52 eerst de mens, dan de klacht" in words_of(chapter)


@pytest.mark.parametrize("place", range(len(CHAPTERS)))
def test_one_reads_on_from_chapter_to_chapter(read, place):
    html = read("handbook_chapter", CHAPTERS[place].name).content.decode()
    assert ('rel="prev"' in html, 'rel="next"' in html) == (place > 0, place + 1 < len(CHAPTERS))


def test_there_is_no_chapter_of_that_name(read):
    assert read("handbook_chapter", "geheim").status_code == 404


def test_the_words_are_explained_and_the_keys_are_read_without_a_script(read):
    words = words_of(read("handbook_words"))
    assert "Behandelaar De ene collega die verantwoordelijk is voor een dossier." in words
    assert "Kanaal Langs wie de klacht kwam" in words
    assert "j Volgende in de lijst" in words_of(read("handbook_keys"))
