"""F17: whoever saves second hears who changed what, keeps both texts, and may still save; nothing is overwritten."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dossiers.casework import actions, ending
from dossiers.models import (
    Category,
    Contact,
    Dossier,
    LastChange,
    Link,
    Message,
    Organisation,
    Party,
    Promise,
    User,
)
from dossiers.together import empty
from tests.walk import ANALYSIS, Walker, opened_in, words_of

pytestmark = pytest.mark.django_db
ANNA = {"part": "betrokkene", "name": "Anna Smit", "relation": "", "email": "anna@smit.example", "phone": ""}


@pytest.fixture
def two(make_dossier, client_for, people, at):
    """Joris, and Marleen beside him, at the same dossier of today."""
    with time_machine.travel(at, tick=False):
        dossier = make_dossier()
        yield Walker(client_for(people["joris"]), dossier), Walker(client_for(people["marleen"]), dossier)


def as_shown(page):
    """What the browser would send when nobody touches the page any more."""
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {n: v for n, v in shown.items() if v not in (None, False)} | opened_in(page)


def clash_of(two, name, *args, hers, his):
    """She saves first, he second from a page that is older: what he reads."""
    joris, marleen = two
    before = as_shown(joris.get(name, *args))
    marleen.done(name, *args, **as_shown(marleen.get(name, *args)) | hers)
    page = joris.post(name, *args, **before | his)
    assert page.status_code == 409, words_of(page)
    assert "Marleen Lubbers veranderde “" in words_of(page)
    assert "om 10.00 uur. Hieronder staan die tekst en de jouwe." in words_of(page)
    return page


def kept_both(page, hers, his):
    clash = page.context["form"].clash
    return [(both.theirs, both.mine) for both in clash] == [(hers, his)]


def saved_again(two, page, name, *args):
    """On purpose: the page as it stands, pressed once more."""
    return two[0].done(name, *args, **as_shown(page))


def test_details(two):
    page = clash_of(two, "details", hers={"subject": "Haar onderwerp"}, his={"subject": "Zijn onderwerp"})
    assert kept_both(page, "Haar onderwerp", "Zijn onderwerp")
    assert Dossier.objects.get().subject == "Haar onderwerp"
    saved_again(two, page, "details")
    assert Dossier.objects.get().subject == "Zijn onderwerp"


def test_the_analysis(two):
    page = clash_of(two, "analyse", hers={"cause": "Het adres."}, his={"cause": "De planning."})
    assert kept_both(page, "Het adres.", "De planning.")
    saved_again(two, page, "analyse")
    assert two[0].dossier.analysis.cause == "De planning."


def test_the_name_of_a_choice_and_not_its_key(two):
    page = clash_of(two, "analyse", hers={"diagnosis": "quality"}, his={"diagnosis": "both"})
    assert kept_both(page, "Kwaliteit: het werk of het product zelf", "Allebei")


def test_somebody_involved(two):
    two[1].done("party", **ANNA)
    row = Party.objects.get()
    page = clash_of(two, "party_change", row.pk, hers={"name": "Anna Smits"}, his={"name": "Annie Smit"})
    assert kept_both(page, "Anna Smits", "Annie Smit")
    saved_again(two, page, "party_change", row.pk)
    assert Party.objects.get().name == "Annie Smit"


def test_the_day_of_a_promise(two):
    joris, marleen = two
    marleen.done("promise", what="Bellen", due_on=marleen.day(2))
    row = Promise.objects.get()
    late = {"due_on": joris.day(9), "reason": "Ziek."}
    page = clash_of(two, "promise_move", row.pk, hers=late | {"due_on": joris.day(5)}, his=late)
    assert kept_both(page, "maandag 23 november 2026", "vrijdag 27 november 2026")
    assert "Ziek." in page.content.decode()
    saved_again(two, page, "promise_move", row.pk)
    assert str(Promise.objects.get().due_on) == joris.day(9)


def test_who_is_responsible(two, people):
    his, hers = {"handler": people["joris"].pk}, {"handler": people["marleen"].pk}
    page = clash_of(two, "assign", hers=hers, his=his)
    assert words_of(page).count("Hieronder staan die tekst en de jouwe.") == 1
    assert kept_both(page, "Marleen Lubbers (Klant en klacht)", "Joris Bakker (jij)")
    assert Dossier.objects.get().handler == people["marleen"]
    saved_again(two, page, "assign")
    assert Dossier.objects.get().handler == people["joris"]


def test_what_kind_it_is(client_for, people, make_dossier, at):
    with time_machine.travel(at, tick=False):
        dossier = make_dossier(kind="vraag")
        two = [Walker(client_for(people[name]), dossier) for name in ("joris", "marleen")]
        page = clash_of(two, "kind", hers={"kind": "compliment"}, his={"kind": "bezwaar"})
    assert page.context["form"].clash[0].theirs.startswith("Compliment")
    assert Dossier.objects.get().kind == "compliment"


def introduced_twice(two, people):
    """Both have the page open; Marleen sends, then Joris: what he reads."""
    two[0].done("assign", handler=people["marleen"].pk)
    before = opened_in(two[0].get("introduce"))
    two[1].done("introduce", text="Ik ben Marleen en ga u helpen.", expected_on=two[0].day(14))
    return two[0].post("introduce", **before, text="Ik ben Joris.\nDag.", expected_on=two[0].day(20))


def test_an_introduction_goes_once(two, people):
    page = introduced_twice(two, people)
    assert page.status_code == 409
    assert "Marleen Lubbers schreef de kennismaking op woensdag 18 november 2026, 10.00 uur" in words_of(page)
    assert "Wat jij typte, ging niet weg." in words_of(page)
    assert "Ik ben Marleen en ga u helpen." in words_of(page)
    two[0].post("introduce", text="Ik ben Joris.", expected_on=two[0].day(20), **opened_in(page))
    again = two[0].get("introduce")
    assert "De kennismaking is al geschreven" in words_of(again)
    assert "Verstuur de kennismaking" not in words_of(again)
    assert Message.objects.filter(kind="introduction").count() == 1
    assert two[0].dossier.promises.filter(what="Antwoord op de klacht").count() == 1


def test_who_came_second_makes_a_message_of_his_words(two, people):
    typed = introduced_twice(two, people).context
    page = two[0].post("write", text=typed["typed"], opened=typed["opened"], show="1")
    assert as_shown(page)["text"].splitlines() == ["Ik ben Joris.", "Dag."]
    two[0].done("write", **as_shown(page))
    assert "Ik ben Joris." in Message.objects.get(kind="personal").text


def test_the_secret_link_stands_on_no_page_with_two_texts(two, people):
    pages = [introduced_twice(two, people), two[0].get("introduce"), message_meanwhile(two)]
    before = as_shown(two[0].get("close"))
    why = {"closing": "withdrawn", "note": "Het hoeft niet meer.", "text": ""}
    two[1].done("close", **why)
    pages.append(
        two[0].post("close", **before | why | {"note": "Ingetrokken.", "text": "Fijn dat het klaar is."})
    )
    secrets = list(Link.objects.values_list("secret", flat=True))
    assert secrets
    for page in pages:
        assert "/volg/…" in words_of(page)
        assert not [secret for secret in secrets if secret in page.content.decode()]


def message_meanwhile(two):
    before = opened_in(two[0].get("write"))
    letter = {"new_date": "", "reason": ""}
    two[1].done("write", **letter, text="De monteur komt morgen.")
    return two[0].post("write", **letter, **before, text="Wanneer past het u?")


def test_a_message_that_went_meanwhile_is_not_undone(two, people):
    two[0].done("assign", handler=people["joris"].pk)
    page = message_meanwhile(two)
    assert page.status_code == 409
    assert "Marleen Lubbers schreef de melder om 10.00 uur." in words_of(page)
    assert "dan krijgt de melder ze allebei" in words_of(page)
    assert "geldt jouw versie" not in words_of(page)


def test_who_takes_over_introduces_himself_too(two, people):
    introduced_twice(two, people)
    two[0].done("assign", handler=people["joris"].pk)
    two[0].done("introduce", text="Ik ben Joris.", expected_on=two[0].day(20))
    assert Message.objects.filter(kind="introduction").count() == 2


def test_an_introduction_that_was_refused_may_be_written_anew(two, people):
    introduced_twice(two, people)
    Message.objects.filter(kind="introduction").update(state="failed", reason="adres onbekend")
    two[0].done("introduce", text="Ik ben er ook.", expected_on=two[0].day(20))


def test_a_letter_pressed_twice_goes_once(two, people):
    two[0].done("assign", handler=people["joris"].pk)
    letter = {"text": "Vandaag belde de monteur.", "new_date": "", "reason": ""}
    before = opened_in(two[0].get("write"))
    two[0].done("write", **letter, **before)
    again = two[0].post("write", **letter, **before)
    assert again.status_code == 409
    assert "Jij, in een ander venster schreef de melder om 10.00 uur." in words_of(again)
    assert Message.objects.filter(kind="personal").count() == 1


def test_closing_twice_loses_no_words(two):
    before = opened_in(two[0].get("close"))
    why = {"closing": "withdrawn", "text": ""}
    two[1].done("close", **why, note="De melder belde: het hoeft niet meer.")
    page = two[0].post("close", **why, **before, note="Hij wil er niet mee verder.")
    assert page.status_code == 409
    assert kept_both(page, "De melder belde: het hoeft niet meer.", "Hij wil er niet mee verder.")
    assert Message.objects.filter(kind="closing").count() == 1


@pytest.mark.parametrize(
    ("page", "typed"),
    [("details", {"subject": "Een lek"}), ("analyse", {"facts": "Er kwam niemand."})],
)
def test_who_works_on_in_a_dossier_that_was_closed_reads_it(two, page, typed):
    """It is saved; but the complainant has his closing letter, and this does not stand in it."""
    joris, marleen = two
    before = as_shown(joris.get(page))
    marleen.done("close", closing="withdrawn", note="Het hoeft niet meer.", text="")
    saved = words_of(joris.done(page, **before | typed))
    assert "Let op: Marleen Lubbers sloot dit dossier om 10.00 uur. De slotbrief is weg, of gaat zo." in saved
    later = words_of(joris.done(page, **as_shown(joris.get(page)) | typed))
    assert "Let op" not in later, "this page opened after the closing"


def test_who_works_on_in_an_open_dossier_reads_nothing_of_a_closing(two):
    assert "Let op" not in words_of(two[0].done("analyse", facts="Er kwam niemand."))


def test_two_who_go_back_go_back_one_step(two, people, category, smtp_sink):
    two[0].to_analysis(people["joris"], category)
    before = opened_in(two[0].get("back"))
    two[1].done("back", reason="De naam klopt niet.")
    page = two[0].post("back", reason="Er mist iets.", **before)
    assert "het dossier staat nu in de stap Dossier" in words_of(page)
    assert "Er mist iets." in words_of(page)
    assert Dossier.objects.get().step == 4


def test_words_of_the_complainant_that_two_wrote_down(two):
    page = clash_of(two, "evaluation", hers={"comment": "Prima zo."}, his={"comment": "Het kan ermee door."})
    assert kept_both(page, "Prima zo.", "Het kan ermee door.")


def test_two_different_fields_bother_nobody(two):
    """Each sees his own half written, and the other's half stays."""
    joris, marleen = two
    before = as_shown(joris.get("analyse"))
    marleen.done("analyse", **as_shown(marleen.get("analyse")) | {"wish": "Het lek gemaakt."})
    joris.done("analyse", **before | {"facts": "Er kwam niemand."})
    row = joris.dossier.analysis
    assert (row.facts, row.wish) == ("Er kwam niemand.", "Het lek gemaakt.")


