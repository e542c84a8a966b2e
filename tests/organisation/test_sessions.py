"""Where somebody is logged in, and ending that: by himself, by a new password, by the beheerder."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone

from dossiers.models import Session
from dossiers.organisation.sessions import described
from tests.conftest import PASSWORD
from tests.walk import opened_in

NEW = "zeven natte kranen 77"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


def log_in(user, agent=FIREFOX):
    visitor = Client(HTTP_USER_AGENT=agent)
    assert visitor.post("/account/inloggen/", {"login": user.email, "password": PASSWORD}).status_code == 302
    return visitor


def is_in(client):
    return client.get("/account/").status_code == 200


@pytest.fixture
def joris(people):
    return people["joris"]


def test_each_log_in_is_listed_and_one_is_here(joris, people):
    here, _ = log_in(joris), log_in(joris, PHONE)
    log_in(people["fatma"])
    page = here.get("/account/").content.decode()
    assert "Firefox op Linux" in page
    assert "Chrome op Android" in page
    assert page.count("Hier</span>") == 1
    assert page.count("sinds") == 2


def test_log_out_everywhere_else(joris, people):
    here, there, fatma = log_in(joris), log_in(joris), log_in(people["fatma"])
    assert here.get("/account/overal-uit/").status_code == 405
    page = here.post("/account/overal-uit/", follow=True).content.decode()
    assert "Je bent overal uitgelogd, behalve hier." in page
    assert is_in(here)
    assert not is_in(there)
    assert is_in(fatma)


def test_log_out_everywhere_and_here(joris):
    here, there = log_in(joris), log_in(joris)
    assert here.post("/account/overal-uit/", {"here": "on"}).url == "/account/inloggen/"
    assert not is_in(here)
    assert not is_in(there)


def test_a_new_password_ends_the_others(joris):
    here, there = log_in(joris), log_in(joris)
    here.post("/account/wachtwoord/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert is_in(here)
    assert not is_in(there)
    assert Session.objects.filter(user=joris).count() == 1


def test_what_was_open_does_not_come_back_by_itself(joris):
    """A browser that is busy while its log-in is ended must not write it back."""
    here = log_in(joris)
    session = here.session
    assert session["_auth_user_id"]  # read before it ends, as a request does
    Session.objects.filter(user=joris).delete()
    session["x"] = 1
    with pytest.raises(UpdateError):
        session.save()
    assert not is_in(here)


def test_being_switched_off_ends_all_at_once(joris, people, client_for):
    here, there = log_in(joris), log_in(joris)
    data = {n: getattr(joris, n) for n in ("name", "email", "phone", "hours", "roles")}
    data["teams"] = [t.pk for t in joris.teams.all()]
    beheer, page = client_for(people["beheer"]), f"/instellingen/mensen/{joris.pk}/"
    assert beheer.post(page, data | opened_in(beheer.get(page))).status_code == 302
    assert not Session.objects.filter(user=joris).exists()
    assert not is_in(here)
    assert not is_in(there)


def test_what_expired_is_swept_out_at_the_next_log_in(joris):
    log_in(joris)
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    log_in(joris)
    assert Session.objects.filter(user=joris).count() == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox op Linux"),
        (PHONE, "Chrome op Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140.0", "Edge op Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari op iPhone",
        ),
        ("curl/8", ""),
    ],
)
def test_a_browser_in_two_words(agent, words):
    assert described(agent) == words
