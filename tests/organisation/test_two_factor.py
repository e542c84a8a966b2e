"""A code of the phone after the password: who wants it, who must, and who lost the phone."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from dossiers.models import Organisation, PersonChange
from tests.conftest import PASSWORD
from tests.organisation.codes import ACTIVATE, code_of, secret_on, set_up
from tests.walk import opened_in

LOGIN, SECOND = "/account/inloggen/", "/account/inlogcode/"


@pytest.fixture(autouse=True)
def _one_moment(db, monkeypatch):
    """A code lasts half a minute: no story may begin in one and end in the next."""
    cache.clear()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)


def log_in(user, **extra):
    visitor = Client(**extra)
    return visitor, visitor.post(LOGIN, {"login": user.email, "password": PASSWORD})


def required(*roles):
    Organisation.objects.update(two_factor_roles=list(roles))


@pytest.fixture
def joris(people):
    return people["joris"]


@pytest.fixture
def phone(joris):
    """Joris has set it up; his secret, his ten codes and the browser where he did."""
    client, _ = log_in(joris)
    secret, codes = set_up(client)
    cache.clear()  # the code of this half minute may be used once more
    return {"secret": secret, "codes": codes, "client": client}


# --- setting up


def test_the_square_is_a_picture_and_the_secret_is_text_too(joris):
    page = log_in(joris)[0].get(ACTIVATE)
    text = page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in text
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    assert len(secret_on(page)) == 32


def test_a_wrong_first_code_keeps_the_square(joris):
    client, _ = log_in(joris)
    before = secret_on(client.get(ACTIVATE))
    page = client.post(ACTIVATE, {"code": "000000"})
    assert "Deze code klopt niet" in page.content.decode()
    assert secret_on(page) == before
    assert "Typ de code over." in client.post(ACTIVATE, {"code": ""}).content.decode()


def test_ten_codes_on_paper_are_shown_once(phone):
    assert len(set(phone["codes"])) == 10
    again = phone["client"].get("/account/noodcodes/").content.decode()
    assert "maar één keer" in again
    assert not any(code in again for code in phone["codes"])


def test_the_secret_is_not_readable_in_the_database(phone, joris):
    stored = "".join(str(row.data) for row in Authenticator.objects.filter(user=joris))
    assert phone["secret"] not in stored
    assert not any(code in stored for code in phone["codes"])


def test_with_another_secret_key_no_code_opens(phone, joris, settings):
    settings.SECRET_KEY = "y" * 60
    visitor, _ = log_in(joris)
    for code in (code_of(phone["secret"]), phone["codes"][0]):
        visitor.post(SECOND, {"code": code})
        assert visitor.get("/werk/").status_code == 302


def test_who_came_in_with_a_password_alone_has_to_come_in_anew(joris):
    elsewhere, _ = log_in(joris)
    here, _ = log_in(joris)
    set_up(here)
    assert here.get("/werk/").status_code == 200
    assert elsewhere.get("/werk/").status_code == 302


def test_long_after_logging_in_the_password_is_asked_again(joris, client_for):
    client = client_for(joris)  # an old session: no record of when the password was typed
    asked = client.get(ACTIVATE)
    assert asked.url.startswith("/account/even-bevestigen/")
    assert "Dit is niet je wachtwoord." in client.post(asked.url, {"password": "mis"}).content.decode()
    assert client.post(asked.url, {"password": PASSWORD}).url == ACTIVATE
    assert client.get(ACTIVATE).status_code == 200


# --- logging in


def test_after_the_password_comes_the_code(phone, joris):
    visitor, answer = log_in(joris)
    assert answer.url == SECOND
    assert visitor.get("/werk/").status_code == 302
    wrong = visitor.post(SECOND, {"code": "000000"}).content.decode()
    assert "Deze code klopt niet" in wrong
    assert "Opnieuw typen hoeft niet" not in wrong
    assert visitor.post(SECOND, {"code": code_of(phone["secret"])}).url == "/werk/"
    assert visitor.get("/werk/").status_code == 200


def test_a_code_works_once(phone, joris):
    code = code_of(phone["secret"])
    first, second = log_in(joris)[0], log_in(joris)[0]
    assert first.post(SECOND, {"code": code}).status_code == 302
    assert "is net gebruikt" in second.post(SECOND, {"code": code}).content.decode()


def test_a_code_on_paper_works_once(phone, joris):
    code = phone["codes"][3]
    visitor, _ = log_in(joris)
    assert visitor.post(SECOND, {"code": code}).url == "/werk/"
    assert "nog 9 noodcodes" in visitor.get("/account/").content.decode()
    again, _ = log_in(joris)
    assert again.post(SECOND, {"code": code}).status_code == 200


def test_guessing_is_stopped(phone, joris):
    visitor, _ = log_in(joris)
    for _ in range(5):
        visitor.post(SECOND, {"code": "000000"})
    page = visitor.post(SECOND, {"code": code_of(phone["secret"])}).content.decode()
    assert "Het lukte een paar keer niet. Wacht vijf minuten" in page
    assert "Ook een noodcode werkt pas daarna." in page
    assert "Wachtwoord vergeten?" not in page
    assert visitor.get("/werk/").status_code == 302


def test_without_the_password_there_is_no_place_for_a_code(phone):
    assert Client().get(SECOND).url == LOGIN
    assert Client().post(SECOND, {"code": code_of(phone["secret"])}).url == LOGIN


# --- who must


PLACES = ("/werk/", "/werk/dossiers/", "/werk/registreren/", "/werk/post/")


def test_who_must_is_led_there_right_after_the_log_in_and_can_do_nothing_else(joris):
    required("behandelaar")
    client, answer = log_in(joris)
    page = client.get(answer.url, follow=True)
    assert page.request["PATH_INFO"] == ACTIVATE
    assert "Voor jouw rol hoort dit erbij." in page.content.decode()
    for place in PLACES:
        assert client.get(place).url == ACTIVATE
    assert client.post("/werk/registreren/", {}).url == ACTIVATE
    set_up(client)
    assert client.get("/werk/").status_code == 200


def test_who_was_already_inside_is_caught_too(joris, people, client_for):
    inside = client_for(joris)
    assert inside.get("/werk/").status_code == 200
    required("behandelaar")
    assert inside.get("/werk/").url == ACTIVATE
    assert client_for(people["balie"]).get("/werk/").status_code == 200  # another role


def test_the_beheerder_chooses_for_which_roles(people, client_for):
    from dossiers.organisation.forms import OrganisationForm

    client, form = client_for(people["beheer"]), OrganisationForm(instance=Organisation.current())
    data = {name: form.initial[name] for name in form.fields} | {"two_factor_roles": ["manager"]}
    data |= opened_in(client.get("/instellingen/"))
    assert client.post("/instellingen/", data).status_code == 302
    assert Organisation.current().two_factor_roles == ["manager"]
    assert client_for(people["marleen"]).get("/werk/").url == ACTIVATE


def test_who_must_cannot_switch_it_off(phone, joris):
    required("behandelaar")
    off = "/account/inlogcode/uitzetten/"
    assert off not in phone["client"].get("/account/").content.decode()
    assert "Voor jouw rol hoort" in phone["client"].post(off).content.decode()
    required()
    assert phone["client"].post(off).status_code == 302
    assert not Authenticator.objects.filter(user=joris).exists()


# --- who lost the phone


def reset(client, user, reason="Telefoon in de gracht, gezien aan de balie."):
    return client.post(f"/instellingen/mensen/{user.pk}/inlogcode/", {"reason": reason}, follow=True)


def test_a_beheerder_resets_it_with_a_reason_and_the_colleague_hears(phone, joris, people, client_for, smtp):
    beheer = client_for(people["beheer"])
    assert "Schrijf op waarom" in reset(beheer, joris, "").content.decode()
    page = reset(beheer, joris).content.decode()
    assert "Inlogcode gewist" in page
    assert "Telefoon in de gracht" in page
    (mail,) = smtp.to(joris.email)
    assert "Bram de Wit heeft je inlogcode" in mail.get_content()
    assert phone["client"].get("/werk/").status_code == 302  # every log-in has ended
    assert log_in(joris)[1].url == "/werk/"
    change = PersonChange.objects.get()
    assert (change.person, change.by, change.what) == (joris, people["beheer"], "two_factor_reset")


def test_when_the_mail_does_not_go_the_beheerder_hears(phone, joris, people, client_for, smtp_down):
    assert "Vertel het zelf." in reset(client_for(people["beheer"]), joris).content.decode()
    assert not Authenticator.objects.exists()


def test_there_is_nothing_to_reset_without_one_and_not_for_oneself(phone, joris, people, client_for):
    page = reset(client_for(people["beheer"]), people["fatma"]).content.decode()
    assert "Fatma Aydin heeft geen inlogcode." in page
    assert not PersonChange.objects.exists()
    joris.roles = ["behandelaar", "beheerder"]
    joris.save()
    page = reset(phone["client"], joris).content.decode()
    assert "Je eigen inlogcode zet je uit bij Mijn account." in page
    assert Authenticator.objects.exists()


def test_the_only_beheerder_has_a_command(phone, joris, smtp, capsys):
    call_command("two_factor_off", "JORIS@woonstede.example")
    assert "De inlogcode is gewist." in capsys.readouterr().out
    assert "De systeembeheerder heeft" in smtp.to(joris.email)[0].get_content()
    assert log_in(joris)[1].url == "/werk/"
    with pytest.raises(CommandError, match="geen collega"):
        call_command("two_factor_off", "niemand@woonstede.example")