def test_saving_on_purpose_keeps_what_only_the_other_changed(two):
    hers = {"facts": "Haar feiten.", "wish": "Haar wens.", "diagnosis": "quality"}
    page = clash_of(two, "analyse", hers=hers, his={"facts": "Zijn feiten.", "cause": "De planning."})
    saved_again(two, page, "analyse")
    row = two[0].dossier.analysis
    assert (row.facts, row.wish, row.diagnosis, row.cause) == (
        "Zijn feiten.", "Haar wens.", "quality", "De planning.",
    )  # fmt: skip


def test_a_third_one_in_between_is_seen_too(two):
    page = clash_of(two, "analyse", hers={"facts": "Een."}, his={"facts": "Twee."})
    two[1].done("analyse", facts="Drie.")
    again = two[0].post("analyse", **as_shown(page))
    assert again.status_code == 409
    assert kept_both(again, "Drie.", "Twee.")


def test_two_halves_that_would_leave_nobody_reachable(two):
    """She takes the phone away, he the mail address: each alone is fine, together nobody could answer."""
    page = clash_of(two, "details", hers={"phone": ""}, his={"email": ""})
    person = Dossier.objects.get().complainant
    assert person.email
    assert "Mailadres" in words_of(page)


def test_only_what_the_other_changed_is_told_of_him(two):
    """She changed the phone, he the address: one decision, but of the address she knows nothing."""
    page = clash_of(two, "details", hers={"phone": "06 99999999"}, his={"address": "Kastanjelaan 48"})
    assert "Marleen Lubbers veranderde “Telefoon” om 10.00 uur." in words_of(page)
    shown = {both.label: (both.by, both.theirs, both.mine) for both in page.context["form"].clash}
    assert shown == {
        "Telefoon": ("Marleen Lubbers", "06 99999999", "06 99999999"),
        "Postadres": ("Zo stond het er al", "(leeg)", "Kastanjelaan 48"),
    }
    saved_again(two, page, "details")
    person = Dossier.objects.get().complainant
    assert (person.phone, person.address) == ("06 99999999", "Kastanjelaan 48")


