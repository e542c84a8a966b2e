"""Registreren while somebody types: who it may be, what it may be about, and what is kept."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.intake import drafts, known
from dossiers.intake.twice import is_alike
from dossiers.models import Complainant, Contact, Dossier, PersonKey, RegisterDraft
from dossiers.models.person_key import begins, phone_key
from tests.conftest import RIA
from tests.intake.test_register import STORY, told
from tests.walk import words_of

ADDRESS = "Kastanjelaan 48\n3999 ZX Lindewaard"
KNOWN, KEEP, ADD = (f"/werk/registreren/{word}/" for word in ("bekend", "bewaar", "erbij"))
HIDDEN = re.compile(r'name="draft_(key|version)" value="([^"]*)"')


@pytest.fixture
def desk(client_for, people):
    return client_for(people["joris"])


def found(desk, **typed):
    """Who is offered, as the names on the screen."""
    page = desk.post(KNOWN, typed)
    return [person.newest.called for person in page.context["people"]]


def kept(desk, **form):
    """Save as the page does; what it carries from then on."""
    answer = desk.post(KEEP, form)
    return {f"draft_{name}": value for name, value in HIDDEN.findall(answer.content.decode())}, answer


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "ria"}, {"name": "RIA VER"}, {"name": "verhoev"}, {"name": "Mevrouw Verhoeven"}, {"email": "RIA@ver"},
        {"phone": "+31 6 0000"}, {"phone": "06-00 00 00 00 (na 18 uur)"}, {"address": "3999zx"},
        {"address": "Kastanjel"}, {"name": "Iemand anders", "phone": "0031600000000"},
    ],
)  # fmt: skip
def test_somebody_we_know_is_offered_while_typing(desk, make_dossier, typed):
    make_dossier(complainant=RIA | {"address": ADDRESS})
    make_dossier(complainant={"name": "Jan de Bruin", "email": "jan@bruin.example"})
    assert found(desk, **typed) == ["Ria Verhoeven"]


@pytest.mark.parametrize(
    "typed", [{}, {"name": "r"}, {"phone": "06"}, {"name": "%"}, {"name": "hoeven"}, {"name": "ria", "is_anonymous": "on"}]
)  # fmt: skip
def test_too_little_or_somebody_else_offers_nobody(desk, make_dossier, typed):
    make_dossier()
    assert found(desk, **typed) == []


def test_one_press_fills_in_what_we_know_and_what_went_before_stands_beside_it(desk, make_dossier, at):
    for days in range(6):
        make_dossier(when=at - timedelta(days=days), complainant=RIA | {"address": ADDRESS})
    page = desk.post(KNOWN, {"name": "verhoeven"})
    (person,) = page.context["people"]
    assert json.loads(person.fills)["email"] == "ria@verhoeven.example"
    said = words_of(page)
    assert "Lindewaard · 0600000000 · ria@verhoeven.example" in said
    assert f"{Dossier.objects.first().reference} (nieuw venster) De douche lekt" in said
    assert "open: bevestigen" in said
    assert "en nog 2 eerder" in said


def test_who_called_last_stands_first_and_five_is_enough(desk, make_dossier, at):
    for day in range(7):
        make_dossier(
            when=at - timedelta(days=day),
            complainant={"name": f"Jan Vos {day}", "email": f"jan{day}@vos.example"},
        )
    assert found(desk, name="jan") == [f"Jan Vos {day}" for day in range(5)]


def test_only_people_of_dossiers_that_one_may_see(desk, client_for, people, make_dossier):
    make_dossier(by=people["fatma"])
    assert found(desk, email=RIA["email"]) == []
    assert found(client_for(people["fatma"]), email=RIA["email"]) == ["Ria Verhoeven"]


def test_a_person_is_found_by_what_is_known_now(desk, make_dossier):
    person = Complainant.objects.get(dossier=make_dossier())
    person.name, person.phone = "Rïa Jansen", "030 123 45 67"
    person.save()
    assert found(desk, name="Verhoeven") == []
    assert found(desk, name="ria jan") == found(desk, phone="030-1234567") == ["Rïa Jansen"]


def test_who_was_written_while_an_upgrade_ran_is_found_after_the_hour(desk, make_dossier):
    make_dossier()
    PersonKey.objects.all().delete()
    assert found(desk, name="ria") == []
    assert known.complete() == 1
    assert known.complete() == 0
    assert found(desk, name="ria") == ["Ria Verhoeven"]


def test_however_a_number_is_written_it_is_one_number():
    ways = (
        "06 12345678",
        "+31612345678",
        "+31 (0)6 12 34 56 78",
        "0031-612345678",
        "bel 06.1234.5678 na zes",
    )
    assert {phone_key(way) for way in ways} == {"t:0612345678"}


def test_looking_somebody_up_reads_an_index(make_dossier):
    make_dossier()
    plan = PersonKey.objects.filter(begins("n:ver")).values("complainant")
    if connection.vendor == "sqlite":
        assert "USING INDEX" in plan.explain()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off")
        assert "Index" in plan.explain()


def test_looking_somebody_up_asks_the_database_the_same_for_one_and_for_many(desk, make_dossier, at):
    make_dossier()
    with CaptureQueriesContext(connection) as one:
        found(desk, name="verhoeven")
    for day in range(5):
        make_dossier(complainant={"name": f"Ans Verhoeven {day}", "phone": f"061111111{day}"})
    with CaptureQueriesContext(connection) as many:
        assert len(found(desk, name="verhoeven")) == 5
    assert len(many) <= len(one) <= 12


# --- perhaps it is about something that is open


def same(desk, **typed):
    return [d.reference for d in desk.post(KNOWN, {"phone": RIA["phone"], **typed}).context["same"]]


def test_an_open_dossier_about_the_same_is_offered_and_can_be_set_aside(desk, make_dossier, category, at):
    now = timezone.now()
    dossier, other = make_dossier(when=now), make_dossier(when=now, facts={"category": category})
    Dossier.objects.filter(pk=other.pk).update(story="De lift staat stil.", subject="Lift")
    about = "Mijn douche lekt nog steeds."
    assert same(desk, story=about) == [dossier.reference]
    assert same(desk, story="Iets met de heg", category=category.pk) == [other.reference]
    assert same(desk, story=about, apart=dossier.reference) == []
    assert same(desk, story=about, phone="0611111111") == []
    Dossier.objects.update(received_at=now - timedelta(days=31))
    assert same(desk, story=about) == []


def test_a_closed_dossier_is_no_duplicate(desk, make_dossier):
    dossier = make_dossier(when=timezone.now())
    Dossier.objects.filter(pk=dossier.pk).update(closed_at=timezone.now())
    assert same(desk, story=STORY) == []
    assert "gesloten" in words_of(desk.post(KNOWN, {"phone": RIA["phone"]}))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("De verwarming is kapot", "Verwarmingen kapot in de flat", True),
        ("De verwarming is kapot", "De lift is kapot", False),
        ("Er kwam niemand", "Er kwam weer niemand", False),
        ("", "De lift is kapot", False),
    ],
)
def test_alike_is_more_than_common_words(one, other, alike):
    assert is_alike(one, other) is alike


def test_this_call_goes_to_the_dossier_with_all_that_was_typed(desk, make_dossier):
    dossier = make_dossier()
    form = told(occurred="Vanochtend", wishes=["bellen"], received_time="00:01", erbij=dossier.reference)
    note = desk.get(desk.post(ADD, form).url)
    opens = note.context["form"].initial
    assert opens["text"] == (
        f"{STORY}\n\nWanneer en waar was het? Vanochtend\nWat zou de melder helpen? Dat iemand mij belt\n"
        "Mailadres: ria@verhoeven.example"
    )
    assert (opens["kind"], opens["happened_at"].hour) == (Contact.Kind.PHONE_IN, 0)
    sent = {
        "kind": "phone_in",
        "text": opens["text"],
        "happened_at": f"{timezone.localtime():%Y-%m-%dT00:00}",
    }
    done = desk.post(note.request["PATH_INFO"] + "?" + note.request["QUERY_STRING"], sent)
    assert done.status_code == 302
    assert dossier.contacts.get().text == opens["text"]
    assert not RegisterDraft.objects.exists()
    assert Dossier.objects.count() == 1


def test_a_call_goes_to_no_dossier_of_others(desk, people, make_dossier):
    dossier = make_dossier(by=people["fatma"])
    assert desk.post(ADD, told(erbij=dossier.reference)).status_code == 404


# --- what is typed is kept


def test_what_was_typed_is_offered_again_and_gone_when_it_is_a_dossier(desk):
    form = told(email="", phone="06", feelings=["boos", "geld"], received_on="2026-01-05", address="Kade 1")
    carried, answer = kept(desk, draft_key=form["token"], draft_version=0, **form)
    assert re.search(r"Bewaard om \d\d\.\d\d uur\.", words_of(answer))
    start = desk.get("/werk/registreren/")
    assert "Je was bezig met “De douche lekt sinds 6 oktober" in words_of(start)
    page = desk.get(f"/werk/registreren/?concept={RegisterDraft.objects.get().pk}")
    again = {name: page.context["form"][name].value() for name in form if name != "email"}
    assert again == {name: value for name, value in form.items() if name != "email"}
    desk.post("/werk/registreren/", form | carried | {"phone": "0612345678"})
    assert Dossier.objects.count() == 1
    assert not RegisterDraft.objects.exists()


def test_a_save_that_comes_after_the_button_brings_nothing_back(desk):
    form = told()
    desk.post("/werk/registreren/", form)
    assert desk.post(KEEP, form | {"draft_key": form["token"]}).status_code == 204
    assert not RegisterDraft.objects.exists()


def test_two_windows_never_write_over_each_other(desk):
    opened, _ = kept(desk, story="Eerst dit.", draft_key="venster", draft_version=0)
    left, _ = kept(desk, story="Links.", **opened)
    right, answer = kept(desk, story="Rechts.", **opened)
    assert "ander venster" in words_of(answer)
    assert left["draft_key"] != right["draft_key"]
    kept(desk, story="Rechts verder.", **right)
    stories = RegisterDraft.objects.order_by("pk").values_list("fields__story", flat=True)
    assert list(stories) == [["Links."], ["Rechts verder."]]


def test_a_remark_about_the_form_keeps_the_draft_with_the_page(desk):
    carried, _ = kept(desk, story="Half", draft_key="half", draft_version=0)
    page = desk.post("/werk/registreren/", told(email="", **carried))
    assert {f"draft_{n}": v for n, v in HIDDEN.findall(page.content.decode())} == carried


def test_a_draft_is_of_one_colleague_and_can_be_thrown_away(desk, client_for, people):
    kept(desk, story="Van mij", draft_key="mijn", draft_version=0)
    draft, other = RegisterDraft.objects.get(), client_for(people["marleen"])
    address = f"/werk/registreren/concept/{draft.pk}/weg/"
    assert "Van mij" not in words_of(other.get("/werk/registreren/"))
    assert "Van mij" not in other.get(f"/werk/registreren/?concept={draft.pk}").content.decode()
    other.post(address)
    assert RegisterDraft.objects.exists()
    assert "Weggegooid." in words_of(desk.post(address, follow=True))
    assert not RegisterDraft.objects.exists()


def test_whatever_a_browser_sends_is_kept(desk):
    kept(desk, story="a\x00b" * 3, draft_key="x" * 90, draft_version="-1")
    assert RegisterDraft.objects.get().fields["story"] == ["ababab"]
    assert desk.get("/werk/registreren/?concept=9" + "9" * 40).status_code == 200


def test_a_draft_is_kept_for_a_week(desk):
    kept(desk, story="Vergeten", draft_key="oud", draft_version=0)
    assert drafts.sweep(at=timezone.now() + timedelta(days=6)) == 0
    assert drafts.sweep(at=timezone.now() + timedelta(days=8)) == 1
