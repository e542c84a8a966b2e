"""Coming in, forgetting, and going out; a stranger learns nothing about who works here."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from dossiers.models import Message
from dossiers.organisation import account
from dossiers.organisation.account import RESET as RESET_MAIL
from tests.conftest import PASSWORD

LOGIN, RESET = "/account/inloggen/", "/account/wachtwoord-vergeten/"
NEW = "zeven natte kranen 77"


def log_in(email, password=PASSWORD, **extra):
    visitor = Client(**extra)
    return visitor, visitor.post(LOGIN, {"login": email, "password": password})


@pytest.mark.parametrize("path", ["/account/signup/", "/accounts/signup/", "/account/aanmelden/", "/signup/"])
def test_nobody_signs_up(path, organisation):
    assert Client().get(path).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize(
    "email", ["joris@woonstede.example", "JORIS@Woonstede.Example", " joris@woonstede.example "]
)
def test_log_in_by_mail_address_in_any_case(people, email):
    visitor, response = log_in(email)
    assert response.url == "/werk/"
    assert visitor.get("/werk/").status_code == 200


def test_the_beheerder_lands_on_the_settings(people):
    visitor, response = log_in(people["beheer"].email)
    assert response.url == "/instellingen/"
    assert 'href="/instellingen/">Nee' in visitor.get("/account/uitloggen/").content.decode()


def test_after_log_in_you_are_where_you_wanted_to_be(people):
    visitor = Client()
    asked = visitor.get("/werk/post/")
    response = visitor.post(
        asked.url, {"login": people["joris"].email, "password": PASSWORD, "next": "/werk/post/"}
    )
    assert response.url == "/werk/post/"
    outside = {"login": people["fatma"].email, "password": PASSWORD, "next": "https://kwaad.example/"}
    assert Client().post(LOGIN, outside).url == "/werk/"


def test_a_wrong_password_and_an_unknown_address_read_the_same(people):
    pages = []
    for email in (people["joris"].email, "niemand@woonstede.example"):
        _, response = log_in(email, "helemaal mis")
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        pages.append(page.replace(email, "ADRES"))
    assert pages[0] == pages[1]
    assert "Dit mailadres en dit wachtwoord horen niet bij elkaar." in pages[0]
    assert 'value="ADRES"' in pages[0]
    assert "helemaal mis" not in pages[0]


def test_the_log_tells_of_the_door_without_an_address(people, caplog):
    caplog.set_level("INFO", logger="dossiers.organisation.account")
    log_in(people["joris"].email)
    log_in(people["joris"].email, "helemaal mis")
    log_in("niemand@woonstede.example", "helemaal mis")
    refused = "log-in refused"
    assert caplog.messages == [f"user {people['joris'].pk} logged in", refused, refused]


def test_too_many_tries_are_refused_kindly(people):
    for _ in range(5):
        log_in(people["joris"].email, "helemaal mis")
    visitor, response = log_in(people["joris"].email)
    assert "Het lukte een paar keer niet. Wacht vijf minuten" in response.content.decode()
    assert visitor.get("/werk/").status_code == 302


def test_a_flood_gets_a_page_of_ours(people):
    for _ in range(30):
        Client().post(LOGIN, {"login": "x", "password": ""})
    response = Client().post(LOGIN, {"login": "x", "password": ""})
    assert response.status_code == 429
    assert "<h1>Even wachten</h1>" in response.content.decode()


def test_who_was_switched_off_stays_out(people, smtp):
    people["joris"].is_active = False
    people["joris"].save()
    visitor, response = log_in(people["joris"].email)
    assert "Dit account staat uit" in visitor.get(response.url).content.decode()
    assert visitor.get("/werk/").status_code == 302
    forget(people["joris"].email)
    assert not smtp.mails


def test_logging_out_is_a_post(people):
    visitor, _ = log_in(people["joris"].email)
    assert "Wil je nu uitloggen?" in visitor.get("/account/uitloggen/").content.decode()
    assert visitor.get("/werk/").status_code == 200
    visitor.post("/account/uitloggen/")
    assert visitor.get("/werk/").status_code == 302


def test_without_its_token_a_form_does_nothing(people):
    visitor, _ = log_in(people["joris"].email, enforce_csrf_checks=True)
    assert visitor.get("/werk/").status_code == 302


# --- forgotten


def forget(email, **extra):
    """The mail leaves while the page is on its way: wait for it."""
    page = Client().post(RESET, {"email": email}, follow=True, **extra)
    while sending := [thread for thread in threading.enumerate() if thread.name == RESET_MAIL]:
        sending[0].join(20)
    return page


def link_of(mail):
    return re.search(r"https?://\S+", mail.get_content()).group()


def path_of(mail, settings):
    return link_of(mail).removeprefix(settings.BASE_URL)


def test_a_forgotten_password_comes_by_mail_and_works_once(people, smtp, settings):
    assert "Kijk in je mail" in forget("Joris@Woonstede.example").content.decode()
    ((to, mail),) = smtp.mails
    assert [t.lower() for t in to] == [people["joris"].email]
    assert mail["Subject"] == "Kies een nieuw wachtwoord"
    assert mail["From"] == "Woonstede <klachten@woonstede.example>"
    visitor = Client()
    page = visitor.get(path_of(mail, settings), follow=True)
    assert "Kies een nieuw wachtwoord" in page.content.decode()
    visitor.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert log_in(people["joris"].email, NEW)[1].url == "/werk/"
    assert log_in(people["joris"].email)[1].status_code == 200
    again = Client().get(path_of(mail, settings), follow=True).content.decode()
    assert "Deze link werkt niet meer" in again
    assert not Message.objects.exists()


def test_a_new_password_ends_the_sessions_elsewhere(people, smtp, settings, client_for):
    elsewhere = client_for(people["joris"])
    forget(people["joris"].email)
    visitor = Client()
    page = visitor.get(path_of(smtp.mails[0][1], settings), follow=True)
    visitor.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert elsewhere.get("/werk/").status_code == 302


def test_the_link_is_ours_whatever_host_was_asked(people, smtp, settings):
    settings.ALLOWED_HOSTS = ["*"]
    forget(people["joris"].email, HTTP_HOST="kwaad.example")
    assert link_of(smtp.mails[0][1]).startswith(settings.BASE_URL + RESET)


def test_the_link_lasts_as_long_as_the_mail_says(settings):
    assert timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) == timedelta(days=3)


def test_an_unknown_address_gets_the_same_page_and_no_mail(people, smtp):
    known = forget(people["joris"].email).content.decode()
    unknown = forget("niemand@woonstede.example").content.decode()
    assert known == unknown
    assert len(smtp.mails) == 1


def test_a_mail_server_that_is_down_tells_a_stranger_nothing(people, smtp_down):
    assert "Kijk in je mail" in forget(people["joris"].email).content.decode()


def test_a_link_goes_later_when_the_mail_server_was_away(people, smtp, monkeypatch):
    monkeypatch.setattr(account, "AGAIN_AFTER", (0.1, 0.1, 0.1))
    answers = ["421 4.3.2 even niet", "451 4.3.0 nog niet"]

    async def away(server, session, envelope, address, options):
        if answers:
            return answers.pop()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    smtp.handle_RCPT = away
    assert "Dan proberen wij het een half uur lang opnieuw." in forget(people["joris"].email).content.decode()
    assert not answers
    (mail,) = smtp.to(people["joris"].email)
    assert "Kies een nieuw wachtwoord" in mail["Subject"]


def test_the_half_hour_that_the_page_names():
    assert sum(account.AGAIN_AFTER) == timedelta(minutes=30).total_seconds()


def test_a_slow_mail_server_does_not_tell_that_the_address_exists(people, smtp):
    async def slow(server, session, envelope, address, options):
        await asyncio.sleep(1)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    smtp.handle_RCPT = slow
    began = time.monotonic()
    Client().post(RESET, {"email": people["joris"].email})
    assert time.monotonic() - began < 0.9
    forget("niemand@woonstede.example")
    assert len(smtp.mails) == 1  # it went all the same


def test_too_many_requests_for_a_link_are_refused_kindly(people, smtp):
    for _ in range(5):
        forget(people["joris"].email)
    response = forget(people["joris"].email)
    assert response.status_code == 429
    assert "Wacht een minuut" in response.content.decode()
    assert len(smtp.mails) == 5


# --- changing it


def test_changing_the_password(people, client_for):
    client = client_for(people["joris"])
    url = "/account/wachtwoord/"
    wrong = client.post(url, {"oldpassword": "mis", "password1": NEW, "password2": NEW}).content.decode()
    assert "Dit is niet je wachtwoord van nu." in wrong
    short = client.post(
        url, {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"}
    ).content.decode()
    assert "Maak het langer: minstens 12 tekens." in short
    other = client.post(
        url, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW + "8"}
    ).content.decode()
    assert "Deze twee zijn niet gelijk." in other
    done = client.post(url, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True)
    assert "Je wachtwoord is veranderd." in done.content.decode()
    assert log_in(people["joris"].email, NEW)[1].url == "/werk/"
    assert Client().get(url).url == f"{LOGIN}?next={url}"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("joris bakker", "Dit lijkt te veel op je naam of mailadres."),
        ("910377264883", "Gebruik ook letters, niet alleen cijfers."),
        ("q1w2e3r4t5y6", "Dit wachtwoord gebruiken veel mensen."),
        ("", "Kies een nieuw wachtwoord."),
    ],
)
def test_a_weak_password_hears_what_to_do(people, client_for, password, sentence):
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert sentence in client_for(people["joris"]).post("/account/wachtwoord/", data).content.decode()


def test_an_address_with_a_fault_hears_so(organisation):
    assert "Vul je mailadres in." in forget("").content.decode()
    assert "In dit mailadres klopt iets niet." in forget("joris@").content.decode()
