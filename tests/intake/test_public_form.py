"""The public form, as a visitor uses it: file, get a receipt, get a mail, follow the link."""

from datetime import timedelta
from io import BytesIO
from re import search

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from dossiers.correspondence import delivery
from dossiers.models import Dossier, Event, Filing, Message, Party
from tests.visitor import hidden_fields, with_work

pytestmark = pytest.mark.django_db
STORY = "De douche lekt sinds 6 oktober. Er kwam twee keer niemand."
RIA = {"story": STORY, "name": "Ria Verhoeven", "email": "ria@verhoeven.example", "token": "t" * 32}


@pytest.fixture(autouse=True)
def _now(organisation, at):
    with time_machine.travel(at, tick=False):
        yield


def send(client, path="/", **changes):
    """Fill the form in and press the button; a value of None leaves a field out."""
    return client.post(path, {k: v for k, v in {**RIA, **changes}.items() if v is not None})


def page(response):
    return response.content.decode()


def deliver(at):
    return delivery.deliver_due(now=lambda: at + timedelta(seconds=5))


def words_of(pdf):
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages).split())


def all_but_pdf(mail):
    """Every header and every part that is text, decoded."""
    parts = [p.get_content() for p in mail.walk() if p.get_content_maintype() == "text"]
    return "\n".join([*(f"{k}: {v}" for k, v in mail.items()), *parts])


def test_looking_at_the_form_writes_nothing(client):
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/")
    assert response.status_code == 200
    assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []
    assert response["Cache-Control"] == "private, no-cache"


def test_r54_r55_r56_r62_file_receive_and_follow(client, smtp_sink, at):
    """From the form to the receipt, the mail with its copy, and the page behind its link."""
    response = send(client, **with_work(hidden_fields(client)))
    assert response.status_code == 303
    dossier = Dossier.objects.get()
    assert (dossier.story, dossier.received_at, dossier.kind) == (STORY, at, "klacht")
    assert dossier.subject == "De douche lekt sinds 6 oktober"

    receipt = client.get(response["Location"])
    assert dossier.reference in page(receipt)
    assert "woensdag 18 november 2026 om 10.00 uur" in page(receipt)
    assert "donderdag 19 november 2026" in page(receipt)  # R90: the first working day
    assert "woensdag 30 december 2026" in page(receipt)  # 42 days
    assert "Wij sturen hem nu naar ria@verhoeven.example." in page(receipt)
    assert receipt["Cache-Control"] == "private, no-store"

    deliver(at)
    [mail] = smtp_sink.to("ria@verhoeven.example")
    pdf = next(p for p in mail.iter_attachments() if p.get_content_type() == "application/pdf")
    assert STORY in words_of(pdf.get_content())
    assert "gestuurd naar ria@verhoeven.example" in page(client.get(response["Location"]))
    link = search(r"http://localhost(/volg/[\w-]+/)", mail.get_body(("plain",)).get_content())[1]
    followed = client.get(link)
    assert followed.status_code == 200
    assert "Stap 3 van 7" in page(followed)
    assert client.get(f"{link}kopie.pdf").content == pdf.get_content()


def test_r39_r60_the_form_is_kept_as_it_was_filled_in(client):
    send(
        client, phone="06 1234 5678 (na 18 uur)", occurred="14 oktober, thuis",
        feelings=["boos", "tijd"], wishes=["uitleg"],
        proposal="Bel van tevoren.", better="Zeg het\r\nals er niemand komt.",
    )  # fmt: skip
    dossier = Dossier.objects.get()
    assert dossier.form == [
        ["Wat is er gebeurd?", STORY],
        ["Uw naam", "Ria Verhoeven"],
        ["Uw mailadres", "ria@verhoeven.example"],
        ["Uw telefoonnummer", "06 1234 5678 (na 18 uur)"],
        ["Wanneer en waar was het?", "14 oktober, thuis"],
        ["Wat deed het met u?", "Ik ben boos, Het kostte mij tijd"],
        ["Wat zou u helpen?", "Uitleg"],
        ["Of zegt u het liever zelf?", "Bel van tevoren."],
        ["Hoe hadden wij u beter kunnen helpen?", "Zeg het\nals er niemand komt."],
    ]
    assert (dossier.occurred, dossier.customer_proposal) == ("14 oktober, thuis", "Bel van tevoren.")
    assert dossier.complainant.email_vouched is False


