"""Logs without names or text: what an error repeats, a secret link, a search, an address never stands in a line."""

import io
import logging

import pytest
from celery import current_app, shared_task
from django.db import IntegrityError
from django.test import Client
from django.urls import path

from dossiers.models import User
from dossiers.permissions import public
from klachten.logs import Line, WithoutSecrets
from klachten.urls import urlpatterns as ours
from tests.conftest import RIA


@public
def breaks(request):
    try:
        int(request.POST["name"])
    except ValueError as error:
        raise RuntimeError(request.POST["name"]) from error


urlpatterns = [path("breekt/", breaks), *ours]


@pytest.fixture
def written():
    """What would stand in the log."""
    handler = logging.StreamHandler(io.StringIO())
    handler.addFilter(WithoutSecrets())
    handler.setFormatter(Line("%(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    yield handler.stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.urls("tests.platform.test_logs")
@pytest.mark.django_db
def test_a_page_that_breaks_tells_where_and_not_about_whom(organisation, written):
    client = Client(raise_request_exception=False)
    assert client.post(f"/breekt/?q={RIA['phone']}", {"name": RIA["name"]}).status_code == 500
    line = written.getvalue()
    assert "Internal Server Error: /breekt/" in line
    assert "test_logs.py" in line
    assert "ValueError" in line
    assert line.rstrip().endswith("RuntimeError")
    assert RIA["name"] not in line
    assert RIA["phone"] not in line


@shared_task(name="stumbles")
def stumbles():
    raise ValueError(RIA["name"])


def test_a_task_that_fails(written):
    current_app.tasks["stumbles"].apply(throw=False)
    line = written.getvalue()
    assert "stumbles" in line
    assert "ValueError" in line
    assert RIA["name"] not in line


@pytest.mark.django_db
def test_what_a_database_says_of_a_row(people, written):
    with pytest.raises(IntegrityError) as refused:
        User.objects.create_user(people["joris"].email, "x", name=RIA["name"])
    logging.getLogger("proef").error("mislukt: %s", refused.value, exc_info=refused.value)
    assert "IntegrityError" in written.getvalue()
    assert people["joris"].email not in written.getvalue()
    assert RIA["name"] not in written.getvalue()


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Not Found: /volg/8sd7f6s8d7f68sd7f6/bestand/1/", "Not Found: /volg/…/bestand/1/"),
        ('"GET /werk/dossiers/?q=Ria HTTP/1.1" 200', '"GET /werk/dossiers/?… HTTP/1.1" 200'),
        ("no such user ria@verhoeven.example here", "no such user …@… here"),
        ("Error handling request /en/ontvangen/8sd7f6s8d7f?niet-bewaard", "Error handling request /en/ontvangen/…?…"),
        ("Accepted: /account/wachtwoord-vergeten/1-abc-def/", "Accepted: /account/wachtwoord-vergeten/…/"),
        ("message 12: sent", "message 12: sent"),
    ],
)  # fmt: skip
def test_what_a_line_keeps(written, told, kept):
    logging.getLogger("proef").warning("%s", told)
    assert written.getvalue() == f"WARNING proef {kept}\n"


def test_who_asks_by_another_name_is_one_line(client, organisation, written):
    """Any scanner of the internet does so; nobody needs to see where in Django."""
    assert client.get("/", headers={"host": "scanner.example"}).status_code == 400
    assert len(written.getvalue().strip().splitlines()) == 1
    assert "a name that is not in ALLOWED_HOSTS" in written.getvalue()
