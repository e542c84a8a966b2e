"""Colleagues come, change and go; nobody leaves a complaint behind without a person (R74)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dossiers.casework import actions as casework
from dossiers.models import Message, User
from tests.conftest import PASSWORD
from tests.organisation.test_account import forget
from tests.walk import opened_in, words_of

URL = "/instellingen/mensen/"
WORKLIST = "/werk/dossiers/?weergave=open&amp;wie={}"
NEW = {
    "name": "Sanne de Boer", "email": "Sanne@Woonstede.example", "phone": "088 000 12 77", "hours": "werkdagen",
    "roles": ["behandelaar"],
}  # fmt: skip


@pytest.fixture
def client(people, client_for):
    return client_for(people["beheer"])


def details(user, **values):
    """What the page of this person would send, with some fields changed; None leaves one out."""
    data = {n: getattr(user, n) for n in ("name", "email", "phone", "hours", "roles")}
    data |= {"teams": [t.pk for t in user.teams.all()], "is_active": "on"} | values
    return {name: value for name, value in data.items() if value is not None}


def save(client, user, **values):
    page = f"{URL}{user.pk}/"
    response = client.post(page, details(user, **values) | opened_in(client.get(page)))
    user.refresh_from_db()
    return response


@pytest.fixture
def invited(client, teams, smtp):
    client.post(URL + "nieuw/", {**NEW, "teams": [teams["klant"].pk]})
    return User.objects.get(email="sanne@woonstede.example")


def link_in(message):
    return re.search(r"https?://[^/\s]+(/\S+)", message.get_content()).group(1)


def test_an_invitation_is_a_mail_with_a_link_and_never_a_message(invited, smtp):
    (letter,) = smtp.to("sanne@woonstede.example")
    assert "Bram de Wit heeft je uitgenodigd" in letter.get_content()
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Reply-To"] == "klachten@woonstede.example"
    assert not invited.has_usable_password()
    assert not Message.objects.exists()


def test_the_invitation_opens_the_door(invited, smtp):
    visitor = Client()
    page = visitor.get(link_in(smtp.mails[-1][1]), follow=True)
    assert "Welkom, Sanne Dit is Klachten van Woonstede." in words_of(page)
    assert "nieuw wachtwoord" not in words_of(page).lower()
    assert "Je wachtwoord, nog een keer" in words_of(page)
    assert "Bewaar mijn wachtwoord" in words_of(page)
    phrase = "een heel eigen zin 88"
    weak = visitor.post(page.request["PATH_INFO"], {"password1": "kort", "password2": "kort"})
    assert "Maak het langer" in words_of(weak)
    assert "staat er nog" not in words_of(weak), "no password comes back"
    done = visitor.post(page.request["PATH_INFO"], {"password1": phrase, "password2": phrase}, follow=True)
    assert "Je wachtwoord is veranderd" in done.content.decode()
    visitor.post("/account/inloggen/", {"login": "SANNE@woonstede.EXAMPLE", "password": phrase})
    assert visitor.get("/werk/").status_code == 200
    used = words_of(Client().get(link_in(smtp.mails[-1][1]), follow=True))
    assert "Deze link werkt niet meer" in used
    assert "Naar inloggen" in used


def test_an_expired_invitation_leads_to_a_new_link(invited, smtp):
    forget(invited.email)
    assert len(smtp.to(invited.email)) == 2


def test_inviting_again(client, invited, people, smtp):
    assert client.get(f"{URL}{invited.pk}/uitnodiging/").status_code == 405
    page = client.post(f"{URL}{invited.pk}/uitnodiging/", follow=True).content.decode()
    assert "Sanne de Boer krijgt nu een mail" in page
    assert len(smtp.to(invited.email)) == 2
    page = client.post(f"{URL}{people['joris'].pk}/uitnodiging/", follow=True).content.decode()
    assert "heeft al een wachtwoord" in page
    assert not smtp.to(people["joris"].email)


def test_a_mail_server_that_is_down_loses_nobody(client, teams, smtp_down):
    page = client.post(URL + "nieuw/", {**NEW, "teams": [teams["klant"].pk]}, follow=True).content.decode()
    assert "de uitnodiging ging niet weg" in page
    assert page.count("Nog niet verstuurd") == 1


def test_an_invitation_that_did_not_go_says_so_until_it_went(client, teams, smtp, settings):
    settings.EMAIL_PORT, port = 9, settings.EMAIL_PORT
    client.post(URL + "nieuw/", {**NEW, "teams": [teams["klant"].pk]})
    sanne = User.objects.get(email="sanne@woonstede.example")
    page = words_of(client.get(f"{URL}{sanne.pk}/"))
    assert "Nog niet verstuurd" in page
    assert "Sanne de Boer weet nog van niets." in page
    assert "Probeer de uitnodiging nog eens" in page
    assert "De uitnodiging ging niet weg op" in page
    assert "werkt drie dagen" not in page
    settings.EMAIL_PORT = port
    page = words_of(client.post(f"{URL}{sanne.pk}/uitnodiging/", follow=True))
    assert "Uitgenodigd" in page
    assert "Nog niet verstuurd" not in page
    assert len(smtp.to(sanne.email)) == 1


def test_who_never_came_in_is_offered_no_work(client, invited, people, make_dossier, client_for):
    """A melder would read the name of somebody who can't log in."""
    dossier = make_dossier()
    casework.assign(dossier, people["joris"], by=people["joris"], at=dossier.received_at)
    client.get(URL)  # where it says whom he invited
    assigning = client_for(people["marleen"]).get(f"/werk/dossiers/{dossier.reference}/toewijzen/")
    handing = client.get(f"{URL}{people['joris'].pk}/overdragen/")
    for page in (assigning, handing):
        assert "Fatma Aydin" in words_of(page)
        assert "Sanne de Boer" not in words_of(page)
    assert "Wie de uitnodiging nog niet heeft aangenomen, staat hier niet." in words_of(assigning)
    invited.set_password(PASSWORD)
    invited.save()
    assert "Sanne de Boer" in words_of(client.get(f"{URL}{people['joris'].pk}/overdragen/"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "JORIS@woonstede.example"}, "Er is al een collega met dit mailadres."),
        ({"email": "sanne@"}, "In dit mailadres klopt iets niet."),
        ({"name": ""}, "Vul de naam in."),
        ({"roles": []}, "Kies minstens één rol."),
        ({"roles": ["baas"]}, "baas"),
        ({"teams": []}, "Kies minstens één team."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, teams, wrong, sentence):
    before = User.objects.count()
    page = client.post(URL + "nieuw/", {**NEW, "teams": [teams["klant"].pk], **wrong}).content.decode()
    assert sentence in page
    assert NEW["phone"] in page
    assert User.objects.count() == before