def test_f18_a_double_click_is_one_complaint_and_shows_the_same_receipt(client):
    first, second = send(client), send(client)
    assert first["Location"] == second["Location"]
    assert (Dossier.objects.count(), Message.objects.count()) == (1, 1)


def test_who_goes_back_and_writes_something_else_loses_nothing(client):
    """The page of before still has its token: the other words come with that complaint, and a retry of them is one."""
    paper = "En nu is ook de berging nat geworden.\r\nKijk maar."
    send(client)
    for _ in range(2):
        second = send(client, story=paper, wishes=["bellen"])
    dossier = Dossier.objects.get()
    [message] = dossier.contacts.all()
    assert message.text == (
        "Wat is er gebeurd?\nEn nu is ook de berging nat geworden.\nKijk maar.\n\n"
        "Wat zou u helpen?\nDat iemand mij belt"
    )
    assert (message.kind, message.read_at) == ("customer_message", None), (
        "a colleague sees it as something new"
    )
    assert Event.objects.filter(kind="customer_wrote", quote=message.text).count() == 1
    assert Message.objects.count() == 1, "one acknowledgement"
    assert "U had deze klacht al verstuurd." in page(client.get(second["Location"]))
    assert "U had deze klacht al verstuurd." not in page(client.get(send(client)["Location"]))
    followed = page(client.get(second["Location"].split("?")[0].replace("ontvangen", "volg")))
    assert "ook de berging nat geworden" in followed


def test_a_file_that_comes_with_the_second_press_is_kept(client):
    """A browser that goes back forgets the files, and that is no news."""
    files = {"files": SimpleUploadedFile("brief.txt", b"een brief")}
    send(client, **files)
    assert "aangevuld" not in send(client)["Location"]
    assert "aangevuld" in send(client, files=SimpleUploadedFile("lek.txt", b"een lek"))["Location"]
    dossier = Dossier.objects.get()
    assert [(a.name, a.contact is None) for a in dossier.attachments.order_by("pk")] == [
        ("brief.txt", True),
        ("lek.txt", False),
    ]


def test_a_form_without_its_token_is_still_a_complaint(client):
    send(client, token=None)
    send(client, token=None, story="En de bel doet het niet.")
    assert Dossier.objects.count() == 2


def test_back_and_the_button_again_is_one_complaint(client, at):
    """The browser fetches a fresh form, with a fresh token, and puts the same words in it."""

    def again(token, visitor=client, **changes):
        return send(visitor, token=token * 32, files=SimpleUploadedFile("brief.txt", b"een brief"), **changes)

    first = again("a")
    assert again("b")["Location"] == first["Location"]
    assert (Dossier.objects.count(), Message.objects.count(), Filing.objects.count()) == (1, 1, 1)
    again("c", story="De douche lekt nog.")
    send(client, token="d" * 32)  # without the file
    again("e", visitor=Client(REMOTE_ADDR="198.51.100.7"))
    assert Dossier.objects.count() == 4, "other words, other files and another place are another complaint"
    with time_machine.travel(at + timedelta(minutes=61), tick=False):
        again("f")
    assert Dossier.objects.count() == 5


