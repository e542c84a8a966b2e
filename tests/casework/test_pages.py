"""Each page of casework by itself: what it asks, what it refuses, and who may open it."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dossiers import links
from dossiers.models import Contact, Message, Promise, Team
from tests.walk import Walker, deliver, opened_in, words_of

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000005000177a1fd2b0000000049454e44ae426082"
)


@pytest.fixture
def walker(make_dossier, client_for, people, at):
    with time_machine.travel(at, tick=False):
        yield Walker(client_for(people["joris"]), make_dossier())


def test_r74_yourself_first_then_the_team(walker):
    choices = [label for _value, label in walker.get("assign").context["form"].fields["handler"].choices]
    assert choices == ["Kies een naam", "Joris Bakker (jij)", "Marleen Lubbers (Klant en klacht)"]


def test_r74_a_manager_may_choose_from_all_teams(walker, client_for, people):
    page = Walker(client_for(people["marleen"]), walker.dossier).get("assign")
    names = [label for _value, label in page.context["form"].fields["handler"].choices]
    assert names[1] == "Marleen Lubbers (jij)"
    assert "Fatma Aydin (Onderhoud)" in names
    assert not any("Bram" in name or "Niemand" in name for name in names)


def test_r86_nobody_handles_a_complaint_about_himself(walker, people):
    walker.done("party", part="beklaagde", name="joris bakker", relation="", email="", phone="")
    told = words_of(walker.post("assign", handler=people["joris"].pk))
    assert "Deze klacht gaat over Joris Bakker. Kies iemand anders." in told


def test_somebody_who_is_not_in_the_list_can_not_be_chosen(walker, people):
    assert "Kies wie dit dossier" in words_of(walker.post("assign", handler=people["niets"].pk))


def test_details_are_kept_and_the_story_is_not_asked(walker, category):
    page = walker.get("details")
    assert 'name="story"' not in page.content.decode()
    walker.done(
        "details", **walker.details(name="Ria V.", language="en", occurred="in oktober", category=category.pk)
    )
    walker.dossier.complainant.refresh_from_db()
    assert (walker.dossier.complainant.name, walker.dossier.language) == ("Ria V.", "en")
    line = walker.dossier.events.get(kind="details_changed")
    assert "Ria" not in str(line.words), "the line names what changed, never the values"


def test_nobody_becomes_unreachable(walker):
    told = words_of(walker.post("details", **walker.details(email="", phone="", address="")))
    assert "Vul een mailadres, telefoonnummer of postadres in." in told


def test_a_wrong_mail_address_is_said_in_dutch_and_stays(walker):
    page = walker.post("details", **walker.details(email="ria@verhoeven"))
    assert "In dit mailadres ontbreekt het stuk na de punt" in words_of(page)
    assert 'value="ria@verhoeven"' in page.content.decode()


def test_somebody_anonymous_may_make_himself_known(make_dossier, client_for, people):
    walker = Walker(client_for(people["joris"]), make_dossier(complainant={"is_anonymous": True}))
    walker.done("details", **walker.details(name="Toch Bekend", phone="0612345678"))
    assert not walker.dossier.complainant.is_anonymous


def test_two_people_in_the_details_keep_both(walker, client_for, people):
    """Nothing is overwritten: the second sees what the first saved, beside his own words."""
    mine, theirs = (
        walker.details(subject="Mijn onderwerp"),
        Walker(client_for(people["marleen"]), walker.dossier),
    )
    theirs.done("details", **theirs.details(subject="Haar onderwerp"))
    told = walker.post("details", **mine)
    assert "Haar onderwerp" in words_of(told)
    assert 'value="Mijn onderwerp"' in told.content.decode()
    walker.dossier.refresh_from_db()
    assert walker.dossier.subject == "Haar onderwerp"
    again = mine | opened_in(told)
    walker.done("details", **again)
    assert walker.dossier.subject == "Mijn onderwerp"


def test_another_team_asks_a_category_and_takes_the_dossier_along(
    walker, category, make_dossier, people, client_for
):
    onderhoud = Team.objects.get(name="Onderhoud")
    assert "Kies ook waar het over gaat." in words_of(
        walker.post("details", **walker.details(team=onderhoud.pk))
    )
    theirs = Walker(client_for(people["marleen"]), walker.dossier)
    page = theirs.done("details", **theirs.details(team=onderhoud.pk, category=category.pk))
    assert "is nu bij Onderhoud" in words_of(page)


def test_r49_a_kind_changes_only_in_the_first_step(walker, make_dossier):
    page = walker.get("kind")
    assert "Ga een stap terug" in words_of(page)
    question = Walker(walker.client, make_dossier(kind="vraag"))
    assert "Iemand is niet tevreden over wat wij deden" in words_of(question.get("kind"))
    question.done("kind", kind="klacht")
    assert question.dossier.decide_by is not None
    assert question.dossier.step > 1


def test_r31_whoever_may_see_it_may_add_a_note_and_files(make_dossier, client_for, people, at):
    """A medewerker logged it, and is not its handler: he may read and add, no more."""
    with time_machine.travel(at, tick=False):
        walker = Walker(client_for(people["balie"]), make_dossier(by=people["balie"]))
        files = [SimpleUploadedFile("plafond.png", PNG), SimpleUploadedFile("bon.txt", b"bon 12")]
        walker.done(
            "note", kind="phone_in", text="Zij belde weer.", happened_at="2026-11-18T09:30", files=files
        )
        row = Contact.objects.get()
        assert (row.text, row.attachments.count()) == ("Zij belde weer.", 2)
        assert walker.get("promise").status_code == 404


def test_a_moment_to_come_or_nonsense_is_refused_in_dutch(walker):
    later = walker.post("note", kind="note", text="Straks", happened_at="2026-11-18T23:00")
    assert "Dit moment moet nog komen." in words_of(later)
    assert "Straks" in words_of(later)
    wrong = walker.post("note", kind="note", text="Straks", happened_at="gisteren")
    assert "Typ de dag en de tijd zo: 25-11-2026 14:30." in words_of(wrong)
    assert "Schrijf op wat er gezegd" in words_of(walker.post("note", kind="note", text="", happened_at=""))


def test_a_file_that_is_refused_says_why(walker):
    bad = SimpleUploadedFile("klacht.exe", b"MZ")
    told = walker.post("note", kind="note", text="Zie bijlage", happened_at="2026-11-18T09:30", files=[bad])
    assert "een soort bestand dat wij niet aannemen" in words_of(told)


def test_one_person_speaks_for_the_complainant(walker):
    anna = {"part": "vertegenwoordiger", "name": "Anna Smit", "relation": "dochter", "email": "", "phone": ""}
    assert "Onze post gaat naar deze persoon." in words_of(walker.post("party", **anna))
    walker.done("party", **anna | {"email": "anna@smit.example"})
    told = words_of(walker.post("party", **anna | {"name": "Ben", "phone": "06 12345678"}))
    assert "Er spreekt al iemand namens de melder." in told


def test_r99_a_promise_has_a_day_to_come_and_is_kept_once(walker):
    assert "Deze dag is geweest." in words_of(walker.post("promise", what="Bellen", due_on=walker.day(-1)))
    assert "Kies een dag, of typ hem zo" in words_of(
        walker.post("promise", what="Bellen", due_on="volgende week")
    )
    walker.done("promise", what="Bellen", due_on=walker.day(2))
    row = Promise.objects.get(what="Bellen")
    walker.done("promise_kept", row.pk)
    walker.done("promise_kept", row.pk)
    assert walker.dossier.events.filter(kind="kept").count() == 1


def test_an_introduction_asks_for_a_handler_words_and_a_day_to_come(walker, people):
    assert "Er is nog geen behandelaar" in words_of(walker.get("introduce"))
    walker.done("assign", handler=people["joris"].pk)
    told = words_of(walker.post("introduce", text="", expected_on=walker.day(-1)))
    assert "Schrijf een paar eigen woorden." in told
    assert "Deze dag is geweest." in told
    assert not Message.objects.filter(kind="introduction").exists()


def test_r58_the_first_guess_is_three_weeks_after_receipt(walker, people):
    walker.done("assign", handler=people["joris"].pk)
    assert str(walker.get("introduce").context["form"].initial["expected_on"]) == "2026-12-09"


def test_a_day_after_the_term_is_named_only_knowingly(walker, people):
    walker.done("assign", handler=people["joris"].pk)
    late = {"text": "Dag mevrouw", "expected_on": "2027-01-11"}
    told = words_of(walker.post("introduce", **late))
    assert "De laatste dag voor het antwoord is woensdag 30 december 2026" in told
    assert "Woningwet" in told
    walker.done("introduce", **late, late="on")
    assert str(walker.dossier.expected_on) == "2027-01-11"


def test_a_day_without_colleagues_gets_advice_and_passes(walker, people):
    walker.done("assign", handler=people["joris"].pk)
    shown = words_of(walker.post("introduce", text="Dag", expected_on="2026-12-05", show="1"))
    assert "Zaterdag 5 december 2026 werkt er niemand. Liever maandag 7 december 2026?" in shown
    walker.done("introduce", text="Dag", expected_on="2026-12-05")


def test_r58_a_moved_day_is_told_with_the_old_one_and_the_reason(walker, people, smtp_sink):
    walker.to_dossier(people["joris"])
    moved = {"text": "De loodgieter was er.", "new_date": "2026-12-11", "reason": ""}
    assert "Schrijf op waarom de dag verandert." in words_of(walker.post("write", **moved))
    walker.done("write", **moved | {"reason": "Hij moet een onderdeel bestellen."})
    deliver()
    body = smtp_sink.to("ria@verhoeven.example")[-1].get_body(("plain",)).get_content()
    assert "Eerst zeiden wij woensdag 2 december 2026." in body
    assert "Ons antwoord komt nu uiterlijk vrijdag 11 december 2026." in body
    assert "Hij moet een onderdeel bestellen." in body


def test_who_can_not_be_reached_gets_no_letter_and_the_text_stays(make_dossier, client_for, people):
    walker = Walker(client_for(people["joris"]), make_dossier(complainant={"is_anonymous": True}))
    told = walker.post("write", text="Mijn bericht", new_date="", reason="")
    assert "We weten niet hoe we de melder bereiken." in words_of(told)
    assert "Mijn bericht" in words_of(told)


def test_a_new_link_is_asked_first_and_goes_at_once(walker, smtp_sink):
    old = walker.dossier.links.get(revoked_at=None).secret
    for asked in (walker.get("renew_link"), walker.post("renew_link")):
        assert "werkt dan niet meer" in words_of(asked)
        assert "Maak en stuur de nieuwe link" in words_of(asked)
    assert walker.dossier.links.get(revoked_at=None).secret == old
    told = words_of(walker.done("renew_link", sure="1"))
    assert "De oude link werkt niet meer. De nieuwe is klaar voor Ria Verhoeven." in told
    assert walker.client.get(reverse("follow", args=[old])).status_code == 404
    deliver()
    new = walker.dossier.links.get(revoked_at=None).secret
    body = smtp_sink.to("ria@verhoeven.example")[-1].get_body(("plain",)).get_content()
    assert "De oude werkt niet meer." in body
    assert new in body


def test_without_a_road_the_old_link_still_stops(make_dossier, client_for, people):
    walker = Walker(client_for(people["joris"]), make_dossier(complainant={"is_anonymous": True}))
    assert "Laat de oude link niet meer werken" in words_of(walker.get("renew_link"))
    walker.done("renew_link", sure="1")
    assert walker.dossier.events.filter(kind="link_renewed").count() == 1
    assert not walker.dossier.messages.filter(kind="personal").exists()


def test_a_file_leaves_as_a_download_of_its_own_kind(walker):
    walker.done("note", kind="note", text="Foto", happened_at="2026-11-18T09:30",
                files=[SimpleUploadedFile("plafond.png", PNG)])  # fmt: skip
    row = walker.dossier.attachments.get()
    response = walker.get("attachment", row.pk)
    assert b"".join(response.streaming_content) == PNG
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    row.file.delete(save=False)
    assert walker.get("attachment", row.pk).status_code == 404


def test_r56_the_copy_is_the_one_that_was_sent(walker):
    response = walker.get("form_copy")
    assert response.content.startswith(b"%PDF")
    sent = Message.objects.get(kind="ack").documents.get()
    assert bytes(sent.content) == response.content


def test_a_message_that_was_read_leaves_vandaag(walker, at):
    row = Contact.objects.create(dossier=walker.dossier, kind="customer_message", at=at, text="Nog iets")
    walker.done("message_read", row.pk)
    row.refresh_from_db()
    assert row.read_at == at


ROOMS = ("casework", "analysis", "solutions", "evaluation")


def test_a_dossier_of_another_team_is_not_there_on_any_page(make_dossier, client_for, people):
    """Every address of the four rooms, with GET and POST, for a colleague of another team."""
    from importlib import import_module

    walker = Walker(client_for(people["fatma"]), make_dossier())
    seen = 0
    for room in ROOMS:
        for entry in import_module(f"dossiers.{room}.urls").urlpatterns:
            args = [1] if "<int:pk>" in str(entry.pattern) else []
            answers = {walker.get(entry.name, *args).status_code, walker.post(entry.name, *args).status_code}
            assert answers <= {404, 405}, entry.name
            assert walker.post(entry.name, *args).status_code == 404, entry.name
            seen += 1
    assert seen >= 24


def test_r99_a_promise_made_in_a_talk_is_kept_with_the_talk(walker):
    said = {"kind": "phone_in", "text": "Mevrouw belde.", "happened_at": ""} | _now(walker)
    half = words_of(walker.post("note", **said, promise="Bellen over de timmerman", promise_on=""))
    assert "Kies de dag waarop het klaar is." in half
    past = walker.post("note", **said, promise="Bellen over de timmerman", promise_on=walker.day(-1))
    assert "Deze dag is geweest." in words_of(past)
    assert not walker.dossier.contacts.exists()
    walker.done("note", **said, promise="Bellen over de timmerman", promise_on=walker.day(2))
    assert str(walker.dossier.promises.get(what="Bellen over de timmerman").due_on) == walker.day(2)
    assert walker.dossier.contacts.get().text == "Mevrouw belde."


def _now(walker):
    return {
        "happened_at": walker.get("note").context["form"]["happened_at"].value().strftime("%Y-%m-%dT%H:%M")
    }


def test_who_may_only_read_is_not_asked_for_a_promise(make_dossier, client_for, people, at):
    with time_machine.travel(at, tick=False):
        page = Walker(client_for(people["balie"]), make_dossier(by=people["balie"])).get("note")
    assert page.status_code == 200
    assert "Wat beloofde je?" not in words_of(page)


def test_who_takes_it_himself_reads_so(walker, people):
    done = words_of(walker.done("assign", handler=people["joris"].pk))
    assert "Jij wees jezelf aan als behandelaar." in done


def test_a_word_for_the_colleague_goes_along_and_the_complainant_never_reads_it(walker, people):
    said = "Let op: mevrouw is slechthorend."
    walker.done("assign", handler=people["marleen"].pk, note=said)
    assert walker.dossier.events.get(kind="assigned").quote == said
    assert said in words_of(walker.get("dossier"))
    secret = links.secret_of(walker.dossier, at=timezone.now())
    assert said not in words_of(walker.client.get(reverse("follow", args=[secret])))
    again = walker.post("assign", handler=people["marleen"].pk, note="Nog iets.")
    assert "De behandelaar blijft dezelfde." in words_of(again)
    assert "Nog iets." in again.content.decode()


def test_no_preference_for_a_road_that_is_not_there(walker):
    walker.done("details", **walker.details(email="", phone="0612345678", address="", preference="email"))
    walker.dossier.complainant.refresh_from_db()
    assert walker.dossier.complainant.preference == "phone"


def test_in_the_first_step_the_kind_can_be_changed_beside_the_button(walker):
    walker.done("back", reason="Toch een vraag.")
    assert walker.dossier.step == 1
    told = words_of(walker.get("dossier"))
    assert "Verander de soort" in told
