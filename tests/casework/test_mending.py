"""What was typed wrong is mended, what still waits is told, and a letter takes a road to whom it is for."""

from __future__ import annotations

import pytest
import time_machine

from dossiers.correspondence.letter import carrier_for, reader_of
from dossiers.models import Contact, Party, Promise
from tests.walk import Walker, words_of

pytestmark = pytest.mark.django_db
ANNA = {"part": "vertegenwoordiger", "name": "Anna Smit", "relation": "dochter", "email": "anna@smit.example",
        "phone": ""}  # fmt: skip
ON_PAPER = {"name": "Ria Verhoeven", "address": "Kastanjelaan 48\n3999 ZX Lindewaard", "preference": "letter"}


@pytest.fixture
def walker(make_dossier, client_for, people, at):
    with time_machine.travel(at, tick=False):
        yield Walker(client_for(people["joris"]), make_dossier())


def lines(dossier, kind):
    return [event.words for event in dossier.events.filter(kind=kind)]


def test_a_representative_is_mended_and_taken_away(walker):
    walker.done("party", **ANNA)
    row = walker.dossier.parties.get()
    assert "Anna Smit" in words_of(walker.get("party"))
    walker.done("party_change", row.pk, **ANNA | {"name": "Anna Smits"})
    walker.done("party_change", row.pk, **ANNA | {"name": "Anna Smits"})
    assert lines(walker.dossier, "party_changed") == [{"name": "Anna Smits"}]
    walker.done("party_remove", row.pk)
    assert not Party.objects.exists()
    assert reader_of(walker.dossier)[0] == "Ria Verhoeven"
    assert lines(walker.dossier, "party_removed")[0]["name"] == "Anna Smits"


def test_one_person_speaks_also_after_a_change(walker):
    walker.done("party", **ANNA)
    walker.done("party", **ANNA | {"part": "betrokkene", "name": "Ben"})
    told = walker.post("party_change", Party.objects.get(name="Ben").pk, **ANNA | {"name": "Ben"})
    assert "Er spreekt al iemand namens de melder." in words_of(told)


def test_a_promise_gets_another_day_or_is_withdrawn_with_a_reason(walker):
    walker.done("promise", what="Bellen", due_on=walker.day(2))
    row = Promise.objects.get(what="Bellen")
    assert "Schrijf op waarom de dag verandert." in words_of(
        walker.post("promise_move", row.pk, due_on=walker.day(5), reason="")
    )
    walker.done("promise_move", row.pk, due_on=walker.day(5), reason="De monteur is ziek.")
    row.refresh_from_db()
    assert str(row.due_on) == walker.day(5)
    assert walker.dossier.events.filter(kind="promised", quote="De monteur is ziek.").exists()
    walker.done("promise_withdraw", row.pk, reason="De melder belde zelf.")
    assert not Promise.objects.filter(what="Bellen").exists()
    assert walker.dossier.events.get(kind="promise_withdrawn").quote == "De melder belde zelf."


def test_a_kept_promise_stays_as_it_was(walker):
    walker.done("promise", what="Bellen", due_on=walker.day(2))
    row = Promise.objects.get(what="Bellen")
    walker.done("promise_kept", row.pk)
    assert walker.get("promise_move", row.pk).status_code == 404
    assert walker.post("promise_withdraw", row.pk, reason="Toch niet").status_code == 404


def test_who_logged_it_may_mend_the_details_until_somebody_handles_it(make_dossier, client_for, people, at):
    with time_machine.travel(at, tick=False):
        desk = Walker(client_for(people["balie"]), make_dossier(by=people["balie"]))
        desk.done("details", **desk.details(name="Ria Verhoef", carrier="balie"))
        assert (desk.dossier.complainant.name, desk.dossier.carrier) == ("Ria Verhoef", "balie")
        boss = Walker(client_for(people["fatma"]), desk.dossier)
        boss.done("assign", handler=people["fatma"].pk)
        assert desk.get("details").status_code == 404