def test_a_mistake_keeps_the_page_as_old_as_it_was(two):
    """The mark of the first page goes along through an error: nobody has seen the other text yet."""
    before = as_shown(two[0].get("details"))
    two[1].done("details", **two[1].details(subject="Haar onderwerp"))
    wrong = two[0].post("details", **before | {"subject": "Zijn onderwerp", "email": "geen adres"})
    assert wrong.status_code == 200
    again = two[0].post("details", **as_shown(wrong) | {"email": before["email"]})
    assert again.status_code == 409


def test_what_is_the_same_already_is_no_clash(two):
    joris, marleen = two
    before = as_shown(joris.get("analyse"))
    marleen.done("analyse", facts="Er kwam niemand.")
    joris.done("analyse", **before | {"facts": "Er kwam niemand.\r\n"})
    assert joris.dossier.events.filter(kind="analysed").count() == 1


def test_who_was_taken_away_stays_away(two, people):
    two[1].done("party", **ANNA)
    row = Party.objects.get()
    two[1].done("party_remove", row.pk)
    gone = two[0].post("party_change", row.pk, **ANNA | {"relation": "buurvrouw, sinds kort"})
    assert gone.status_code == 404
    assert "Marleen Lubbers haalde Anna Smit weg (" in words_of(gone)
    assert gone.context["typed"] == [
        ("Naam", "Anna Smit"),
        ("Hoort bij", "buurvrouw, sinds kort"),
        ("Mailadres", "anna@smit.example"),
    ], "to copy; the role was chosen, not typed"
    assert not Party.objects.exists()
    two[1].dossier.refresh_from_db()
    assert two[1].dossier.events.filter(kind="party_removed").count() == 1


