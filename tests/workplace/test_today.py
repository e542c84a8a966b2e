"""Vandaag: what needs me now, in the order of harm; one click goes to the very place."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.casework import actions, ending, writing
from dossiers.documents.uploads import Accepted
from dossiers.evaluation.actions import evaluate, note_absence
from dossiers.models import Dossier, Message
from dossiers.timeline import complainant
from tests.walk import words_of
from tests.workplace.conftest import again, arrive

pytestmark = pytest.mark.django_db


def rows(response):
    """Title of the group, sentence, address; in order."""
    return [
        (group.title, f"{row.before}{row.name}{row.after}", row.url)
        for group in response.context["now"].groups
        for row in group.shown
    ]


def at_step(dossier, step, **fields):
    Dossier.objects.filter(pk=dossier.pk).update(step=step, **fields)
    return again(dossier)


@pytest.fixture
def everything(story, joris, at):
    """One of each: the eight things that may need Joris."""
    late = story("Familie Yılmaz", acknowledged=False)
    late.messages.update(state="failed", reason="adres onbekend")
    promised = story("Mevrouw Jansen", days=2)
    actions.make_promise(promised, "Bellen over de monteur", at.date(), by=joris, at=at - timedelta(days=2))
    near = at_step(story("Meneer Wubbels"), 6, decide_by=at.date() + timedelta(days=2))
    held = story("Mevrouw Oost", days=1)
    writing.introduce(held, "Dag", at.date() + timedelta(days=20), by=joris, at=at)
    held.messages.filter(kind="introduction").update(state="failed", reason="postbus vol")
    actions.customer_writes(story("Meneer De Vries"), "Prima zo. Dank voor het bellen.", at=at)
    story("Bewonersgroep Linde", handler=None)
    at_step(story("Meneer Kuipers"), 5, last_contact_at=at - timedelta(days=13))
    evaluate(
        pinas := at_step(story("Mevrouw Pinas"), 7), handling=9, solution=8, comment="Eindelijk iemand die luisterde.",
        by=complainant(pinas), at=at,
    )  # fmt: skip
    return {"late": late, "promised": promised, "near": near}


def test_the_order_is_the_order_of_harm(everything, page, joris):
    titles = [title for title, *_ in rows(page(joris))]
    assert titles == [
        "Nog niet bevestigd", "Beloofd voor vandaag", "Termijn dichtbij", "Post die niet weg is", "Er kwam antwoord",
        "Zonder behandelaar", "Te lang stil", "Evaluatie binnen",
    ]  # fmt: skip


def test_each_row_is_a_sentence_with_a_person_and_leads_to_the_very_place(everything, page, joris):
    d = everything
    found = {title: (sentence, url) for title, sentence, url in rows(page(joris))}
    ack = d["late"].messages.get()
    assert found["Nog niet bevestigd"] == (
        "Familie Yılmaz weet nog niet dat de klacht binnen is", f"/werk/post/{ack.pk}/"
    )  # fmt: skip
    sentence, url = found["Beloofd voor vandaag"]
    assert sentence == "Je beloofde Mevrouw Jansen: bellen over de monteur"
    assert url == f"/werk/dossiers/{d['promised'].reference}/contact/?soort=phone_out"
    sentence, url = found["Termijn dichtbij"]
    assert sentence == "Antwoord aan Meneer Wubbels uiterlijk vrijdag 20 november"
    assert url == f"/werk/dossiers/{d['near'].reference}/antwoord/"
    assert found["Te lang stil"][0] == "Meneer Kuipers hoorde 9 werkdagen niets"
    assert (
        found["Evaluatie binnen"][0] == "Mevrouw Pinas gaf een 9 voor het contact en een 8 voor de oplossing"
    )


def test_every_address_on_vandaag_opens(everything, page, joris, client_for):
    client = client_for(joris)
    for _title, sentence, url in rows(page(joris)):
        assert client.get(url.partition("#")[0]).status_code == 200, sentence


def test_the_count_and_the_greeting(everything, page, joris):
    told = words_of(response := page(joris))
    assert response.context["today_count"] == 8
    assert "Goedemorgen Joris" in told
    assert "Woensdag 18 november. Acht dingen vragen vandaag om jou. Familie Yılmaz eerst." in told


def test_the_first_button_stands_out_and_only_that_one(everything, page, joris):
    assert page(joris).content.decode().count("btn-primary") == 1 + 1, (
        "one row, and the banner of the silent guard"
    )


def test_a_kind_word_is_read_aloud(everything, page, joris):
    assert "Mooi om te horen Eindelijk iemand die luisterde." in words_of(page(joris))


@pytest.mark.parametrize(("hour", "greeting"), [(8, "Goedemorgen"), (13, "Goedemiddag"), (19, "Goedenavond")])
def test_the_greeting_follows_the_clock(page, joris, at, hour, greeting):
    with time_machine.travel(at.replace(hour=hour), tick=False):
        assert greeting in words_of(page(joris))


def test_nothing_to_do_is_good_news(page, joris, story, at):
    assert "Er zijn nog geen klachten" in words_of(page(joris))
    Dossier.objects.filter(pk=story().pk).update(closed_at=at)
    assert "Niets vraagt nu om jou Mooi moment om iemand te bellen die tevreden was." in words_of(page(joris))


def test_an_acknowledgement_may_take_half_an_hour(story, page, joris, at):
    dossier = story(acknowledged=False)
    assert not rows(page(joris))
    with time_machine.travel(at + timedelta(minutes=31), tick=False):
        [(title, _, url)] = rows(page(joris))
    assert (title, url) == ("Nog niet bevestigd", f"/werk/post/{dossier.messages.get().pk}/")


def test_a_promise_that_is_late_says_so(story, page, joris, at):
    dossier = story(days=5)
    actions.make_promise(
        dossier, "Sleutel brengen", at.date() - timedelta(days=2), by=joris, at=at - timedelta(days=5)
    )
    told = words_of(page(joris))
    assert "Uiterlijk maandag 16 november, 2 dagen te laat. Beloofd op vrijdag 13 november" in told
    [row] = dossier.promises.all()
    actions.keep_promise(row, by=joris, at=at)
    assert not rows(page(joris))


def test_what_is_late_stands_before_what_is_for_today_and_under_its_own_words(story, page, joris, at):
    for name, day in (("Mevrouw Jansen", 0), ("Meneer Kuipers", 1)):
        due = at.date() - timedelta(days=day)
        actions.make_promise(story(name, days=3), "Bellen", due, by=joris, at=at - timedelta(days=3))
    found = [(title, sentence) for title, sentence, _url in rows(page(joris))]
    assert found == [
        ("Beloofd, en nu te laat", "Je beloofde Meneer Kuipers: bellen"),
        ("Beloofd voor vandaag", "Je beloofde Mevrouw Jansen: bellen"),
    ]


def test_a_dossier_from_a_colleague_is_new_until_something_is_done_with_it(story, page, people, joris, at):
    marleen = people["marleen"]
    dossier = story("Mevrouw Aalbers")
    actions.assign(dossier, marleen, by=joris, at=at)
    assert not rows(page(joris)), "who gave it is rid of it"
    [(title, sentence, url)] = rows(response := page(marleen))
    assert (title, sentence) == ("Nieuw bij jou", "Mevrouw Aalbers is nu bij jou")
    assert url == f"/werk/dossiers/{dossier.reference}/#nu"
    assert "Joris Bakker gaf je dit. Vandaag, 10.00 uur: De douche lekt" in words_of(response)
    actions.note(again(dossier), "phone_out", "Dag, ik ben Marleen.", by=marleen, at=at)
    assert not rows(page(marleen))
    actions.assign(again(dossier), joris, by=marleen, at=at)
    assert [title for title, *_ in rows(page(joris))] == ["Nieuw bij jou"], "and back again"


def test_what_somebody_took_himself_is_not_new(story, page, joris):
    story()
    assert not rows(page(joris))


def test_a_first_step_that_is_too_late_says_so(story, page, joris):
    """R90: one working day; Thursday the 12th asks for Friday the 13th."""
    story("Meneer Tijdig", handler=None, days=1)
    story("Meneer Laat", handler=None, days=6)
    found = {row.name: row for group in page(joris).context["now"].groups for row in group.rows}
    assert found["Meneer Laat"].reason.startswith("3 werkdagen te laat. Do 12 nov, 10.00 uur. ")
    assert (found["Meneer Laat"].tone, found["Meneer Tijdig"].tone) == ("stop", "care")


def test_who_has_no_name_is_called_in_lower_case_inside_a_sentence(story, page, joris, at):
    dossier = story(complainant={"phone": "0600000003"})
    actions.make_promise(dossier, "Bellen", at.date(), by=joris, at=at)
    assert "Je beloofde de melder : bellen" in words_of(response := page(joris))
    assert "De melder eerst." in words_of(response)


def test_a_promise_of_somebody_else_is_his(story, page, people, joris, at):
    dossier = story(handler=people["marleen"])
    actions.make_promise(dossier, "Bellen", at.date(), by=people["marleen"], at=at)
    assert not rows(page(joris))
    assert [title for title, *_ in rows(page(people["marleen"]))] == ["Beloofd voor vandaag"]


def test_a_promised_answer_is_one_row_not_two(story, page, joris, at):
    dossier = story(days=30)
    writing.set_expected(dossier, at.date(), by=joris, at=at - timedelta(days=20))
    at_step(dossier, 6, decide_by=at.date() + timedelta(days=1), last_contact_at=at)
    assert [title for title, *_ in rows(page(joris))] == ["Beloofd voor vandaag"]


def test_an_answer_that_is_under_way_is_no_deadline_any_more(story, page, joris, at):
    dossier = at_step(story(), 6, decide_by=at.date())
    ack = dossier.messages.get()
    Message.objects.create(
        once="answer:x", dossier=dossier, kind="answer", carrier="email", subject="Antwoord", text="x", sender="x@x.nl",
        message_id="<x@x>", created_at=at, due_at=at, state="queued", to_address=ack.to_address,
    )  # fmt: skip
    assert not rows(page(joris))


def test_an_unread_message_stays_until_it_is_read(story, page, joris, at):
    dossier = story()
    first = actions.customer_writes(dossier, "Hallo", at=at)
    second = actions.customer_writes(dossier, "Nog iets", at=at)
    assert [title for title, *_ in rows(page(joris))] == ["Er kwam antwoord"], "one row per dossier"
    assert "(en 1 eerder). “Nog iets”" in words_of(page(joris))
    for contact in (first, second):
        actions.read_message(contact, at=at)
    assert not rows(page(joris))


def test_a_message_of_files_only_names_them(story, page, joris, at):
    files = [Accepted(SimpleUploadedFile(n, b"x"), n, "text/plain", 1) for n in ("foto.txt", "brief.txt")]
    dossier = story("Meneer De Vries")
    actions.customer_writes(dossier, "", files=files[:1], at=at)
    assert "Meneer De Vries stuurde een bestand Vandaag, 10.00 uur. foto.txt" in words_of(page(joris))
    actions.customer_writes(dossier, "", files=files, at=at)
    assert "stuurde 2 bestanden Vandaag, 10.00 uur (en 1 eerder). foto.txt, brief.txt" in words_of(
        page(joris)
    )


def test_a_message_after_closing_is_seen_too(story, page, joris, at):
    dossier = story()
    ending.close_dossier(dossier, "withdrawn", note="Opgelost", by=joris, at=at)
    arrive(dossier, at)
    actions.customer_writes(dossier, "Toch nog niet goed", at=at)
    assert [title for title, *_ in rows(page(joris))] == ["Er kwam antwoord"]


def test_r23_a_low_score_asks_for_a_call_first(story, page, joris, at):
    dossier = at_step(story(), 7)
    evaluate(dossier, handling=8, solution=4, comment="Nog niet klaar.", by=complainant(dossier), at=at)
    [(_, sentence, url)] = rows(page(joris))
    assert sentence == "Ria Verhoeven is nog niet tevreden: een 8 voor het contact en een 4 voor de oplossing"
    assert url.endswith("/contact/?soort=phone_out")
    actions.note(dossier, "phone_out", "Gebeld en geluisterd", by=joris, at=at + timedelta(minutes=5))
    [(_, _, url)] = rows(page(joris))
    assert url.endswith("/sluiten/")


def test_no_evaluation_is_closed_as_well(story, page, joris, at):
    dossier = at_step(story(), 7)
    assert not rows(page(joris))
    note_absence(dossier, "Geen reactie", by=joris, at=at)
    [(title, _, url)] = rows(page(joris))
    assert (title, url) == ("Evaluatie binnen", f"/werk/dossiers/{dossier.reference}/sluiten/")


def test_an_anonymous_complainant_can_not_be_silent(story, page, joris, at):
    at_step(story(complainant={"is_anonymous": True}), 5, last_contact_at=at - timedelta(days=30))
    assert not rows(page(joris))


def test_silence_counts_working_days_and_knows_holidays(story, page, joris, at):
    from dossiers.models import Holiday

    # seven working days after Monday the 9th is Wednesday the 18th
    dossier = at_step(story(), 5, last_contact_at=at - timedelta(days=9))
    assert [title for title, *_ in rows(page(joris))] == ["Te lang stil"]
    Holiday.objects.create(day=at.date() - timedelta(days=1), name="Sluitingsdag", sort="closing")
    assert not rows(page(joris))
    assert again(dossier).is_open


def test_a2_another_teams_dossiers_stay_away(story, page, people, at):
    fatma = people["fatma"]
    secret = story("Kanarie Geheim", handler=None, by=fatma, acknowledged=False)
    secret.messages.update(state="failed", reason="adres onbekend")
    actions.customer_writes(secret, "Kanarie", at=at)
    for who in ("joris", "marleen", "balie"):
        assert "Kanarie" not in words_of(page(people[who])), who
    assert "Kanarie" in words_of(page(fatma))


def test_a_medewerker_follows_what_he_logged(story, page, people, joris):
    story("Meneer Snel", by=people["balie"], handler=None)
    told = words_of(page(people["balie"]))
    assert "Wat ik vastlegde" in told
    assert "Een collega pakt het op." in told
    assert "Zonder behandelaar" not in told
    assert "Is dit een klacht? Iemand is niet tevreden over wat wij deden" in told, "R48"
    main = page(people["balie"]).content.decode().partition("<aside")[0]
    assert "Wat ik vastlegde" in main, "it is his page, so it does not stand in the margin"


def test_who_only_keeps_the_settings_starts_there(page, people):
    assert page(people["beheer"]).url == "/instellingen/"
    assert page(people["niets"]).status_code == 403


def test_coming_days(story, page, joris, at):
    dossier = story()
    actions.make_promise(dossier, "Monteur komt", at.date() + timedelta(days=1), by=joris, at=at)
    assert "Komende dagen do 19 nov Ria Verhoeven: monteur komt" in words_of(page(joris))


def test_who_logged_it_sees_the_confirmation_through(story, page, people):
    """A call that must still be made asks for the one who took the complaint down, until somebody handles it."""
    phone = {"name": "Henk Pieterse", "phone": "06 12 34 56 78"}
    dossier = story(by=people["balie"], handler=None, acknowledged=False, complainant=phone)
    told = page(people["balie"])
    assert [title for title, *_ in rows(told)] == ["Nog niet bevestigd"]
    message = f"/werk/post/{dossier.messages.get().pk}/"
    assert rows(told)[0][2] == message
    assert (
        f'class="btn btn-primary" href="{message}">Bel en bevestig'
        in page(people["balie"], f"/werk/dossiers/{dossier.reference}/").content.decode()
    )
    actions.assign(dossier, people["fatma"], by=people["fatma"], at=dossier.registered_at)
    assert rows(page(people["balie"])) == []


def test_each_name_opens_the_dossier(everything, page, joris, client_for):
    html = page(joris).content.decode()
    for group in page(joris).context["now"].groups:
        for row in group.shown:
            assert re.fullmatch(r"/werk/dossiers/2026-\d+-./", row.about)
            assert f'<a class="kl-ink" href="{row.about}"><strong>{row.name}</strong></a>' in html
