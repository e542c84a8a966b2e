"""An installation without anything in it: a kind page for all, one page that begins with the code, and then it works."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from dossiers import tasks
from dossiers.correspondence import delivery, follow_up, guard
from dossiers.lifecycle import NotYet
from dossiers.models import Alarm, Category, Dossier, Organisation, Role, Team, User
from dossiers.organisation import setup_code
from dossiers.organisation.first_start import ALREADY, TAKEN, begin
from klachten import supervisor
from tests.product import Product
from tests.walk import words_of

pytestmark = pytest.mark.django_db
URL = "/begin/"
PASSWORD = "zeven natte kranen 77"
ANSWERS = {
    "name": "Woonstede", "phone": "088 000 12 00", "opening_hours": "werkdagen, 8 tot 18 uur",
    "address": "Kerkplein 5, 3999 ZX Lindewaard", "sender_email": "klachten@woonstede.nl",
    "email": "antwoord@woonstede.nl", "law_profile": "nl_awb", "external_body": "de Nationale ombudsman",
    "external_body_url": "https://www.nationaleombudsman.nl", "team_name": "Klant en klacht", "team_email": "",
    "team_phone": "", "team_hours": "", "person_name": "Bram de Wit", "person_email": "Bram@Woonstede.nl",
    "password1": PASSWORD, "password2": PASSWORD, "handles": "on",
}  # fmt: skip


def send(client, **changes):
    return client.post(URL, {"code": setup_code.setup_code(), **ANSWERS, **changes})


def errors_of(response):
    assert response.status_code == 200
    return {name: " ".join(errors) for name, errors in response.context["form"].errors.items()}


# --- before


@pytest.mark.parametrize(
    "path",
    ["/", "/en/", "/procedure/", "/werk/", "/instellingen/", "/account/inloggen/", "/volg/x/", "/niets/"],
)
def test_every_other_page_says_kindly_that_it_is_too_early(client, path):
    response = client.get(path)
    assert response.status_code == 503
    assert "nog niet ingericht" in words_of(response)
    assert b'lang="nl"' in response.content
    assert response["Cache-Control"] == "no-store"
    assert client.post(path).status_code == 503


def test_the_page_too_early_asks_the_database_one_thing(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/")


def test_the_first_start_and_the_health_are_let_through(client, at):
    assert client.get(URL).status_code == 200
    assert client.get("/gezondheid/").status_code == 503  # the guard has not been here yet
    guard.look(at=timezone.now())
    assert client.get("/gezondheid/").json()["ok"]


def test_what_runs_by_itself_leaves_an_empty_installation_alone(at):
    assert guard.look(at=at) == []
    assert delivery.deliver_due() == 0
    assert follow_up.send_progress_updates(at=at) == 0
    assert follow_up.send_reminders(at=at) == 0
    for task in (tasks.deliver, tasks.progress, tasks.reminders, tasks.beat_tick):
        task()


def test_a_silent_worker_is_noticed_also_then(at):
    guard.beat("guard-start", at=at - timedelta(minutes=6))
    assert {alarm.cause for alarm in guard.look(at=at)} == {"silent:worker"}
    assert "De werker en de klok geven" in Alarm.objects.get().text


# --- the code


def test_the_code_is_the_same_each_time_and_of_this_installation_alone(settings):
    code = setup_code.setup_code()
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", code)
    assert setup_code.setup_code() == code
    settings.SECRET_KEY = "another installation"
    assert setup_code.setup_code() != code


@pytest.mark.parametrize("typed", [str.lower, lambda code: f" {code.replace('-', ' ')} "])
def test_the_code_may_be_typed_carelessly(typed):
    assert setup_code.refusal(typed(setup_code.setup_code()), "10.0.0.1") == ""


def test_a_wrong_code_makes_nothing_and_keeps_what_was_typed(client):
    response = send(client, code="AAAA-AAAA")
    assert errors_of(response)["code"] == setup_code.WRONG
    assert "Kerkplein 5" in response.content.decode()
    assert PASSWORD not in response.content.decode()
    assert "nog een keer" in errors_of(response)["password1"]  # a page never shows a password again
    assert not any(model.objects.exists() for model in (Organisation, User, Team))


def test_without_the_code_nothing_happens(client):
    assert "code" in errors_of(send(client, code=""))
    assert not Organisation.objects.exists()


def test_after_ten_wrong_codes_also_the_right_one_waits_an_hour(client, monkeypatch):
    for _ in range(10):
        last = send(client, code="AAAA-AAAA")
    assert errors_of(last)["code"] == setup_code.TOO_OFTEN
    assert errors_of(send(client))["code"] == setup_code.TOO_OFTEN
    assert not Organisation.objects.exists()
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda: later)
    assert send(client).status_code == 302


def test_who_guesses_does_not_keep_out_who_knows(client):
    for _ in range(11):
        send(Client(REMOTE_ADDR="203.0.113.9"), code="AAAA-AAAA")
    assert send(client).status_code == 302


# --- beginning


def test_beginning_makes_everything_and_comes_in(client):
    response = send(client)
    assert (response.status_code, response.url) == (302, "/werk/")
    page = client.get("/werk/")
    assert "klaar voor gebruik" in words_of(page)
    organisation, team, user = Organisation.current(), Team.objects.get(), User.objects.get()
    assert (organisation.name, organisation.law_profile) == ("Woonstede", "nl_awb")
    assert (organisation.sender_email, organisation.email) == (
        "klachten@woonstede.nl",
        "antwoord@woonstede.nl",
    )
    assert organisation.intake_team == team
    assert (team.name, team.email, team.phone) == (
        "Klant en klacht",
        "antwoord@woonstede.nl",
        "088 000 12 00",
    )
    assert team.hours == "werkdagen, 8 tot 18 uur"
    assert (user.name, user.email) == ("Bram de Wit", "bram@woonstede.nl")
    assert set(user.roles) == {Role.BEHEERDER, Role.BEHANDELAAR, Role.MANAGER}
    assert list(user.teams.all()) == [team]


def test_a_team_may_have_its_own_details(client):
    send(client, team_email="team@woonstede.nl", team_phone="088 1", team_hours="altijd")
    team = Team.objects.get()
    assert (team.email, team.phone, team.hours) == ("team@woonstede.nl", "088 1", "altijd")


def test_who_installs_reads_no_complaints_unless_he_says_so(client):
    """Off by default: see docs/decisions/0014-who-installs.md."""
    box = re.search(r'<input[^>]*name="handles"[^>]*>', client.get(URL).content.decode())[0]
    assert "checked" not in box
    assert "je ziet alle dossiers" in words_of(client.get(URL))


def test_what_comes_back_without_its_password_says_so(client):
    page = words_of(send(client, phone=""))
    assert "Wat er stond, staat er nog. Alleen het wachtwoord typ je opnieuw." in page
    assert "Opnieuw typen hoeft niet" not in page


def test_what_is_left_to_do_comes_from_facts(client, organisation_made):
    page = client.get("/instellingen/")
    assert open_tasks(page) == [
        "Stuur jezelf een proefmail", "Zorg voor een manager die kan inloggen", "Maak onderwerpen",
        "Zorg voor een tweede beheerder", "Laat een tweede weg voor waarschuwingen instellen",
    ]  # fmt: skip
    client.post(
        "/instellingen/onderwerpen/nieuw/",
        {"name": "Reparaties", "team": Team.objects.get().pk, "is_active": "on"},
    )
    User.objects.create_user("max@woonstede.nl", None, name="Max", roles=["manager", "beheerder"])
    assert "Zorg voor een manager die kan inloggen" in open_tasks(client.get("/instellingen/")), (
        "he never came in"
    )
    max_ = User.objects.get(name="Max")
    max_.set_password(PASSWORD)
    max_.save()
    left = open_tasks(client.get("/instellingen/"))
    assert left == ["Stuur jezelf een proefmail", "Laat een tweede weg voor waarschuwingen instellen"]


def test_the_list_goes_when_all_is_done(client, organisation_made, smtp_sink, settings):
    settings.ALARM_COMMAND = ["true"]
    client.post("/instellingen/mail/proef/")
    delivery.deliver_due()
    assert "Stuur jezelf een proefmail" not in open_tasks(client.get("/instellingen/"))
    User.objects.create_user("max@woonstede.nl", PASSWORD, name="Max", roles=["manager", "beheerder"])
    Category.objects.create(name="Reparaties", team=Team.objects.get())
    assert "Dit is nog te doen" not in words_of(client.get("/instellingen/"))


def test_an_empty_installation_says_what_to_try(client):
    send(client, two_factor="")
    page = words_of(client.get("/werk/"))
    assert "Er zijn nog geen klachten" in page
    assert "Open het formulier" in page
    assert "Bekijk wat er bij de instellingen nog te doen is" in page
    assert "Mooi moment om iemand te bellen" not in page


@pytest.fixture
def organisation_made(client):
    """A beheerder who handles nothing, and no code of a phone in between."""
    send(client, handles="", two_factor="")


def open_tasks(page):
    return re.findall(r"Nog doen: </span>([^<]+)<", page.content.decode())


def test_who_handles_nothing_gets_the_settings_and_hears_what_is_missing(client):
    response = send(client, handles="")
    assert response.url == "/instellingen/"
    assert "Nodig eerst een manager uit" in words_of(client.get(response.url))
    user = User.objects.get()
    assert user.roles == [Role.BEHEERDER]
    assert not user.teams.exists()


def test_once_begun_the_page_is_gone_for_everybody(client):
    send(client)
    for visitor in (client, Client()):
        assert visitor.get(URL).status_code == 404
        assert send(visitor, person_email="tweede@woonstede.nl").status_code == 404
    assert User.objects.count() == 1


def test_the_beheerder_comes_back_with_the_password(client):
    send(client)
    visitor = Client()
    response = visitor.post("/account/inloggen/", {"login": "bram@woonstede.nl", "password": PASSWORD})
    assert (response.status_code, response.url) == (302, "/werk/")


def test_a_complaint_can_be_filed_right_after_and_is_confirmed(client, smtp_sink):
    send(client)
    complaint = {
        "story": "De lift staat stil. Al drie dagen.",
        "name": "Ria",
        "email": "ria@verhoeven.example",
    }
    visitor = Client()
    token = re.search(r'name="token" value="([^"]+)"', visitor.get("/").content.decode())[1]
    assert visitor.post("/", {**complaint, "token": token}).status_code == 303
    delivery.deliver_due()
    (mail,) = smtp_sink.to("ria@verhoeven.example")
    assert mail["From"] == "Woonstede <klachten@woonstede.nl>"
    assert Dossier.objects.get().team == Team.objects.get()
    assert "De lift staat stil" in words_of(client.get("/werk/dossiers/"))


def test_two_at_once_make_one_organisation(client, organisation):
    """The second one was let in by the page a moment before the first one was done."""
    values = {"team": {"name": "B", "email": "b@b.nl", "phone": "1", "hours": "x"}, "handles": False}
    mine = {"name": "B", "phone": "1", "email": "b@b.nl", "sender_email": "b@b.nl"}
    person = {"name": "B", "email": "b@b.nl", "password": PASSWORD}
    with pytest.raises(NotYet, match=ALREADY):
        begin(organisation=mine, person=person, at=timezone.now(), **values)
    assert not Team.objects.filter(name="B").exists()
    assert not User.objects.filter(email="b@b.nl").exists()


def test_a_team_that_was_there_already_is_said_above_the_form(client):
    Team.objects.create(name="Klant en klacht", email="a@a.nl", phone="1", hours="x")
    assert errors_of(send(client)) == {"__all__": TAKEN}
    assert not User.objects.exists()


def test_a_beheerder_begins_with_a_code_unless_that_box_is_cleared(client):
    assert re.search(rb'name="two_factor"[^>]*checked', client.get(URL).content)
    send(client, two_factor="on")
    assert Organisation.current().two_factor_roles == ["beheerder"]
    page = client.get("/werk/", follow=True)
    assert page.request["PATH_INFO"] == "/account/inlogcode/instellen/"
    assert "Voor jouw rol hoort dit erbij." in page.content.decode()


# --- what is asked


MAY_BE_EMPTY = {"team_email", "team_phone", "team_hours", "external_body_url", "handles"}
ASKED = ["code", *(name for name in ANSWERS if name not in MAY_BE_EMPTY)]


@pytest.mark.parametrize("name", ASKED)
def test_each_empty_answer_gets_its_own_sentence(client, name):
    found = errors_of(send(client, **{name: ""}))
    assert name in found
    assert found[name].endswith(".")
    assert "Dit veld" not in found[name]


def test_no_set_of_rules_is_chosen_beforehand(client):
    assert b"checked" not in re.sub(
        rb'<input[^>]*name="(handles|two_factor)"[^>]*>', b"", client.get(URL).content
    )


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("kort", "kort", "Maak het langer"), ("bram de wit wit", "bram de wit wit", "te veel op je naam"),
     (PASSWORD, PASSWORD + "8", "niet gelijk")],
)  # fmt: skip
def test_a_weak_or_mistyped_password_is_refused(client, first, second, said):
    found = errors_of(send(client, password1=first, password2=second))
    assert said in found.get("password1", "") + found.get("password2", "")
    assert not User.objects.exists()


def test_a_line_break_never_reaches_the_head_of_a_mail(client):
    send(client, name="Woon\nstede", person_name="Bram\r\nBcc: x@x.nl", team_name="Klant\nen klacht")
    assert Organisation.current().name == "Woon stede"
    assert User.objects.get().name == "Bram Bcc: x@x.nl"
    assert Team.objects.get().name == "Klant en klacht"


def test_the_summary_names_what_is_missing_in_the_order_of_the_page(client):
    page = client.post(URL, {}).content.decode()
    links, fields = re.findall(r'href="#id_(\w+)"', page), re.findall(r'id="div_id_(\w+)"', page)
    assert [link.removesuffix("_0") for link in links] == [name for name in fields if name in ASKED]


# --- the line in the log


def test_the_command_tells_where_and_with_which_code(capsys, settings):
    call_command("first_start_code")
    said = capsys.readouterr().out.strip()
    assert (
        said == f"Nog niet ingericht. Ga naar {settings.BASE_URL}/begin/ met code {setup_code.setup_code()}"
    )


def test_once_begun_nothing_gives_the_code_away(capsys, organisation):
    call_command("first_start_code")
    said = capsys.readouterr()
    assert said.out == ""
    assert setup_code.setup_code() not in said.err


def test_up_tells_it_instead_of_addresses_that_do_not_work_yet(monkeypatch):
    monkeypatch.setenv("BASE_URL", "http://127.0.0.1:8000")
    monkeypatch.delenv("DEMO", raising=False)
    told = {"first_start_code": "Nog niet ingericht."}
    monkeypatch.setattr(supervisor, "told_by", lambda *words: told.get(words[0], ""))
    assert "Nog niet ingericht." in supervisor.welcome()
    assert "/werk/" not in supervisor.welcome()
    told.clear()
    assert "http://127.0.0.1:8000/werk/" in supervisor.welcome()


BEGIN = """
import re, sys
from django.test import Client
client = Client(enforce_csrf_checks=True)
token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', client.get("/begin/").content.decode())[1]
print(client.get("/").status_code)
answer = client.post("/begin/", {**ANSWERS, "csrfmiddlewaretoken": token})
print(answer.status_code, client.get("/").status_code, client.get("/begin/").status_code)
"""


@pytest.mark.slow
def test_from_an_empty_database_to_a_product_that_works(tmp_path):
    """What `up` does without a demo, with the settings as they are for real."""
    product = Product(tmp_path, DEMO="false", ALLOWED_HOSTS="testserver,127.0.0.1")
    said = product.manage("-m", "klachten.ready")
    assert said.startswith(f"Nog niet ingericht. Ga naar {product.url}/begin/ met code ")
    answers = {**ANSWERS, "code": said.split()[-1]}
    done = product.manage("manage.py", "shell", "-v", "0", "-c", f"ANSWERS = {answers!r}\n{BEGIN}")
    assert done.split() == ["503", "302", "200", "404"]
    assert product.manage("-m", "klachten.ready") == ""  # the second time nothing is left to tell