def promised(two):
    two[1].done("promise", what="Bellen na het bezoek", due_on=two[0].day(3))
    return Promise.objects.get()


WHY = "Zij was al gebeld.\nDoor mij."


@pytest.mark.parametrize("page", ["promise_withdraw", "promise_move"])
def test_a_promise_that_a_colleague_withdrew(two, page):
    row = promised(two)
    two[1].done("promise_withdraw", row.pk, reason="Niet nodig.")
    gone = two[0].client.post(two[0].url(page, row.pk), {"reason": WHY, "due_on": two[0].day(5)})
    assert gone.status_code == 404
    assert "Marleen Lubbers trok een belofte in: Bellen na het bezoek." in words_of(gone)
    assert [text for _, text in gone.context["typed"] if text == WHY] == [WHY]
    assert "Waarom" in words_of(gone)
    assert two[0].url("dossier") in gone.content.decode()


def test_a_promise_that_a_colleague_kept(two):
    row = promised(two)
    two[1].done("promise_kept", row.pk)
    gone = two[0].client.post(two[0].url("promise_withdraw", row.pk), {"reason": WHY})
    assert "Belofte gehouden: Bellen na het bezoek." in words_of(gone)
    assert ("Waarom?", WHY) in gone.context["typed"]


@pytest.mark.parametrize("page", ["note", "back", "close", "analyse", "solve", "write", "promise"])
def test_a_dossier_that_went_to_another_team_meanwhile(two, people, teams, page):
    """Every page of a dossier: the words stay on the screen, and nothing of the dossier is told."""
    joris, _ = two
    Dossier.objects.update(team=teams["onderhoud"], handler=people["fatma"], registered_by=people["fatma"])
    asked = {"reason": WHY, "text": WHY, "facts": WHY, "what": WHY, "body": WHY, "note": WHY}
    gone = joris.client.post(joris.url(page), asked | {"csrfmiddlewaretoken": "geheim geheim"})
    assert gone.status_code == 404
    assert WHY in [text for _, text in gone.context["typed"]]
    assert "niet meer van jou of jouw team" in words_of(gone)
    assert "geheim" not in words_of(gone)
    assert "Ria" not in words_of(gone)