@pytest.mark.parametrize(
    "other",
    [
        {"email": "jan@anders.example"},
        {"name": "Jan", "email": None, "phone": "0612345678"},
        {"anonymous": "on"},
    ],
)
def test_the_same_token_gives_nobody_else_the_receipt(client, other):
    """Somebody else at the same screen, or a mended mail address: a complaint of his own, with its own receipt."""
    first, second = send(client), send(client, story="Iets heel anders.", **other)
    again = send(client, story="Iets heel anders.", **other)
    assert first["Location"] != second["Location"]
    assert again["Location"] == second["Location"]
    assert [d.story for d in Dossier.objects.order_by("pk")] == [STORY, "Iets heel anders."]
    assert Message.objects.filter(once__startswith="ack:").count() == 2


@pytest.mark.parametrize(("later", "source"), [(61, "127.0.0.1"), (1, "198.51.100.7")])
def test_another_hour_or_another_place_is_another_complaint(client, at, later, source):
    send(client)
    with time_machine.travel(at + timedelta(minutes=later), tick=False):
        send(Client(REMOTE_ADDR=source), story="En de berging ook.")
    assert Dossier.objects.count() == 2


def test_the_honeypot_keeps_the_complaint_and_holds_the_mail(client, smtp_sink, at):
    response = send(client, website="http://koop.example")
    assert response.status_code == 303
    message = Message.objects.get()
    assert (message.state, Filing.objects.get().marked) == ("held", message.reason)
    deliver(at)
    assert smtp_sink.mails == []
    receipt = page(client.get(response["Location"]))
    assert (
        "Uw klacht is bij ons. Een collega kijkt nog of wij u kunnen mailen op ria@verhoeven.example."
        in receipt
    )
    for untrue in ("U krijgt een mail van ons", "staat ook in de mail", "Geen mail gekregen?"):
        assert untrue not in receipt


def test_while_the_mail_server_is_away_the_receipt_says_when_the_mail_goes(client, settings, at):
    receipt = send(client)["Location"]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    deliver(at)
    assert Message.objects.get().attempts == 1
    told = page(client.get(receipt))
    assert "Zodra onze mail het weer doet, gaat hij naar ria@verhoeven.example, vandaag nog." in told
    assert "Wij sturen hem nu" not in told
    assert "As soon as our email works again" in page(client.get(f"/en{receipt}"))


def test_a_mail_that_waits_its_turn_after_a_flood_does_not_go_now(client, at):
    receipt = send(client)["Location"]
    Message.objects.update(due_at=at + timedelta(hours=3))
    assert "Daarom sturen wij hem later naar ria@verhoeven.example." in page(client.get(receipt))


def test_anonymous_the_page_is_the_acknowledgement(client, at):
    """Who wants to stay unknown, is: what was typed in the other fields is kept nowhere."""
    response = send(client, anonymous="on", email="kapot@", phone="06")
    dossier, message = Dossier.objects.get(), Message.objects.get()
    assert (dossier.complainant.is_anonymous, dossier.complainant.called) == (True, "Anonieme melder")
    assert "Ria" not in str(dossier.form)
    assert "kapot" not in str(dossier.form)
    assert (message.state, message.to_address) == ("suppressed", "")
    assert Event.objects.filter(kind="shown", dossier=dossier).exists()
    receipt = page(client.get(response["Location"]))
    assert "Deze pagina is uw bevestiging" in receipt
    link = search(r"http://localhost(/volg/[\w-]+/)", receipt)[1]
    assert "Wij lezen uw klacht" in page(client.get(link))
    assert STORY in words_of(client.get(f"{link}kopie.pdf").content)


def test_anonymous_and_filled_in_all_the_same_is_told(client):
    """The receipt says that the details are gone, also after looking again, and how to give them after all."""
    where = send(client, anonymous="on")["Location"]
    for _ in range(2):
        receipt = page(client.get(where))
        assert "naam, mailadres en telefoonnummer <strong>niet bewaard</strong>" in receipt
        assert "Zet uw gegevens dan in een bericht op" in receipt
        assert "contactpersoon" not in receipt
    bare = send(client, anonymous="on", name=None, email=None, story="De lift staat stil.")
    assert "niet bewaard" not in page(client.get(bare["Location"]))
    assert "niet bewaard" not in page(client.get(f"{send(client)['Location']}?niet-bewaard"))


