"""The page behind the link: what a complainant sees, adds and scores; and what nobody sees."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from dossiers import links
from dossiers.casework import actions as casework
from dossiers.casework import ending, writing
from dossiers.correspondence import delivery, guard, missed
from dossiers.documents.uploads import Accepted
from dossiers.evaluation import actions as evaluation
from dossiers.models import Contact, Dossier, Evaluation, Message, Party, Redress, Step
from dossiers.solutions import actions as solving

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(organisation, at):
    with time_machine.travel(at, tick=False) as clock:
        yield clock


def page_of(dossier, at, rest=""):
    return f"/volg/{links.secret_of(dossier, at=at)}/{rest}"


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def deliver(at):
    delivery.deliver_due(now=lambda: at)


def in_step(dossier, step):
    Dossier.objects.filter(pk=dossier.pk).update(step=step)
    dossier.refresh_from_db()


def asked(dossier, people, at):
    """In the last step, and the two questions went out."""
    in_step(dossier, Step.EVALUEREN)
    evaluation.ask_now(dossier, by=people["joris"], at=at)
    deliver(at + timedelta(seconds=5))


def introduced(dossier, people, at, days=12):
    dossier.refresh_from_db()
    casework.assign(dossier, people["fatma"], by=people["joris"], at=at)
    day = (at + days * DAY).date()
    writing.introduce(dossier, "U wachtte twee keer voor niets.", day, by=people["fatma"], at=at)


def test_r53_r74_r100_where_it_stands_who_helps_and_when(client, make_dossier, people, smtp_sink, at):
    dossier = make_dossier()
    text = read(client, page_of(dossier, at))
    assert "Onze bevestiging is nog onderweg" in text
    assert "Stap 2 van 7" in text
    assert "uiterlijk <strong>donderdag 19 november 2026</strong>" in text  # R90
    assert "sinds woensdag 18 november 2026" in text
    deliver(at + timedelta(seconds=5))
    introduced(dossier, people, at + HOUR)
    deliver(at + HOUR)
    text = read(client, page_of(dossier, at))
    assert "uiterlijk <strong>donderdag 19 november 2026</strong>" not in text
    assert "Stap 4 van 7. Wij zetten alles bij elkaar." in text
    assert "Onze bevestiging is nog onderweg" not in text
    assert "U vertelde het ons aan de telefoon." in text
    assert "U wachtte twee keer voor niets." in text
    assert "Fatma Aydin" in text
    assert "088 000 12 34" in text
    assert "maandag 30 november 2026" in text  # expected
    assert "woensdag 30 december 2026" in text  # at the latest


def test_r58_a_moved_date_stands_beside_the_old_one(client, make_dossier, people, smtp_sink, at):
    dossier = make_dossier()
    introduced(dossier, people, at)
    later = (at + 17 * DAY).date()
    writing.write(dossier, "De loodgieter kijkt eerst.", new_date=later, by=people["fatma"], at=at + HOUR)
    deliver(at + 2 * HOUR)
    text = read(client, page_of(dossier, at))
    assert "zaterdag 5 december 2026" in text
    assert "Eerst zeiden wij maandag 30 november 2026." in text
    assert "De loodgieter kijkt eerst." in text


def test_r46_r93_what_colleagues_write_to_each_other_is_never_shown(
    client, make_dossier, people, smtp_sink, at
):
    dossier = make_dossier()
    joris = people["joris"]
    file = SimpleUploadedFile("intern.txt", b"geheim")
    accepted = [Accepted(file, "intern.txt", "text/plain", 6)]
    note = casework.note(dossier, Contact.Kind.NOTE, "notitiekanarie", files=accepted, by=joris, at=at)
    casework.note(dossier, Contact.Kind.PHONE_OUT, "gesprekskanarie", by=joris, at=at)
    casework.add_party(dossier, Party.Part.RESPONDENT, {"name": "Beklaagdekanarie"}, by=joris, at=at)
    Redress.objects.create(dossier=dossier, kind="gift", what="bloemenkanarie", due_on=at.date())
    casework.make_promise(dossier, "beloftekanarie", at.date(), by=joris, at=at)
    held = writing.write(dossier, "nietverstuurdkanarie", by=joris, at=at)
    Message.objects.filter(pk=held.pk).update(state="held", reason="wacht")
    assert "kanarie" not in read(client, page_of(dossier, at)).lower()
    read(client, page_of(dossier, at, f"bestand/{note.attachments.get().pk}/"), status=404)


def test_r80_files_and_letters_of_this_dossier_only(client, make_dossier, people, smtp_sink, at):
    dossier, other = make_dossier(), make_dossier()
    deliver(at)
    mine, theirs = (d.messages.get(kind="ack").documents.get() for d in (dossier, other))
    response = client.get(page_of(dossier, at, f"brief/{mine.pk}.pdf"))
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"].startswith("attachment")
    read(client, page_of(dossier, at, f"brief/{theirs.pk}.pdf"), status=404)
    client.post(
        page_of(other, at), {"text": "foto", "files": SimpleUploadedFile("b.txt", b"tekst"), "token": "a"}
    )
    pk = other.attachments.get().pk
    response = client.get(page_of(other, at, f"bestand/{pk}/"))
    assert b"".join(response.streaming_content) == b"tekst"
    assert response["Content-Disposition"] == 'attachment; filename="b.txt"'
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    read(client, page_of(dossier, at, f"bestand/{pk}/"), status=404)


def test_add_something_once(client, make_dossier, at):
    """A double press is one message, another text with the same token is another; a colleague must still read it."""
    dossier = make_dossier()
    for text in ("Het plafond is nu bruin.", "Het plafond is nu bruin.", "En het ruikt muf."):
        response = client.post(page_of(dossier, at), {"text": text, "token": "k" * 32})
        assert response.status_code == 303
    rows = dossier.contacts.all()
    assert [(c.text, c.kind, c.by, c.read_at) for c in rows] == [
        ("Het plafond is nu bruin.", "customer_message", None, None),
        ("En het ruikt muf.", "customer_message", None, None),
    ]
    text = read(client, page_of(dossier, at))
    assert "Uw bericht is bij ons" in text
    assert "En het ruikt muf." in text


def test_a_wrong_file_or_an_empty_message_is_told(client, make_dossier, at):
    dossier = make_dossier()
    bad = client.post(
        page_of(dossier, at), {"text": "Kijk hier", "files": SimpleUploadedFile("x.exe", b"MZ")}
    )
    assert "niet aannemen" in bad.content.decode()
    assert "Kijk hier" in bad.content.decode()
    empty = client.post(page_of(dossier, at), {"text": " "})
    assert "Schrijf een bericht, of kies een bestand." in empty.content.decode()
    assert not dossier.contacts.exists()


def test_wrong_revoked_and_expired_look_alike(client, make_dossier, people, at):
    """A4: the page tells nothing about what there is, only how to get a new link."""
    dossier = make_dossier()
    old = page_of(dossier, at)
    ending.renew_link(dossier, by=people["joris"], at=at)
    expired = page_of(make_dossier(), at)
    links.Link.objects.filter(secret=expired.split("/")[2]).update(expires_at=at - DAY)
    wrong = f"/volg/{'x' * 27}/"
    pages = {read(client, a, status=404).replace(a.split("/")[2], "SECRET") for a in (old, expired, wrong)}
    assert len(pages) == 1
    told = pages.pop()
    assert "088 000 12 00" in told
    assert "klachten@woonstede.example" in told
    assert "Noem uw nummer als u dat bij de hand hebt (2026-…)." in told
    for rest in ("kopie.pdf", "evaluatie/", "bestand/1/", "brief/1.pdf"):
        assert client.get(old + rest).status_code == 404
    assert client.post(old, {"text": "hallo"}).status_code == 404


@pytest.mark.parametrize("rest", ["", "kopie.pdf", "evaluatie/"])
def test_link_pages_are_kept_and_found_by_nobody(client, make_dossier, at, rest):
    dossier = make_dossier()
    for address in (page_of(dossier, at, rest), f"/volg/nee/{rest}"):
        response = client.get(address)
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"


def test_closed_is_told_and_may_be_answered(client, make_dossier, people, at):
    dossier = make_dossier()
    ending.close_dossier(dossier, "withdrawn", note="wil niet meer", by=people["joris"], at=at)
    text = read(client, page_of(dossier, at))
    assert "U liet weten dat u hier niet mee verder wilt. Afgesloten op woensdag 18 november 2026." in text
    assert "Stap 2 van 7" not in text
    assert client.post(page_of(dossier, at), {"text": "Toch nog iets"}).status_code == 303


def test_steps_carry_the_day_they_were_done(client, make_dossier, people, smtp_sink, at, clock):
    dossier = make_dossier()
    deliver(at + timedelta(seconds=5))
    clock.move_to(at + DAY)
    introduced(dossier, people, at + DAY)
    deliver(at + DAY)
    told = (
        read(client, page_of(dossier, at))
        .replace('</ol></details>\n<ol class="kl-route-tall">', "")  # what is done is folded
        .split('<ol class="kl-route-tall">')[1]
        .split("</ol>")[0]
        .split("<li ")
    )
    assert "woensdag 18 november 2026, 10.00 uur" in told[2]
    assert "donderdag 19 november 2026" in told[3]
    assert "sinds donderdag 19 november 2026" in told[4]
    assert "kl-when" not in told[5]


def test_who_stays_unknown_is_promised_no_contact(client, make_dossier, at):
    dossier = make_dossier(complainant={"is_anonymous": True})
    text = read(client, page_of(dossier, at))
    assert "contactpersoon" not in text
    assert "Wie leest uw klacht?" in text
    assert "donderdag 19 november 2026" not in text


def test_words_and_files_of_people(client, make_dossier, at):
    """A language from right to left stands right; the size of a file is written as everywhere."""
    dossier = make_dossier()
    file = SimpleUploadedFile(f"{'n' * 90}.txt", b"x" * 2000)
    client.post(page_of(dossier, at), {"text": "تسريب في الحمام", "files": file})
    text = read(client, page_of(dossier, at))
    assert '<p dir="auto">تسريب في الحمام</p>' in text
    assert f"<span>{'n' * 90}.txt (2 kB)</span>" in text
    assert "nieuwe bestanden uit Word of Excel (docx, xlsx), hoogstens 10." in text


def test_what_is_no_complaint_walks_no_steps(client, make_dossier, at):
    text = read(client, page_of(make_dossier(kind="vraag"), at))
    assert "Waar staat uw klacht?" not in text
    assert "Uw bericht" in text


def test_r41_what_we_do_stands_there_once_the_answer_told_it(client, make_dossier, people, smtp_sink, at):
    dossier = make_dossier()
    Redress.objects.create(dossier=dossier, kind="gift", what="Een bos bloemen", due_on=at.date())
    assert "bos bloemen" not in read(client, page_of(dossier, at))
    message = writing.write(dossier, "Ons antwoord", by=people["joris"], at=at)
    Message.objects.filter(pk=message.pk).update(kind="answer")
    deliver(at + HOUR)
    assert "Een bos bloemen. Uiterlijk woensdag 18 november 2026." in read(client, page_of(dossier, at))


def test_r71_two_questions_from_the_mail_to_the_dossier(client, make_dossier, people, smtp_sink, at):
    dossier = make_dossier()
    assert "Dat vragen wij u later" in read(client, page_of(dossier, at, "evaluatie/"))
    asked(dossier, people, at)
    address = page_of(dossier, at, "evaluatie/")
    assert address in read(client, page_of(dossier, at))
    assert any(
        address in mail.get_body(("plain",)).get_content() for mail in smtp_sink.to("ria@verhoeven.example")
    )
    half = client.post(address, {"handling": "8", "comment": "Fijn gebeld"}).content.decode()
    assert "Kies een cijfer van 1 tot en met 10." in half
    assert "Fijn gebeld" in half
    assert not Evaluation.objects.exists()
    assert client.post(address, {"handling": "11", "solution": "0"}).status_code == 200
    assert (
        client.post(address, {"handling": "8", "solution": "6", "comment": "Fijn gebeld"}).status_code == 303
    )
    row = Evaluation.objects.get()
    assert (row.handling, row.solution, row.comment, row.noted_by) == (8, 6, "Fijn gebeld", None)
    event = dossier.events.get(kind="evaluated")
    assert (event.from_outside, event.quote) == (True, "Fijn gebeld")
    assert "Dank u wel" in read(client, address)
    text = read(client, page_of(dossier, at))
    assert "U gaf een <strong>8</strong> voor het contact met ons en een <strong>6</strong>" in text
    assert f"{address}?wijzig=1" in text
    assert f'{address}"' not in text
    assert "U vertelde ons hoe het ging" in text
    assert "Twee korte vragen" not in text


def test_after_a_low_score_somebody_gets_in_touch(client, make_dossier, people, smtp_sink, at):
    """R23: who is not content hears what happens now; a closed dossier wakes nobody, so there nothing is promised."""
    dossier = make_dossier()
    casework.assign(dossier, people["fatma"], by=people["joris"], at=at)
    asked(dossier, people, at)
    address = page_of(dossier, at, "evaluatie/")
    client.post(address, {"handling": "8", "solution": "5", "comment": ""})
    for text in (read(client, address), read(client, page_of(dossier, at))):
        assert "Fatma Aydin leest dit en neemt contact met u op." in text
        assert "088 000 12 34" in text
    ending.close_dossier(dossier, "answered", by=people["joris"], at=at)
    text = read(client, address)
    assert "neemt contact met u op" not in text
    assert "Fatma Aydin praat er graag met u over." in text


def test_r71_changed_until_it_is_closed(client, make_dossier, people, smtp_sink, at):
    dossier = make_dossier()
    asked(dossier, people, at)
    address = page_of(dossier, at, "evaluatie/")
    first = {"handling": "8", "solution": "6", "comment": ""}
    client.post(address, first)
    client.post(address, first)
    assert dossier.events.filter(kind="evaluated").count() == 1
    assert "checked" in read(client, f"{address}?wijzig=1")
    client.post(address, {**first, "solution": "9"})
    assert Evaluation.objects.get().solution == 9
    ending.close_dossier(dossier, "answered", by=people["joris"], at=at)
    client.post(address, {**first, "solution": "1"})
    assert Evaluation.objects.get().solution == 9
    assert "Verander mijn antwoord" not in read(client, address)


def test_r71_after_closing_an_answer_is_welcome_for_sixty_days(
    client, make_dossier, people, smtp_sink, at, clock
):
    dossier = make_dossier()
    asked(dossier, people, at)
    evaluation.note_absence(dossier, "nam niet op", by=people["joris"], at=at)
    ending.close_dossier(dossier, "answered", by=people["joris"], at=at)
    address, scores = page_of(dossier, at, "evaluatie/"), {"handling": "3", "solution": "4"}
    clock.move_to(at + 61 * DAY)
    client.post(address, scores)
    assert Evaluation.objects.get().answered_at is None
    assert "Deze vragen zijn gesloten" in read(client, address)
    clock.move_to(at + 59 * DAY)
    client.post(address, scores)
    assert (Evaluation.objects.get().solution, Evaluation.objects.get().absence) == (4, "")


def test_nothing_changes_by_looking(client, make_dossier, people, smtp_sink, at):
    dossier = make_dossier()
    asked(dossier, people, at)
    before = (Contact.objects.count(), dossier.events.count(), Message.objects.count())
    client.get(page_of(dossier, at))
    client.head(page_of(dossier, at))
    client.get(page_of(dossier, at, "evaluatie/"))
    assert (Contact.objects.count(), dossier.events.count(), Message.objects.count()) == before


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", ["procedure", "privacy", "toegankelijkheid"])
def test_r108_how_we_work_is_open_to_everybody(client, page, language):
    text = read(client, f"{language}/{page}/")
    assert "Woonstede" in text
    assert page != "procedure" or language or "42 dagen" in text


# --- health


def test_health_is_fine_and_names_nobody(client, make_dossier, at):
    make_dossier()
    for name in ("guard", "worker", "beat"):
        guard.beat(name, at=at)
    response = client.get("/gezondheid/")
    assert (response.status_code, response.json()["ok"]) == (200, True)
    assert response.json()["heartbeats"] == {"guard": 0, "worker": 0, "beat": 0}
    assert "Ria" not in response.content.decode()


def test_health_tells_a_silent_guard(client, at):
    assert client.get("/gezondheid/").status_code == 503
    guard.beat("guard", at=at - timedelta(minutes=6))
    assert client.get("/gezondheid/").status_code == 503


def test_health_tells_what_waits_too_long_also_after_many_tries(client, make_dossier, settings, at, clock):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    make_dossier()
    for minutes in (0, 1, 3, 8, 18):
        deliver(at + timedelta(minutes=minutes))
    clock.move_to(at + timedelta(minutes=31))
    guard.beat("guard", at=at + timedelta(minutes=31))
    response = client.get("/gezondheid/")
    assert (response.status_code, response.json()["oldest_due_seconds"]) == (503, 1860)


def test_health_without_a_database(client, monkeypatch):
    from django.db import DatabaseError

    def fails(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", fails)
    response = client.get("/gezondheid/")
    assert (response.status_code, response.json()) == (503, {"ok": False, "database": False})


def test_another_language_takes_along_a_message_and_an_evaluation(
    client, make_dossier, people, smtp_sink, at
):
    dossier = make_dossier()
    english = client.post("/en" + page_of(dossier, at), {"taal": "en", "text": "Nog dit", "token": "t" * 32})
    assert english.context["form"]["text"].value() == "Nog dit"
    assert english.context["form"]["token"].value() == "t" * 32
    asked(dossier, people, at)
    typed = {"taal": "en", "handling": "4", "comment": "Te traag"}
    looked = client.post("/en" + page_of(dossier, at, "evaluatie/"), typed)
    assert looked.context["form"]["handling"].value() == "4"
    assert "Te traag" in looked.content.decode()
    assert not Contact.objects.exists()
    assert not Evaluation.objects.exclude(answered_at=None).exists()


def test_r58_a_day_that_went_by_is_told_with_an_apology(client, make_dossier, people, smtp_sink, at, clock):
    dossier = make_dossier()
    introduced(dossier, people, at)
    dossier.refresh_from_db()
    late = "Wij zijn later dan wij zeiden. Het spijt ons."
    assert late not in read(client, page_of(dossier, at))
    clock.move_to(at + timedelta(days=80))
    assert late in read(client, page_of(dossier, at))
    asked(dossier, people, at)
    assert late not in read(client, page_of(dossier, at))


def test_a_message_under_a_link_that_was_renewed_stays_on_the_screen(client, make_dossier, people, at):
    dossier = make_dossier()
    old = links.secret_of(dossier, at=at)
    ending.renew_link(dossier, by=people["joris"], at=at)
    page = client.post(f"/volg/{old}/", {"text": "De kelder staat nu <ook> onder.", "token": "abc"})
    assert page.status_code == 404
    assert "De kelder staat nu &lt;ook&gt; onder." in page.content.decode()
    assert "Uw bericht is nog niet bij ons" in page.content.decode()
    assert "Uw bericht is nog niet bij ons" not in client.get(f"/volg/{old}/").content.decode()


def test_who_gave_a_phone_number_reads_that_we_call(client, at):
    """Nothing is on its way and no copy comes: a person calls, and once is enough to say by when."""
    where = client.post("/", {"story": "De lift staat stil.", "phone": "06 1234 5678", "token": "t" * 32})
    receipt = read(client, where["Location"])
    assert receipt.count("donderdag 19 november 2026") == 1
    dossier = Dossier.objects.get()
    text = read(client, page_of(dossier, at))
    assert "Stap 2 van 7. Wij bellen u." in text
    assert "Uiterlijk donderdag 19 november 2026. Dan hoort u dat uw klacht er is." in text
    assert "nog onderweg" not in text
    assert "een kopie van wat u ons vertelde" not in text
    Message.objects.filter(dossier=dossier).update(state="sent", sent_at=at)
    in_step(dossier, Step.INFORMEREN)
    text = read(client, page_of(dossier, at))
    assert "Om te zeggen dat uw klacht er is." in text
    assert "By Thursday" not in text
    assert "We called you" in read(client, "/en" + page_of(dossier, at))


def test_above_a_message_stands_who_signed_it(client, make_dossier, people, smtp_sink, at):
    """Joris presses the button for Fatma: the letter is hers, and so is the name above it."""
    dossier = make_dossier()
    deliver(at + timedelta(seconds=5))
    introduced(dossier, people, at + HOUR)
    writing.write(dossier, "Morgen komt de monteur.", by=people["joris"], at=at + HOUR)
    deliver(at + HOUR)
    text = read(client, page_of(dossier, at))
    assert "Morgen komt de monteur." in text
    assert "Joris Bakker" not in text
    assert text.count("<strong>Fatma Aydin</strong><span>") == 2


def test_the_answer_is_one_press_away_and_reads_as_the_mail_does(client, make_dossier, people, smtp_sink, at):
    """Headings, lists and the link to the commission; what is done folds."""
    dossier = make_dossier()
    deliver(at + timedelta(seconds=5))
    introduced(dossier, people, at)
    in_step(dossier, Step.OPLOSSEN)
    Redress.objects.create(dossier=dossier, kind="repair", what="Van Dam maakt de douche", due_on=at + DAY)
    with time_machine.travel(at + HOUR, tick=False):
        solving.send_answer(
            dossier,
            "Het spijt ons.\n\n- De monteur komt\n- U hoeft niets te doen",
            by=people["joris"],
            at=at + HOUR,
        )
    deliver(at + HOUR)
    text = read(client, page_of(dossier, at))
    answer = Message.objects.get(kind="answer")
    assert text.count(f'href="#bericht-{answer.pk}"') == 3
    assert f'id="bericht-{answer.pk}"' in text
    assert '<li dir="auto">De monteur komt</li>' in text
    assert "<h4>Dit doen wij</h4>" in text
    assert "<h4>Bent u het er niet mee eens?</h4>" in text
    assert '<a href="https://klachtencommissie.example"' in text
    assert "Al klaar: stap 1 tot en met 5" in text
    assert [document.name for document in answer.documents.all()] == [f"antwoord-{dossier.reference}.pdf"]


def test_who_was_called_in_vain_reads_it_and_how_to_reach_us(client, make_dossier, people, at):
    dossier = make_dossier()
    address, told = page_of(dossier, at), "maar spraken u niet"
    assert told not in read(client, address)
    missed.not_reached(dossier, by=people["joris"], at=at)
    page = read(client, address)
    assert f"Wij belden u op woensdag 18 november 2026, 10.00 uur, {told}. Bel ons op" in page
    assert "schrijf hieronder wanneer het u uitkomt" in page
    assert "We called you on Wednesday 18 November 2026" in read(client, f"/en{address}")
    missed.reached(dossier, at=at + HOUR)
    assert told not in read(client, address)
