"""What the fuzzer found, each by name."""

from io import BytesIO

import pytest

from dossiers.models import Alarm
from klachten import wsgi

pytestmark = pytest.mark.django_db


def test_going_back_to_what_is_no_address(people, client_for, at):
    """Django's redirect() looks up a word without a slash as the name of a page."""
    alarm = Alarm.objects.create(cause="proef", text="Er is iets.", opened_at=at)
    for back in ("a,b;c|d", "today", "//kwaad.example", "javascript:alert(1)", "\x00"):
        answer = client_for(people["joris"]).post(f"/werk/alarm/{alarm.pk}/gezien/", {"terug": back})
        assert (answer.status_code, answer.url) == (302, "/werk/")


@pytest.mark.parametrize("place", ["0001-01-01T00:00:00+14:00~1", "9999-12-31T23:59:59+00:00~1", "x+00:00~1"])
def test_a_place_in_the_list_before_the_first_year(people, client_for, make_dossier, place):
    make_dossier()
    client = client_for(people["joris"])
    for way in ("na", "voor"):
        assert client.get("/werk/dossiers/", {"sorteer": "ontvangen", way: place}).status_code == 200


@pytest.mark.django_db(transaction=True)  # a request ends the connection of the one before
@pytest.mark.parametrize("charset", ["hex", "utf-16", "onzin", "utf-8"])
def test_a_character_set_that_is_none(organisation, charset):
    """Django reads it before it can answer, and then nobody answers."""
    answered = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": "&".join("a=1" for _ in range(500)),
        "CONTENT_TYPE": f"text/plain; charset={charset}", "SERVER_NAME": "testserver", "SERVER_PORT": "80",
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(),
    }  # fmt: skip
    wsgi.application(environ, lambda status, headers: answered.append(status)).close()
    assert answered[0].startswith(("200", "400"))


def test_more_fields_than_a_form_has_where_there_is_no_page(people, client_for):
    many = "&".join(f"a{n}=1" for n in range(2000))
    address, form = "/begin/", "application/x-www-form-urlencoded"
    assert client_for(people["joris"]).post(address, many, content_type=form).status_code < 500


def test_who_was_logged_out_and_came_from_nowhere(client, organisation):
    answer = client.post("/werk/registreren/", {"story": "Er kwam niemand."}, headers={"referer": "http://["})
    assert answer.status_code == 403
    assert "next=/werk/" in answer.content.decode()


def test_a_talk_before_the_first_day(people, client_for, make_dossier):
    dossier = make_dossier(handler=people["joris"])
    told = {"kind": "phone_in", "text": "Zij belde.", "happened_at": "0001-01-01T00:00:00+14:00"}
    answer = client_for(people["joris"]).post(f"/werk/dossiers/{dossier.reference}/contact/", told)
    assert "Kies een dag van deze eeuw." in answer.content.decode()


def test_a_team_with_an_enormous_number(people, client_for):
    joris = people["joris"]
    told = {"name": joris.name, "email": joris.email, "roles": "behandelaar", "teams": ["1", "1" + "0" * 60]}
    answer = client_for(people["beheer"]).post(f"/instellingen/mensen/{joris.pk}/", told)
    assert answer.status_code == 200
    assert answer.context["form"].has_error("teams")


def test_a_number_of_a_dossier_that_no_database_takes(people, client_for):
    for path in ("/werk/dossiers/a%00b/", "/werk/dossiers/a%00b/betrokkene/10/"):
        assert client_for(people["joris"]).get(path).status_code == 404