def test_by_phone_somebody_calls_by_the_next_working_day(client, at):
    """On a Friday evening nobody is there to call today, so nothing of that kind is promised."""
    with time_machine.travel(at + timedelta(days=2, hours=12), tick=False):
        response = send(client, email=None, phone="06 1234 5678")
        receipt = page(client.get(response["Location"]))
    message = Message.objects.get()
    assert (message.carrier, message.state, message.to_address) == ("phone", "held", "06 1234 5678")
    assert "belt u op 06 1234 5678" in receipt
    assert receipt.count("Uiterlijk <strong>maandag 23 november 2026</strong>.") == 1  # said once
    assert "Vandaag nog" not in receipt
    assert search(r'<a [^>]*href="(http://localhost/volg/[\w-]+/)">\1</a>', receipt)


def test_a6_no_word_of_a_visitor_travels_in_a_mail(client, smtp_sink, at):
    """Only the PDF copy repeats what somebody typed."""
    canaries = {
        "story": "kanarieverhaal http://a6.example", "name": "Kanarienaam 0900-1234", "phone": "0612345678 kanariebel",
        "occurred": "kanarieplek", "proposal": "kanariewens", "better": "kanariebeter",
    }  # fmt: skip
    send(client, **canaries, **with_work(hidden_fields(client)))
    deliver(at)
    [mail] = smtp_sink.to("ria@verhoeven.example")
    told = all_but_pdf(mail)
    assert "anarie" not in told
    assert "a6.example" not in told
    assert "0612345678" not in told
    copy = next(p.get_content() for p in mail.iter_attachments())
    assert "kanarieverhaal" in words_of(copy)


def test_r63_somebody_else_speaks(client, smtp_sink, at):
    """The letters go to who wrote; the complaint is of who it is for."""
    send(client, on_behalf="on", for_name="Mevrouw De Vries", relation="dochter")
    dossier = Dossier.objects.get()
    assert (dossier.complainant.name, dossier.route) == ("Mevrouw De Vries", "vertegenwoordiger")
    speaker = dossier.parties.get(part=Party.Part.REPRESENTATIVE)
    assert (speaker.name, speaker.relation, speaker.email) == (
        "Ria Verhoeven",
        "dochter",
        "ria@verhoeven.example",
    )
    assert ["Voor wie schrijft u?", "Mevrouw De Vries"] in dossier.form
    deliver(at)
    assert len(smtp_sink.to("ria@verhoeven.example")) == 1


def test_for_whom_filled_in_without_the_tick_counts_too(client):
    send(client, for_name="Oom Jan", name=None)
    dossier = Dossier.objects.get()
    assert (dossier.complainant.name, dossier.parties.get().name) == ("Oom Jan", "ria@verhoeven.example")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"email": "ria@voorbeeld"}, "ontbreekt het stuk na de punt, zoals .nl"),
        ({"email": "ria.voorbeeld.nl"}, "ontbreekt het apenstaartje"),
        ({"email": "ria verhoeven@voorbeeld.nl"}, "staat een spatie"),
        ({"email": "ria@voor_beeld.nl"}, "Dit mailadres klopt nog niet"),
        ({"email": "ria@[127.0.0.1]"}, "Dit mailadres klopt nog niet"),
        ({"phone": "06"}, "Kijk of er een cijfer te veel of te weinig staat"),
        ({"email": None}, "Vul een mailadres of een telefoonnummer in"),
        ({"story": "   "}, "Een paar woorden is genoeg"),
        ({"story": "a" * 20_001}, "Uw tekst heeft 20.001 tekens. Er passen er 20.000."),
    ],
)
def test_a_mistake_is_told_clearly_and_nothing_typed_is_lost(client, changes, told):
    kept = {"occurred": "14 oktober bij mij", "better": "Met een belletje", "for_name": "Tante Els"}
    response = send(client, feelings=["zorgen"], **kept, **changes)
    text = page(response)
    assert response.status_code == 200
    assert told in text
    assert "Er is nog één ding nodig" in text
    assert "kl-band-short" in text
    assert RIA["token"] in text
    for typed in [*kept.values(), *filter(None, changes.values())]:
        assert typed.strip() in text
    assert search(r'value="zorgen"[^>]*checked', text)
    assert not Dossier.objects.exists()


