"""What the beheerder changes holds at once: each setting is proven where a melder or a colleague would see it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from dossiers import deadlines
from dossiers.casework import actions as casework
from dossiers.correspondence import delivery, follow_up, letters
from dossiers.correspondence.letter import contact_of, in_language
from dossiers.intake.actions import Report, file_complaint
from dossiers.models import Dossier, Message, Organisation, Step, Team, User
from dossiers.organisation.forms import OrganisationForm
from dossiers.organisation.style_form import STYLE
from tests.walk import opened_in, words_of

URL = "/instellingen/"
PAGES = ["", "mensen/", "mensen/nieuw/", "teams/", "teams/nieuw/", "onderwerpen/", "onderwerpen/nieuw/"]


@pytest.fixture
def client(people, client_for):
    return client_for(people["beheer"])


@pytest.fixture
def change(client, organisation):
    """Post the page of settings with some fields changed."""

    def post(**values):
        form = OrganisationForm(instance=Organisation.current())
        data = {name: form.initial[name] for name in form.fields}
        return client.post(URL, {**data, **opened_in(client.get(URL)), **values})

    return post


@pytest.fixture
def changed(change):
    def post(**values):
        response = change(**values)
        assert response.status_code == 302, response.context["form"].errors
        return Organisation.current()

    return post


@pytest.mark.parametrize("page", PAGES)
def test_only_the_beheerder_comes_in(page, people, client_for, client):
    assert client.get(URL + page).status_code == 200
    for key in ("joris", "directeur", "balie", "niets"):
        assert client_for(people[key]).get(URL + page).status_code == 403


def test_each_field_of_the_organisation_stands_on_the_page_once():
    shown = [name for _, names in OrganisationForm.GROUPS.values() for name in names]
    stored = [f.name for f in Organisation._meta.fields if f.name not in ("id", *STYLE)]
    assert sorted(shown) == sorted(stored)


def test_each_law_shows_its_term_and_its_article(client):
    page = client.get(URL).content.decode()
    for term in deadlines.PROFILES.values():
        assert f"{term.days} dagen" in page
        assert term.article in page
    assert page.count("Niet door een jurist gecontroleerd.") == len(deadlines.PROFILES)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("progress_after_workdays", "0"), ("progress_after_workdays", "31"), ("evaluation_after_days", "91"),
        ("reminder_after_days", "0"), ("reminder_after_days", "veel"), ("sender_email", "klachten@"),
        ("website", "javascript:alert(1)"), ("name", " "), ("law_profile", "geen"), ("external_body", ""),
    ],
)  # fmt: skip
def test_a_wrong_value_changes_nothing_and_keeps_what_was_typed(field, wrong, change):
    response = change(**{field: wrong, "address": "Nieuwe straat 1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Er is nog één ding nodig" in page
    assert "Nieuwe straat 1" in page
    assert Organisation.current().address == "Kerkplein 5, 3999 ZX Lindewaard"


# --- each number


@pytest.fixture
def walking(make_dossier, people, at):
    """A complaint in informeren: handler known, introduced, acknowledged."""
    dossier = make_dossier()
    casework.assign(dossier, people["joris"], by=people["joris"], at=at)
    Dossier.objects.filter(pk=dossier.pk).update(
        step=Step.INFORMEREN, expected_on=date(2027, 1, 15), last_contact_at=at
    )
    return Dossier.objects.get(pk=dossier.pk)


def test_days_of_silence(changed, walking, at):
    noon = at + timedelta(days=2)  # Friday: two working days later
    changed(progress_after_workdays=3)
    assert follow_up.send_progress_updates(at=noon) == 0
    changed(progress_after_workdays=2)
    assert follow_up.send_progress_updates(at=noon) == 1


def test_days_until_the_question(changed, at):
    organisation = changed(evaluation_after_days=3)
    assert timezone.localdate(letters.survey_due(None, organisation, at)) == date(
        2026, 11, 23
    )  # the 21st is a Saturday


def test_days_until_the_reminder(changed, walking, at):
    Dossier.objects.filter(pk=walking.pk).update(step=Step.EVALUEREN)
    survey = Message.objects.get(dossier=walking)
    Message.objects.filter(pk=survey.pk).update(
        kind=Message.Kind.SURVEY, state=Message.State.SENT, sent_at=at
    )
    later = at + timedelta(days=2)
    changed(reminder_after_days=3)
    assert follow_up.send_reminders(at=later) == 0
    changed(reminder_after_days=2)
    assert follow_up.send_reminders(at=later) == 1


def test_the_law_counts_for_what_comes_in_from_now_on(changed, make_dossier):
    before = make_dossier()
    changed(law_profile="nl_retail")
    after = make_dossier()
    assert (before.decide_by, after.decide_by) == (date(2026, 12, 30), date(2026, 12, 2))
    before.refresh_from_db()
    assert before.decide_by == date(2026, 12, 30)


def test_the_team_for_new_complaints(changed, teams, at):
    changed(intake_team=teams["onderhoud"].pk)
    report = Report(
        subject="Lift", story="De lift staat stil.", form=[("Wat?", "De lift staat stil.")], carrier="formulier",
        received_at=at, complainant={"name": "Ria", "email": "ria@verhoeven.example"},
    )  # fmt: skip
    assert file_complaint(report, token="a" * 20, source="198.51.100.7", at=at).team == teams["onderhoud"]


# --- each word


def test_who_sends_and_where_an_answer_arrives(changed, make_dossier, smtp_sink):
    changed(name="Nieuwstede", sender_email="post@nieuwstede.example", email="antwoord@nieuwstede.example")
    dossier = make_dossier()
    delivery.deliver_due()
    (mail,) = smtp_sink.to(dossier.complainant.email)
    assert mail["From"] == "Nieuwstede <post@nieuwstede.example>"
    assert mail["Reply-To"] == "antwoord@nieuwstede.example"


def test_where_else_a_melder_can_go(changed, make_dossier, at):
    changed(external_body="de Ombudsman van Lindewaard", external_body_url="https://ombudsman.example")
    words = str(letters.answer(make_dossier(), words="Het spijt ons.", at=at).blocks)
    assert "de Ombudsman van Lindewaard" in words
    assert "https://ombudsman.example" in words


def test_phone_and_hours_on_the_public_page(changed, client):
    changed(phone="088 111 22 33", opening_hours="alleen op dinsdag", repair_url="https://kapot.example/meld")
    page = client.get("/").content.decode()
    assert "088 111 22 33" in page
    assert "alleen op dinsdag" in page
    assert "https://kapot.example/meld" in page


def test_the_name_stays_one_line(changed):
    assert changed(name="Woon\r\nBcc: iemand@kwaad.example").name == "Woon Bcc: iemand@kwaad.example"


# --- teams and categories


TEAM = {
    "name": "Nieuwbouw",
    "email": "nieuwbouw@woonstede.example",
    "phone": "088 000 12 55",
    "hours": "werkdagen",
}


def test_a_team_is_made_and_changed(client, people, make_dossier, client_for):
    assert client.post(URL + "teams/nieuw/", TEAM).status_code == 302
    team = people["balie"].teams.model.objects.get(name="Nieuwbouw")
    people["marleen"].teams.set([team])
    boss, dossier = client_for(people["marleen"]), make_dossier()
    assert boss.get(f"/werk/dossiers/{dossier.reference}/").status_code == 404
    page = f"{URL}teams/{team.pk}/"
    client.post(page, {**TEAM, **opened_in(client.get(page)), "is_top": "on"})
    assert boss.get(f"/werk/dossiers/{dossier.reference}/").status_code == 200


def test_two_teams_never_have_the_same_name(client, teams):
    response = client.post(URL + "teams/nieuw/", {**TEAM, "name": "Onderhoud"})
    assert "Er is al een team met deze naam." in response.content.decode()
    assert TEAM["phone"] in response.content.decode()


def test_a_category_goes_out_of_use_and_stays_where_it_is(client, category, people, client_for, make_dossier):
    dossier = make_dossier(facts={"category": category})
    register = client_for(people["joris"])
    assert "Reparaties" in register.get("/werk/registreren/").content.decode()
    page = f"{URL}onderwerpen/{category.pk}/"
    client.post(page, {"name": "Reparaties", "team": category.team_id, **opened_in(client.get(page))})
    assert "Reparaties" not in register.get("/werk/registreren/").content.decode()
    dossier.refresh_from_db()
    assert dossier.category == category
    assert "Niet meer" in client.get(URL + "onderwerpen/").content.decode()


def test_a_new_category(client, teams):
    client.post(URL + "onderwerpen/nieuw/", {"name": "Lift", "team": teams["klant"].pk, "is_active": "on"})
    assert "Lift" in client.get(URL + "onderwerpen/").content.decode()


@pytest.mark.parametrize("field", ["phone", "email", "sender_email"])
def test_r100_an_organisation_that_nobody_can_reach_cannot_exist(field, change):
    assert change(**{field: "  "}).status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.update(**{field: ""})


@pytest.mark.parametrize("field", ["phone", "email"])
def test_r100_a_team_that_nobody_can_reach_cannot_exist(field, client, teams):
    team = teams["klant"]
    data = {"name": team.name, "email": team.email, "phone": team.phone, "hours": team.hours, field: " "}
    assert client.post(f"/instellingen/teams/{team.pk}/", data).status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.filter(pk=team.pk).update(**{field: ""})


def words_in(response):
    return response.content.decode()


def test_english_pages_and_letters_say_it_in_english(changed, client, make_dossier, teams, people):
    """Where the beheerder filled it in; else the Dutch stands there."""
    visitor = Client()
    page = visitor.get("/en/")
    assert "werkdagen, 8 tot 18 uur" in words_in(page)
    changed(opening_hours_en="weekdays, 8 am to 6 pm", external_body_en="the Housing Committee")
    place = f"/instellingen/teams/{teams['klant'].pk}/"
    form = client.get(place).context["form"]
    typed = {n: v for n, v in form.initial.items() if v} | opened_in(client.get(place))
    client.post(place, typed | {"name_en": "Customers", "hours_en": "weekdays, 9 am to 5 pm"})
    page = words_in(visitor.get("/en/"))
    assert "weekdays, 8 am to 6 pm" in page
    assert "werkdagen" not in page
    assert "the Housing Committee" in words_in(visitor.get("/en/procedure/"))
    assert "weekdays" not in words_in(visitor.get("/"))
    assert "Klachtencommissie Wonen Lindewaard" in words_in(visitor.get("/procedure/"))
    dossier = make_dossier(by=people["marleen"], language="en")
    text = dossier.messages.get().text
    assert "Somebody from Customers" in text or "Someone from Customers" in text
    assert "weekdays, 9 am to 5 pm" in text
    with in_language("en"):
        assert "the Housing Committee" in letters.outside_road(Organisation.current())[1].text
    assert "Customers" not in make_dossier(by=people["marleen"]).messages.get().text


def test_a_colleagues_hours_in_english(client, make_dossier, people):
    place = f"/instellingen/mensen/{people['joris'].pk}/"
    form = client.get(place).context["form"]
    typed = {n: form[n].value() for n in form.fields if form[n].value()} | opened_in(client.get(place))
    assert client.post(place, typed | {"hours_en": "Monday to Thursday"}).status_code == 302
    dossier = make_dossier(language="en")
    casework.assign(dossier, User.objects.get(pk=people["joris"].pk), by=people["joris"], at=timezone.now())
    with in_language("en"):
        assert contact_of(dossier)["hours"] == "Monday to Thursday"
    assert contact_of(dossier)["hours"] == people["joris"].hours


def test_the_privacy_page_names_the_years_that_are_set(client, organisation):
    organisation.keep_years, organisation.keep_years_dropped = 7, 1
    organisation.save()
    page = words_of(client.get("/privacy/"))
    assert "Zolang uw klacht loopt, en daarna nog 7 jaar." in page
    assert "Dan nog 1 jaar." in page
    english = words_of(client.get("/en/privacy/"))
    assert "another 7 years after that" in english
    assert "Then another 1 year." in english
