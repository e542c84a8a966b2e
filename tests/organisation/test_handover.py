"""Somebody leaves: his dossiers, promises and letters go to colleagues in one go (R74)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from dossiers import links
from dossiers.casework import actions as casework
from dossiers.casework.actions import make_promise
from dossiers.casework.writing import introduce
from dossiers.correspondence.delivery import deliver_due
from dossiers.lifecycle import NotYet
from dossiers.models import Category, Complainant, Dossier, Draft, Party, PersonChange, Promise
from dossiers.organisation.handover import hand_over
from dossiers.organisation.open_work import groups_of
from dossiers.timeline import sentence
from tests.walk import opened_in

WHY = "Joris gaat met pensioen."


@pytest.fixture
def joris(people):
    return people["joris"]


@pytest.fixture
def client(people, client_for):
    return client_for(people["beheer"])


@pytest.fixture
def work(make_dossier, people, joris, category, teams, at):
    """Two dossiers of klant without a subject, one of onderhoud, and a promise in a dossier of Fatma."""
    rows = [make_dossier() for _ in range(4)]
    Dossier.objects.filter(pk=rows[2].pk).update(category=category, team=teams["onderhoud"])
    rows[2].refresh_from_db()
    for row in rows[:3]:
        casework.assign(row, joris, by=people["marleen"], at=at)
    casework.assign(rows[3], people["fatma"], by=people["fatma"], at=at)
    make_promise(rows[0], "Bellen na het bezoek", at.date() + timedelta(days=3), by=joris, at=at)
    other = make_promise(rows[3], "De loodgieter vragen", at.date() + timedelta(days=3), by=joris, at=at)
    Promise.objects.filter(pk=other.pk).update(owner=joris)
    Draft.objects.create(dossier=rows[0], letter="answer", text="Beste Ria", saved_at=at, saved_by=joris)
    return rows


def url(person):
    return f"/instellingen/mensen/{person.pk}/overdragen/"


def send(client, person, **values):
    return client.post(url(person), {"reason": WHY, "switch_off": "on", **values}, follow=True)


def handlers(work):
    for row in work:
        row.refresh_from_db()
    return [row.handler.name for row in work]


def test_the_page_lists_what_is_open_and_only_who_may_have_it(client, joris, work, people):
    page = client.get(url(joris)).content.decode()
    assert "Klant en klacht: nog geen onderwerp" in page
    assert "Onderhoud: Reparaties" in page
    assert "2 dossiers: " in page
    assert "2 beloften aan melders" in page
    assert "1 brief in de maak" in page
    for row in work[:3]:
        assert row.reference in page
    assert f'<option value="{people["fatma"].pk}"' in page
    for key in ("joris", "beheer", "niets"):
        assert f'<option value="{people[key].pk}"' not in page


def test_all_to_one_and_off_in_one_go(client, joris, work, people, client_for):
    his = client_for(joris)
    page = send(client, joris, everything=people["fatma"].pk).content.decode()
    assert "3 dossiers zijn overgedragen. Joris Bakker kan niet meer inloggen." in page
    assert handlers(work) == ["Fatma Aydin"] * 4
    joris.refresh_from_db()
    assert not joris.is_active
    assert his.get("/werk/").status_code == 302
    assert not Promise.objects.filter(owner=joris).exists()
    assert Draft.objects.get().dossier == work[0]
    assert [c.what for c in joris.changes.all()] == ["switched_off", "handed_over"]
    assert WHY in page


def test_per_subject_to_another(client, joris, work, people):
    first, second = groups_of(joris)
    send(client, joris, everything=people["marleen"].pk, **{second.key: people["balie"].pk})
    assert handlers(work) == ["Marleen Lubbers", "Marleen Lubbers", "Ruben Post", "Fatma Aydin"]
    assert first.key != second.key


def test_each_dossier_says_who_and_why_and_the_new_handler_hears(client, joris, work, people, client_for):
    send(client, joris, everything=people["marleen"].pk)
    line = work[0].events.filter(kind="assigned").order_by("pk").last()
    assert sentence(line) == "Bram de Wit wees Marleen Lubbers aan als behandelaar."
    assert line.quote == WHY
    passed = work[3].events.get(kind="promise_passed")
    assert sentence(passed) == "Bram de Wit gaf een belofte door aan Fatma Aydin: De loodgieter vragen."
    today = client_for(people["marleen"]).get("/werk/").content.decode()
    assert today.count(" is nu bij jou") == 3


def test_the_melder_sees_the_new_name_at_once(client, joris, work, people, at):
    secret = links.secret_of(work[0], at=at)
    assert "Joris Bakker" in Client().get(f"/volg/{secret}/").content.decode()
    send(client, joris, everything=people["marleen"].pk)
    page = Client().get(f"/volg/{secret}/").content.decode()
    assert "Marleen Lubbers" in page


@pytest.mark.parametrize("road", ["email", "letter"])
def test_who_left_is_not_introduced_any_more(road, client, joris, work, people, client_for, smtp_sink, at):
    """R74: one name. What waits for a silent mail server, or on the desk for the post, does not go."""
    Complainant.objects.update(preference=road, address="Kastanjelaan 48\n3999 ZX Lindewaard")
    dossier = Dossier.objects.get(pk=work[0].pk)
    old = introduce(dossier, "Ik bel u morgen.", at.date() + timedelta(days=9), by=joris, at=at)
    casework.assign(dossier, joris, by=people["marleen"], at=at)
    old.refresh_from_db()
    assert old.state == ("queued" if road == "email" else "held"), "nobody else helps"
    send(client, joris, everything=people["marleen"].pk)
    marleen = client_for(people["marleen"])
    page = marleen.get(f"/werk/post/{old.pk}/").content.decode()
    assert "<strong>Reden:</strong> de behandelaar is veranderd. Wie het nu is, stelt zich zelf voor" in page
    assert "Kennismaking is niet verstuurd: de behandelaar is veranderd" in sentence(
        dossier.events.get(kind="not_sent")
    )
    here = f"/werk/dossiers/{dossier.reference}/"
    assert f'<a href="{here}kennismaken/">Stel je voor</a>' in marleen.get(here).content.decode()
    dossier.refresh_from_db()
    new = introduce(dossier, "Ik help u verder.", at.date() + timedelta(days=9), by=people["marleen"], at=at)
    deliver_due()
    texts = [mail.get_body(("plain",)).get_content() for mail in smtp_sink.to("ria@verhoeven.example")]
    assert not [text for text in texts if "Joris Bakker" in text]
    assert len([text for text in texts if "Mijn naam is Marleen Lubbers" in text]) == (road == "email")
    assert "Marleen Lubbers" in new.text
    assert f'<a href="{here}kennismaken/">Stel je voor</a>' not in marleen.get(here).content.decode()


def test_whoever_stays_may_stay(client, joris, work, people):
    page = send(client, joris, everything=people["fatma"].pk, switch_off="").content.decode()
    assert "3 dossiers zijn overgedragen." in page
    joris.refresh_from_db()
    assert joris.is_active


def test_what_is_missing_is_said_and_nothing_happens(client, joris, work, people):
    page = send(client, joris, reason="").content.decode()
    assert "Schrijf op waarom je dit overdraagt." in page
    assert "Kies één naam voor alles, of kies hieronder per onderwerp." in page
    first, _ = groups_of(joris)
    page = send(client, joris, **{first.key: people["fatma"].pk}).content.decode()
    assert "Kies wie deze dossiers krijgt" in page
    assert handlers(work)[:3] == ["Joris Bakker"] * 3


def test_r86_nobody_gets_a_complaint_about_himself(client, joris, work, people):
    Party.objects.create(dossier=work[0], part=Party.Part.RESPONDENT, name="FATMA aydin")
    page = send(client, joris, everything=people["fatma"].pk).content.decode()
    assert "Fatma Aydin kan deze dossiers niet krijgen" in page
    assert handlers(work)[:3] == ["Joris Bakker"] * 3


def test_what_came_meanwhile_stops_all_of_it(joris, work, people, teams, at):
    to = {group.key: people["fatma"] for group in groups_of(joris)}
    new = Category.objects.create(name="Geluid", team=teams["klant"])
    Dossier.objects.filter(pk=work[1].pk).update(category=new)
    with pytest.raises(NotYet, match="Er kwam net een dossier bij"):
        hand_over(joris, to, WHY, switch_off=True, by=people["beheer"], at=at)
    assert handlers(work)[:3] == ["Joris Bakker"] * 3
    assert not PersonChange.objects.exists()


def test_the_last_manager_is_not_switched_off_and_keeps_the_work(client, joris, work, people):
    people["marleen"].roles = people["directeur"].roles = []
    for key in ("marleen", "directeur"):
        people[key].save()
    joris.roles = ["manager"]
    joris.save()
    page = send(client, joris, everything=people["fatma"].pk).content.decode()
    assert "is de enige manager" in page
    assert handlers(work)[:3] == ["Joris Bakker"] * 3


def test_a_promise_alone_keeps_somebody_too(client, joris, people, make_dossier, at):
    dossier = make_dossier()
    row = make_promise(dossier, "Bellen", at.date() + timedelta(days=2), by=joris, at=at)
    assert row.owner == joris
    data = {n: getattr(joris, n) for n in ("name", "email", "phone", "hours", "roles")}
    data["teams"] = [t.pk for t in joris.teams.all()]
    his = f"/instellingen/mensen/{joris.pk}/"
    page = client.post(his, data | opened_in(client.get(his))).content.decode()
    assert "heeft nog een belofte aan een melder open" in page
    assert url(joris) in page
    send(client, joris, everything=people["fatma"].pk)
    row.refresh_from_db()
    assert row.owner == people["fatma"]