def test_anonymous_with_a_mistake_keeps_the_other_fields_on_the_page(client):
    text = page(send(client, anonymous="on", story=""))
    assert "ria@verhoeven.example" in text
    assert search(r'name="anonymous"[^>]*checked', text)


def test_for_somebody_else_but_for_whom(client):
    text = page(send(client, on_behalf="on"))
    assert "Schrijf hier voor wie u dit doet." in text
    assert not Dossier.objects.exists()
    assert send(client, on_behalf="on", relation="dochter").status_code == 303


def test_the_form_promises_what_is_there(client):
    text = page(client.get("/"))
    assert "Foto’s, pdf’s en nieuwe bestanden uit Word of Excel (docx, xlsx), hoogstens 10." in text
    assert "één bestand mag 10 MB groot zijn, alles samen 20 MB." in text
    assert "Bel ons als wij open zijn." in text
    assert "op te lossen en ervan te leren" in text
    assert "wij kunnen u dan niet bellen of schrijven" in text


def test_files_come_along(client):
    response = send(
        client,
        files=[SimpleUploadedFile("brief.txt", b"een brief"), SimpleUploadedFile("kort.txt", b"nog een")],
    )
    assert [a.name for a in Dossier.objects.get().attachments.all()] == ["brief.txt", "kort.txt"]
    assert ", met 2 bestanden</span>" in page(client.get(response["Location"]))


def test_a_wrong_file_is_named_and_the_rest_stays(client):
    """A browser keeps no file, so also those that were fine must be chosen again."""
    files = [SimpleUploadedFile(name, b"MZ") for name in ("virus.exe", "brief.txt", "kort.txt")]
    text = page(send(client, files=files))
    assert "“virus.exe” is een soort bestand dat wij niet aannemen" in text
    assert "Kies de bestanden opnieuw. Een browser bewaart ze niet." in text
    assert "Ook deze, die goed waren: “brief.txt”, “kort.txt”." in text
    assert STORY in text
    assert not Dossier.objects.exists()


def test_files_must_be_chosen_again_after_another_mistake(client):
    text = page(send(client, email="ria@voorbeeld", files=SimpleUploadedFile("brief.txt", b"een brief")))
    assert "Kies de bestanden opnieuw" in text
    assert '<input type="hidden" name="files_lost" value="1"' in text
    again = page(send(client, email="ria@gmial.com", files_lost="1"))
    assert "Kies de bestanden opnieuw" in again, "also after a second mistake"
    assert "Kies de bestanden opnieuw" not in page(send(client, email="ria@voorbeeld"))


def test_an_address_with_other_letters_is_taken_and_mailable(client, smtp_sink, at):
    send(client, email="ria@bücher.example")
    deliver(at)
    assert len(smtp_sink.to("ria@xn--bcher-kva.example")) == 1
    assert ["Uw mailadres", "ria@bücher.example"] in Dossier.objects.get().form


def test_a5_the_fourth_mail_in_an_hour_waits_for_a_person(client, smtp_sink, at):
    for number in range(4):
        send(client, token=f"{number}" * 32, story=f"{STORY} Al {number} keer.")
    deliver(at)
    assert len(smtp_sink.mails) == 3
    assert (Dossier.objects.count(), Message.objects.filter(state="held").count()) == (4, 1)