def test_each_role_says_what_it_opens(client):
    page = client.get(URL + "nieuw/").content.decode()
    for role in ("Medewerker", "Behandelaar", "Manager", "Beheerder"):
        assert f"<strong>{role}</strong>" in page


def test_the_list_shows_everybody(client, people):
    page = client.get(URL).content.decode()
    assert all(user.name in page for user in people.values())
    assert "Behandelaar" in page


# --- going


def test_whoever_has_open_dossiers_stays(client, people, make_dossier, at):
    joris = people["joris"]
    casework.assign(make_dossier(), joris, by=joris, at=at)
    people["beheer"].roles = ["beheerder", "manager"]
    people["beheer"].save()
    page = save(client, joris, is_active=None, phone="06 9").content.decode()
    assert "Joris Bakker is verantwoordelijk voor 1 open dossier. Draag ze eerst over" in page
    assert f"{URL}{joris.pk}/overdragen/" in page
    assert WORKLIST.format(joris.pk) in page
    assert 'value="06 9"' in page
    assert joris.is_active
    assert "verantwoordelijk voor 1 open dossier" in save(client, joris, roles=["beheerder"]).content.decode()
    casework.assign(joris.handles.get(), people["fatma"], by=joris, at=at)
    assert save(client, joris, is_active=None).status_code == 302
    assert not joris.is_active


def test_going_ends_the_session_at_once(client, people, client_for):
    his = client_for(people["joris"])
    assert his.get("/werk/").status_code == 200
    save(client, people["joris"], is_active=None)
    response = his.get("/werk/")
    assert (response.status_code, response.url) == (302, "/account/inloggen/?next=/werk/")


def test_losing_a_role_counts_at_once(client, people, client_for):
    people["joris"].roles = ["beheerder", "behandelaar"]
    people["joris"].save()
    his = client_for(people["joris"])
    assert his.get("/instellingen/").status_code == 200
    save(client, people["joris"], roles=["behandelaar"])
    assert his.get("/instellingen/").status_code == 403


@pytest.mark.parametrize("values", [{"is_active": None}, {"roles": ["medewerker"]}])
def test_the_last_beheerder_stays(client, people, values):
    page = save(client, people["beheer"], **values).content.decode()
    assert "Bram de Wit is de enige beheerder." in page
    assert people["beheer"].has_role("beheerder")


def test_a_beheerder_may_go_when_there_is_another(client, people, client_for):
    people["balie"].roles = ["beheerder"]
    people["balie"].save()
    assert save(client, people["beheer"], roles=["medewerker"]).url == "/werk/"
    page = save(client_for(people["balie"]), people["balie"], is_active=None).content.decode()
    assert "Ruben Post is de enige beheerder." in page


def test_the_last_manager_stays(client, people):
    assert save(client, people["marleen"], is_active=None).status_code == 302
    assert "is de enige manager" in save(client, people["directeur"], is_active=None).content.decode()


def test_an_old_address_opens_nothing_any_more(client, people, smtp):
    old = people["joris"].email
    Client().post("/account/wachtwoord-vergeten/", {"email": old})  # allauth writes the address down
    save(client, people["joris"], email="bakker@woonstede.example")
    Client().post("/account/wachtwoord-vergeten/", {"email": old})
    assert len(smtp.to(old)) == 1
    visitor = Client()
    visitor.post("/account/inloggen/", {"login": old, "password": PASSWORD})
    assert visitor.get("/werk/").status_code == 302
    visitor.post("/account/inloggen/", {"login": "bakker@woonstede.example", "password": PASSWORD})
    assert visitor.get("/werk/").status_code == 200