@pytest.mark.parametrize("page", ["details", "party"])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"phone": "bel maar"}, "alleen cijfers"), ({"phone": "06"}, "een cijfer te veel of te weinig"),
     ({"email": "ria@@wit.nl"}, "twee keer een apenstaartje")],
)  # fmt: skip
def test_a_phone_and_a_mail_address_are_checked_everywhere(walker, page, typed, sentence):
    filled = walker.details() if page == "details" else ANNA
    assert sentence in words_of(walker.post(page, **filled | typed))


def test_words_beside_a_number_are_fine(walker):
    walker.done("details", **walker.details(phone="06-12345678 (na 6 uur)"))
    assert 'href="tel:0612345678"' in walker.get("party").content.decode()


@pytest.mark.parametrize(
    ("reached", "road"), [({}, "email"), ({"email": "", "phone": "06 12345678"}, "phone")]
)
def test_a_letter_to_a_representative_takes_his_own_road(make_dossier, client_for, people, reached, road):
    walker = Walker(client_for(people["joris"]), make_dossier(complainant=dict(ON_PAPER)))
    assert carrier_for(walker.dossier) == "letter"
    walker.done("party", **ANNA | reached)
    assert carrier_for(walker.dossier) == road


def test_closing_names_what_still_waits_and_goes_on(walker, people, at, smtp_sink):
    walker.to_dossier(people["joris"])
    walker.done("promise", what="Bellen over de tegels", due_on=walker.day(2))
    walker.redress(what="Van Dam maakt de douche")
    Contact.objects.create(dossier=walker.dossier, kind="customer_message", at=at, text="Nog iets")
    told = words_of(walker.get("close"))
    assert "Dit staat nog open" in told
    assert "Nog niet gelezen: het bericht van de melder van wo 18 nov 2026." in told
    assert told.count("Van Dam maakt de douche") == 1
    assert "Nog niet gehouden: Bellen over de tegels, uiterlijk vr 20 nov 2026." in told
    assert "Antwoord op de klacht" not in told
    walker.done("close", closing="withdrawn", note="Het is al gemaakt.", text="")
    assert not walker.dossier.is_open


def test_a_question_ends_as_handled_and_says_what_we_did(make_dossier, client_for, people):
    walker = Walker(client_for(people["joris"]), make_dossier(kind="vraag"))
    told = words_of(walker.get("close"))
    assert "Afgehandeld" in told
    assert "Wat hebben wij geantwoord of gedaan?" in told
    assert "Geen klacht" not in told
    assert "Schrijf op wat wij hebben geantwoord" in words_of(
        walker.post("close", closing="not_a_complaint", note="")
    )


def test_a_note_that_is_asked_for_is_never_called_optional(walker):
    page = words_of(walker.get("close"))
    assert "Toelichting (mag leeg)" not in page
    assert "Mailadres (mag leeg)" not in words_of(walker.get("party"))


def test_a_long_text_is_never_cut_off_in_silence(walker):
    for page in ("details", "party", "note", "close", "write"):
        assert "maxlength" not in walker.get(page).content.decode().split("<main")[1], page
    told = walker.post("party", **ANNA | {"relation": "x" * 101})
    assert "hooguit 100 tekens. Nu zijn het er 101." in words_of(told)


def test_a_talk_before_the_day_of_receipt_is_asked_once_more(walker):
    talk = {"kind": "phone_in", "text": "Zij belde al.", "happened_at": "2026-11-10T09:30"}
    assert "Ja, het was die dag." not in words_of(walker.get("note"))
    told = words_of(walker.post("note", **talk))
    assert "Dit dossier kwam pas binnen op woensdag 18 november 2026." in told
    assert "Ja, het was die dag." in told
    walker.done("note", **talk, early="on")
    assert Contact.objects.get().text == "Zij belde al."


def test_a_page_that_is_not_there_speaks_to_a_colleague_as_a_colleague(walker, client):
    told = words_of(walker.client.get("/werk/dossiers/2026-99999-X/"))
    assert "het dossier is niet van jou of jouw team" in told
    assert "Deze link werkt niet" in words_of(client.get("/bestaat-niet/"))