def test_english_page_english_letter(client):
    response = send(client, path="/en/", token="e" * 32)
    assert response["Location"].startswith("/en/ontvangen/")
    dossier, message = Dossier.objects.get(), Message.objects.get()
    assert (dossier.language, dossier.complainant.language, message.language) == ("en", "en", "en")
    assert "/en/volg/" in message.text
    assert "Wednesday 18 November 2026" in message.text
    assert "Wednesday 18 November 2026" in page(client.get(response["Location"]))


def test_the_receipt_stands_for_a_day(client, at):
    where = send(client)["Location"]
    with time_machine.travel(at + timedelta(hours=25), tick=False):
        later = client.get(where)
        assert later.status_code == 302
        assert later["Location"] == where.replace("ontvangen", "volg")
    assert client.get("/ontvangen/bestaat-niet/", follow=True).status_code == 404


def test_csrf_works_with_a_cookie_and_without_script():
    client = Client(enforce_csrf_checks=True)
    assert send(client).status_code == 403
    secret = search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page(client.get("/")))[1]
    assert send(client, csrfmiddlewaretoken=secret).status_code == 303


def test_another_language_takes_along_what_was_typed_and_files_nothing(client):
    said = {"taal": "en", "feelings": ["boos", "geld"], "phone": "kapot", "files": "foto.jpg"}
    english = send(client, "/en/", **said)
    assert english.status_code == 200
    form = english.context["form"]
    assert {name: form[name].value() for name in ("story", "phone", "token", "feelings")} == {
        "story": STORY, "phone": "kapot", "token": RIA["token"], "feelings": ["boos", "geld"],
    }  # fmt: skip
    assert STORY in page(english)
    assert not form.errors
    assert "choose the files again" in page(english)
    assert "Verder in het Nederlands" in page(english)
    assert not Dossier.objects.exists()
    assert send(client, "/en/").status_code == 303


SLIP = {"email": "ria@gmial.com", "mail_asked": "ria@gmial.com"}


def test_a_slip_in_the_mail_address_is_asked_about_once(client):
    """A question, never a refusal: what was typed stays, and the second press goes."""
    asked = send(client, email="ria@gmial.com", wishes=["bellen"])
    told = page(asked)
    assert asked.status_code == 200
    assert "Bedoelt u ria@gmail.com?" in told
    assert STORY in told
    assert 'value="ria@gmial.com"' in told
    assert set(search(r'name="mail_(?:asked|told)" value="([^"]+)".*name="mail_told" value="1"', told).groups()) == {
        "ria@gmial.com"
    }  # fmt: skip
    assert not Dossier.objects.exists()
    assert send(client, **SLIP, mail_told="1").status_code == 303
    assert Message.objects.get().to_address == "ria@gmial.com"


def test_the_question_in_passing_may_be_overlooked_so_the_page_asks_too(client):
    assert "Bedoelt u ria@gmail.com?" in page(send(client, **SLIP))
    assert "mail_told" not in page(client.post("/mailadres/", {"email": "ria@gmial.com"}))
    assert not Dossier.objects.exists()


def test_an_unanswered_doubt_tells_a_stranger_nothing(client, smtp_sink, at):
    """Whoever reads gmial.com gets no copy and no way in, before he says that the address is his."""
    worked = with_work(hidden_fields(client))
    receipt = page(client.get(send(client, **SLIP, **worked, mail_told="1")["Location"]))
    assert "Wij weten niet zeker of ria@gmial.com klopt." in receipt
    assert "De link naar uw klacht staat ook in de mail" not in receipt
    deliver(at)
    (mail,) = smtp_sink.to("ria@gmial.com")
    assert list(mail.iter_attachments()) == []
    told = all_but_pdf(mail)
    assert "Is dit uw mailadres?" in told
    assert not any(
        word in told for word in ("/volg/", "Ria", "douche", Dossier.objects.get().links.get().secret)
    )
    confirming = search(r"http://localhost(/adres/[\w-]+/)", told)[1]
    assert "/kopie.pdf" not in page(client.get(confirming))
    assert "/kopie.pdf" in page(client.post(confirming, follow=True))