def test_a_button_without_words_tells_what_happened_too(two):
    two[1].done("party", **ANNA)
    row = Party.objects.get()
    two[1].done("party_remove", row.pk)
    gone = two[0].client.post(two[0].url("party_remove", row.pk))
    assert "Marleen Lubbers haalde Anna Smit weg (" in words_of(gone)
    assert "Wat je typte" not in words_of(gone)


NAMES = {
    "settings": (
        Organisation,
        "phone",
        "088 111 11 11",
        "088 222 22 22",
        "website",
        "https://woonstede.example",
    ),
    "team": (User, "hours", "altijd", "nooit", "phone", "088 333 33 33"),
    "category": (Category, "name", "Lekkages", "Schimmel", None, None),
    "person": (User, "phone", "088 111 11 11", "088 222 22 22", "hours", "werkdagen"),
}


@pytest.mark.parametrize("name", NAMES)
def test_settings(name, people, teams, category, client_for, at):
    bram = client_for(people["beheer"])
    User.objects.filter(pk=people["marleen"].pk).update(roles=["manager", "beheerder"])
    marleen = client_for(User.objects.get(pk=people["marleen"].pk))
    row = {"team": teams["klant"], "category": category, "person": people["joris"]}.get(name)
    address = reverse(name, args=[row.pk] if row else [])
    _, field, hers, his, other, elsewhere = NAMES[name]
    with time_machine.travel(at, tick=False):
        before = as_shown(bram.get(address))
        theirs = as_shown(marleen.get(address)) | {field: hers} | ({other: elsewhere} if other else {})
        assert marleen.post(address, theirs).status_code == 302
        page = bram.post(address, before | {field: his})
        assert page.status_code == 409, words_of(page)
        assert words_of(page).count("Marleen Lubbers veranderde “") == 1
        assert kept_both(page, hers, his)
        assert bram.post(address, as_shown(page)).status_code == 302
    row = row or Organisation.current()
    row.refresh_from_db()
    assert getattr(row, field) == his
    assert other is None or getattr(row, other) == elsewhere


def test_roles_and_teams_are_one_decision(people, teams, client_for):
    """She makes him a manager, he takes him out of his team: together that would be a manager of nothing."""
    bram, address = client_for(people["beheer"]), reverse("person", args=[people["joris"].pk])
    before = as_shown(bram.get(address))
    bram.post(address, as_shown(bram.get(address)) | {"roles": ["medewerker"]})
    page = bram.post(address, before | {"teams": [teams["onderhoud"].pk]})
    assert page.status_code == 409
    shown = [(both.theirs, both.mine) for both in page.context["form"].clash]
    assert ("Klant en klacht", "Onderhoud") in shown
    assert ("Medewerker", "Medewerker") in shown, "he did not touch it: what stands in the field is hers"
    assert list(people["joris"].teams.all()) == [teams["klant"]]


def test_the_last_contact_never_goes_back(make_dossier, people, at):
    """A call of this morning, logged after one of this afternoon."""
    dossier, stale = make_dossier(), Dossier.objects.get()
    later, earlier = timezone.now(), at.replace(hour=11)
    actions.note(dossier, Contact.Kind.PHONE_OUT, "Gebeld.", by=people["joris"], at=later)
    actions.note(stale, Contact.Kind.PHONE_OUT, "Gebeld.", happened_at=earlier, by=people["joris"], at=later)
    assert Dossier.objects.get().last_contact_at == later


def test_one_row_for_each_field_that_was_ever_changed(two):
    for text in ("Een.", "Twee.", "Drie."):
        two[0].done("analyse", **ANALYSIS | {"facts": text})
    assert LastChange.objects.filter(field="facts").count() == 1


def test_nobody_is_told_of_a_stranger(make_dossier, people, at):
    """Without a name the sentence still says what happened."""
    dossier = make_dossier()
    ending.close_dossier(dossier, "withdrawn", note="Zo.", by=people["joris"], at=at)
    with pytest.raises(Exception, match="Iemand anders veranderde dit net"):
        ending.close_dossier(
            dossier, "withdrawn", note="Ook.", opened=empty(["closing", "note", "text"]), by=people["joris"], at=at
        )  # fmt: skip
