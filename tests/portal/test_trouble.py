"""The database is away for a moment: a clear page that may be tried again, and nothing typed is lost (F10)."""

import contextlib
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection

from dossiers.models import Dossier

pytestmark = pytest.mark.django_db
STORY = 'De lift staat stil.\n\n"Al weken" & niemand <belt>.'
KEPT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.fixture(autouse=True)
def _as_a_visitor(organisation, client):
    client.raise_request_exception = False


@contextlib.contextmanager
def away(error=OperationalError):
    """What Django's own door to the database does when the server is gone."""

    def gone(*_):
        raise error("server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        yield


def fields_of(page):
    found = {}
    for name, value in KEPT.findall(page):
        found.setdefault(name, []).append(html.unescape(value))
    return found


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_complaint_waits_in_the_page_and_goes_with_the_next_press(client, error):
    typed = {
        "story": STORY,
        "email": "ria@verhoeven.example",
        "token": "a" * 30,
        "feelings": ["boos", "zorgen"],
    }
    with away(error):
        answer = client.post("/", typed)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Wat u schreef is niet weg" in page
    assert "Traceback" not in page
    assert "server closed" not in page
    assert fields_of(page) == {n: v if isinstance(v, list) else [v] for n, v in typed.items()}
    for _ in range(2):
        assert client.post("/", fields_of(page)).status_code == 303
    assert Dossier.objects.get().story == STORY


def test_the_page_speaks_english_too(client):
    with away():
        page = client.post("/en/", {"story": STORY}).content.decode()
    assert "What you wrote is not lost" in page


def test_who_only_looked_gets_a_link(client):
    with away():
        answer = client.get("/procedure/?a=1")
    assert answer.status_code == 503
    assert 'href="/procedure/?a=1">Probeer het opnieuw' in answer.content.decode()


def test_files_cannot_wait_in_a_page_and_it_says_so(client):
    with away():
        page = client.post(
            "/", {"story": STORY, "files": SimpleUploadedFile("lek.txt", b"nat")}
        ).content.decode()
    assert "U stuurde ook bestanden mee" in page
    assert "zonder bestanden" in page


def test_a_password_is_never_in_the_page(client):
    with away():
        answer = client.post(
            "/account/inloggen/", {"login": "joris@woonstede.example", "password": "geheim-woord-26"}
        )
    assert answer.status_code == 503
    assert "joris@woonstede.example" in answer.content.decode()
    assert "geheim-woord" not in answer.content.decode()


def test_another_error_is_not_said_to_pass_by_itself(client):
    with away(ValueError):
        answer = client.post("/", {"story": STORY, "email": "ria@verhoeven.example"})
    assert answer.status_code == 500
    assert "Er ging bij ons iets mis" in answer.content.decode()