@pytest.mark.parametrize("meant", ["ja", "nee"])
def test_who_answers_gets_his_copy_at_once(client, smtp_sink, at, meant):
    send(client, **SLIP, **with_work(hidden_fields(client)), mail_meant=meant)
    deliver(at)
    (mail,) = smtp_sink.to({"ja": "ria@gmail.com", "nee": "ria@gmial.com"}[meant])
    assert len(list(mail.iter_attachments())) == 1
    assert "/volg/" in all_but_pdf(mail)


@pytest.mark.parametrize(
    ("chosen", "to"), [("ja", "ria@gmail.com"), ("nee", "ria@gmial.com"), ("onzin", "ria@gmial.com")]
)
def test_what_was_chosen_is_the_address(client, chosen, to):
    send(client, **SLIP, mail_told="1", mail_meant=chosen)
    assert Message.objects.get().to_address == to
    assert ["Uw mailadres", to] in Dossier.objects.get().form


def test_another_slip_after_the_question_is_another_question(client):
    told = page(send(client, email="ria@hotmial.com", mail_asked="ria@gmial.com", mail_meant="ja"))
    assert "Bedoelt u ria@hotmail.com?" in told


def test_the_question_about_the_address_in_english_and_with_a_choice_that_stays(client):
    told = page(
        send(client, "/en/", email="ria@gmial.com", story="", mail_asked="ria@gmial.com", mail_meant="ja")
    )
    assert "Did you mean ria@gmail.com?" in told
    assert 'data-mail="ria@gmail.com" checked' in told
    assert "Did you mean" not in page(send(client, "/en/", email="ria@gmail.com", story=""))


def test_who_gives_no_details_is_asked_nothing(client):
    assert send(client, email="ria@gmial.com", anonymous="on").status_code == 303


def test_the_question_while_somebody_types(client):
    """What near.js puts under the field; an address stands in no log."""
    assert "Bedoelt u ria@ziggo.nl?" in page(client.post("/mailadres/", {"email": " ria@zigo.nl "}))
    assert page(client.post("/mailadres/", {"email": "ria@ziggo.nl"})).strip() == ""
    assert "<script>" not in page(client.post("/mailadres/", {"email": "<script>@gmial.com"}))
    assert client.get("/mailadres/").status_code == 405


FEW = "06 1234567"


def test_a_number_with_a_figure_too_few_is_asked_about_once(client):
    """It may be the only way to reach him; it is never refused, and nothing typed is lost."""
    asked = page(send(client, email=None, phone=FEW))
    assert "is er een cijfer te weinig?" in asked
    assert STORY in asked
    assert not Dossier.objects.exists()
    assert f'name="phone_asked" value="{FEW}"' in asked
    assert send(client, email=None, phone=FEW, phone_asked=FEW).status_code == 303
    assert Dossier.objects.get().complainant.phone == FEW


def test_another_odd_number_is_another_question(client):
    asked = page(send(client, email=None, phone="06 765432", phone_asked=FEW))
    assert "is er een cijfer te weinig?" in asked
    assert "is a figure missing?" in page(send(client, "/en/", email=None, phone=FEW))


def test_of_a_number_that_goes_nowhere_nothing_is_asked(client):
    """Who gives no details is not asked to mend them; a number from abroad is a number."""
    assert send(client, email=None, phone=FEW, anonymous="on").status_code == 303
    assert send(client, email=None, phone="+32 470 12 34 56", token="u" * 32).status_code == 303


def test_a_number_is_asked_about_in_passing(client, client_for, people):
    told = page(client.post("/mailadres/", {"phone": f" {FEW} "}))
    assert "dan hoeft u niets te doen" in told
    assert f'name="phone_asked" value="{FEW}"' in told
    assert page(client.post("/mailadres/", {"phone": "06 12345678"})).strip() == ""
    ours = page(client_for(people["joris"]).post("/werk/registreren/mailadres/", {"phone": FEW}))
    assert "dan hoef je niets te doen" in ours
