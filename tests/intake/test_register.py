"""Registreren: what a colleague hears on the phone becomes a dossier, acknowledged in the same breath."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils import timezone

from dossiers.correspondence import flood
from dossiers.correspondence.delivery import deliver_due
from dossiers.intake.subject import subject_of
from dossiers.models import Dossier, Evaluation, Filing, Message, Party

STORY = "De douche lekt sinds 6 oktober. Er kwam twee keer niemand."
tokens = count()


def told(**changes):
    """The form as a colleague fills it in during a call, with the least there can be."""
    now = timezone.localtime()
    return {
        "token": f"token-{next(tokens)}",
        "story": STORY,
        "email": "ria@verhoeven.example",
        "preference": "email",
        "language": "nl",
        "kind": "klacht",
        "level": "klacht",
        "carrier": "telefoon",
        "route": "rechtstreeks",
        "received_on": f"{now:%Y-%m-%d}",
        "received_time": f"{now:%H:%M}",
    } | changes


@pytest.fixture
def desk(client_for, people):
    return client_for(people["balie"])


def said_after(response):
    return [str(message) for message in response.context["messages"]]


def errors_of(response):
    return response.context["form"].errors


def test_a_call_becomes_a_dossier_and_the_confirmation_goes_at_once(desk, people, smtp_sink):
    answer = desk.post("/werk/registreren/", told(name="Ria Verhoeven"))
    dossier = Dossier.objects.get()
    assert answer.url == f"/werk/dossiers/{dossier.reference}/"
    assert dossier.registered_by == people["balie"]
    assert (dossier.subject, dossier.carrier, dossier.kind) == (subject_of(STORY), "telefoon", "klacht")
    assert dossier.form == [
        ["Wat is er gebeurd?", STORY],
        ["Uw naam", "Ria Verhoeven"],
        ["Uw mailadres", "ria@verhoeven.example"],
    ]
    deliver_due()
    (mail,) = smtp_sink.to("ria@verhoeven.example")
    assert "Beste Ria Verhoeven," in mail.get_body(("plain",)).get_content()
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf"]


def test_the_number_is_there_to_read_out(desk):
    answer = desk.post("/werk/registreren/", told(), follow=False)
    page = desk.get("/account/wachtwoord/", follow=True)
    reference = answer.url.split("/")[-2]
    assert any(
        reference in line and "per mail naar ria@verhoeven.example" in line for line in said_after(page)
    )


@pytest.mark.parametrize(
    ("reached", "carrier", "says"),
    [
        ({"email": "", "phone": "06 12345678"}, "phone", "Zeg nu dat wij het hebben"),
        ({"email": "", "address": "Kastanjelaan 48\r\n3999 ZX Lindewaard"}, "letter", "Druk hem vandaag af"),
        ({"email": "", "is_anonymous": "on"}, "page", "blijft anoniem"),
    ],
)
def test_without_a_mail_address_a_person_confirms_today(desk, reached, carrier, says):
    desk.post("/werk/registreren/", told(**reached))
    confirmation = Message.objects.get()
    assert confirmation.carrier == carrier
    assert confirmation.state == ("suppressed" if carrier == "page" else "held")
    page = desk.get("/account/wachtwoord/")
    assert any(says in line for line in said_after(page))


def test_a_letter_has_the_letter_itself_as_pdf(desk):
    desk.post(
        "/werk/registreren/",
        told(email="", address="Kastanjelaan 48\r\n3999 ZX Lindewaard", name="Ria Verhoeven"),
    )
    brief, copy = Message.objects.get().documents.all()
    assert (brief.template, copy.template) == ("brief", "formulier")
    assert brief.data["addressee"] == ["Ria Verhoeven", "Kastanjelaan 48", "3999 ZX Lindewaard"]
    page = desk.get(f"/werk/post/{brief.message_id}/{brief.pk}.pdf")
    assert page.content.startswith(b"%PDF")


def test_the_moment_of_receipt_is_to_the_minute_and_may_be_past(desk):
    desk.post("/werk/registreren/", told(received_on="2026-01-05", received_time="09:41"))
    dossier = Dossier.objects.get()
    assert f"{timezone.localtime(dossier.received_at):%Y-%m-%d %H:%M}" == "2026-01-05 09:41"
    assert dossier.registered_at > dossier.received_at


def test_the_moment_of_receipt_is_never_to_come(desk):
    tomorrow = timezone.localtime() + timedelta(days=1)
    answer = desk.post("/werk/registreren/", told(received_on=f"{tomorrow:%Y-%m-%d}"))
    assert "nog niet geweest" in errors_of(answer)["received_on"][0]
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"story": " "}, "story", "Schrijf op wat er is gebeurd."),
        ({"email": ""}, "phone", "Vraag een telefoonnummer"),
        ({"email": "ria@verhoeven"}, "email", "stuk na de punt"),
        ({"is_anonymous": "on"}, "is_anonymous", "Haal het een of het ander weg"),
        ({"done": "Bloemen gestuurd"}, "happened", "alle drie"),
        ({"behalf_name": "Mevrouw De Wit"}, "name", "wie je nu spreekt"),
        ({"behalf_relation": "dochter", "name": "Ria"}, "behalf_name", "namens wie"),
        ({"received_on": "0001-01-01"}, "received_on", "te lang geleden"),
        ({"kind": "iets"}, "kind", "Kies"),
    ],
)
def test_what_is_still_needed_is_said_and_nothing_is_lost(desk, wrong, field, sentence):
    answer = desk.post("/werk/registreren/", told(occurred="Thuis, in oktober") | wrong)
    assert answer.status_code == 200
    assert sentence in " ".join(errors_of(answer)[field])
    assert "Thuis, in oktober" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_a_double_press_is_one_dossier(desk):
    form = told()
    first, second = desk.post("/werk/registreren/", form), desk.post("/werk/registreren/", form)
    assert first.url == second.url
    assert Dossier.objects.count() == 1
    assert Filing.objects.get().source == ""


def test_back_and_the_button_again_is_the_same_dossier(desk):
    first, second = desk.post("/werk/registreren/", told()), desk.post("/werk/registreren/", told())
    assert first.url == second.url
    assert any("Dit staat er al." in line for line in said_after(desk.get("/account/wachtwoord/")))


@pytest.mark.parametrize("other", [{"story": "De kraan lekt."}, {"email": "jan@verhoeven.example"}])
def test_other_words_or_another_person_is_another_dossier(desk, other):
    desk.post("/werk/registreren/", told())
    desk.post("/werk/registreren/", told(**other))
    assert Dossier.objects.count() == 2


def test_the_same_words_after_an_hour_or_by_a_colleague_are_another_dossier(desk, client_for, people):
    desk.post("/werk/registreren/", told())
    client_for(people["joris"]).post("/werk/registreren/", told())
    Dossier.objects.update(
        registered_at=F("registered_at") - timedelta(hours=2),
        received_at=F("received_at") - timedelta(hours=2),
    )
    desk.post("/werk/registreren/", told())
    assert Dossier.objects.count() == 3


def test_what_turns_out_to_be_solved_is_never_lost(desk):
    desk.post("/werk/registreren/", told())
    lines = {"happened": "Niemand kwam.", "done": "Monteur gestuurd", "own_words": "Zo is het goed."}
    desk.post("/werk/registreren/", told(**lines))
    assert [d.is_open for d in Dossier.objects.order_by("pk")] == [True, False]


def test_other_words_on_the_same_page_come_with_it_as_a_note(desk):
    form = told(name="Ria Verhoeven")
    first = desk.post("/werk/registreren/", form)
    other = form | {"story": "De douche lekt, en de berging ook.", "proposal": "Kom morgen."}
    for _ in range(2):
        assert desk.post("/werk/registreren/", other).url == first.url
    dossier = Dossier.objects.get()
    [note] = dossier.contacts.all()
    assert note.text == (
        "Wat is er gebeurd?\nDe douche lekt, en de berging ook.\n\nOf zegt u het liever zelf?\nKom morgen."
    )
    assert any(
        "Wat je nu anders invulde, staat er als notitie bij." in line
        for line in said_after(desk.get(first.url))
    )


def test_another_person_on_the_same_page_is_another_dossier(desk, client_for, people):
    form = told(name="Ria Verhoeven")
    desk.post("/werk/registreren/", form)
    for _ in range(2):
        desk.post("/werk/registreren/", form | {"name": "Jan Smit", "story": "De bel is stuk."})
    client_for(people["joris"]).post("/werk/registreren/", form | {"story": "De lift ook."})
    assert [d.story for d in Dossier.objects.order_by("pk")] == [STORY, "De bel is stuk.", "De lift ook."]


def test_a_slip_in_the_mail_address_is_asked_about_once(desk):
    form = told(email="ria@hotmial.com")
    asked = desk.post("/werk/registreren/", form).content.decode()
    assert "Is het misschien ria@hotmail.com?" in asked
    assert STORY in asked
    assert not Dossier.objects.exists()
    desk.post("/werk/registreren/", form | {"mail_asked": "ria@hotmial.com", "mail_meant": "ja"})
    assert Message.objects.get().to_address == "ria@hotmail.com"
    desk.post(
        "/werk/registreren/", told(email="jan@hotmial.com", mail_asked="jan@hotmial.com", mail_told="1")
    )
    assert Message.objects.latest("pk").to_address == "jan@hotmial.com"
    question = desk.post("/werk/registreren/mailadres/", {"email": "ria@hotmial.com"}).content.decode()
    assert "Is het misschien ria@hotmail.com?" in question


def test_the_lines_of_what_was_solved_are_never_lost(desk):
    """Solved after all: a dossier of its own. Solved, and its lines written again: a note."""
    form, lines = (
        told(),
        {"happened": "Niemand kwam.", "done": "Monteur gestuurd", "own_words": "Zo is het goed."},
    )
    for changes in ({}, lines, lines):
        desk.post("/werk/registreren/", form | changes)
    assert [d.is_open for d in Dossier.objects.order_by("pk")] == [True, False]
    solved = form | {"token": "nog een", "email": "jan@smit.example"} | lines
    desk.post("/werk/registreren/", solved)
    desk.post("/werk/registreren/", solved | {"own_words": "Ik ben er blij mee."})
    last = Dossier.objects.latest("pk")
    assert "Ik ben er blij mee." in last.contacts.get().text


def test_what_colleagues_register_does_not_fill_the_caps_of_the_public_form(desk):
    desk.post("/werk/registreren/", told())
    assert not flood.stops(most=0, at=timezone.now())


def test_solved_during_the_call_is_registered_and_closed_with_two_mails(desk, people, smtp_sink):
    lines = {
        "happened": "De monteur kwam niet.",
        "done": "Vandaag nog een monteur gestuurd",
        "own_words": "Zo is het goed, dank je.",
    }
    desk.post("/werk/registreren/", told(name="Ria Verhoeven", **lines))
    dossier = Dossier.objects.get()
    assert not dossier.is_open
    assert dossier.handler == people["balie"]
    assert dossier.periods.get().closing == "solved_at_once"
    assert Evaluation.objects.get().comment == "Zo is het goed, dank je."
    assert dossier.events.get(kind="contact").quote == "Zo is het goed, dank je."
    deliver_due()
    titles = [mail["Subject"] for mail in smtp_sink.to("ria@verhoeven.example")]
    assert titles == [
        f"Wij hebben uw klacht ontvangen ({dossier.reference})",
        f"Uw klacht is klaar: alles op een rij ({dossier.reference})",
    ]


def test_a_question_that_was_answered_on_the_phone_is_closed_as_handled(desk):
    lines = {"happened": "Vroeg naar de huurprijs.", "done": "De prijs genoemd", "own_words": "Duidelijk."}
    desk.post("/werk/registreren/", told(kind="vraag", **lines))
    dossier = Dossier.objects.get()
    assert dossier.periods.get().closing == "not_a_complaint"
    assert dossier.step == 1


def test_nothing_is_kept_when_closing_fails(desk, monkeypatch):
    from dossiers.intake import at_once
    from dossiers.lifecycle import NotYet

    def fail(*args, **kwargs):
        raise NotYet("Zo kun je dit dossier nu niet sluiten.")

    monkeypatch.setattr(at_once, "close_dossier", fail)
    answer = desk.post("/werk/registreren/", told(happened="a", done="b", own_words="c"))
    assert "nu niet sluiten" in " ".join(errors_of(answer)["__all__"])
    assert not Dossier.objects.exists()
    assert not Message.objects.exists()


def test_who_speaks_for_somebody_else_gets_the_mail(desk, smtp_sink):
    desk.post(
        "/werk/registreren/",
        told(name="Ria Verhoeven", behalf_name="Mevrouw De Wit", behalf_relation="dochter"),
    )
    dossier = Dossier.objects.get()
    assert dossier.complainant.name == "Mevrouw De Wit"
    assert dossier.route == "vertegenwoordiger"
    party = dossier.parties.get(part=Party.Part.REPRESENTATIVE)
    assert (party.name, party.relation, party.email) == ("Ria Verhoeven", "dochter", "ria@verhoeven.example")
    deliver_due()
    assert (
        "Beste Ria Verhoeven," in smtp_sink.to("ria@verhoeven.example")[0].get_body(("plain",)).get_content()
    )


def test_an_english_speaker_gets_english(desk):
    desk.post("/werk/registreren/", told(language="en"))
    message = Message.objects.get()
    assert message.language == "en"
    assert '<html lang="en">' in message.html


def test_the_subject_decides_the_team_unless_another_is_chosen(desk, category, teams):
    desk.post("/werk/registreren/", told(category=category.pk))
    desk.post("/werk/registreren/", told(category=category.pk, team=teams["klant"].pk, story="Iets anders."))
    assert [d.team.name for d in Dossier.objects.order_by("pk")] == ["Onderhoud", "Klant en klacht"]


def test_files_come_along_and_a_wrong_one_is_explained(desk):
    photo = SimpleUploadedFile("lek.txt", b"nat", content_type="text/plain")
    desk.post("/werk/registreren/", told(files=[photo]))
    assert Dossier.objects.get().attachments.get().name == "lek.txt"
    program = SimpleUploadedFile("lek.exe", b"MZ")
    answer = desk.post("/werk/registreren/", told(files=[program]))
    assert "niet aannemen" in errors_of(answer)["files"][0]


def test_every_kind_has_its_definition_beside_it(desk):
    page = desk.get("/werk/registreren/").content.decode()
    assert page.count('name="kind"') == 6
    assert "Was het al gemeld en kwam er niemand, dan is het een klacht." in page
    assert page.count("autofocus") == 1 + page.count("<dialog"), "a closed window has a focus of its own"


def test_what_we_know_of_somebody_is_not_asked_again(client_for, people, make_dossier, desk):
    known = make_dossier()
    page = client_for(people["joris"]).get(f"/werk/registreren/?melder={known.reference}")
    assert page.context["form"]["email"].value() == "ria@verhoeven.example"
    hidden = desk.get(f"/werk/registreren/?melder={known.reference}")
    assert "ria@verhoeven.example" not in hidden.content.decode()


def test_only_staff_registers(client, client_for, people):
    assert client.get("/werk/registreren/").status_code == 302
    assert client_for(people["niets"]).get("/werk/registreren/").status_code == 403
    assert client_for(people["beheer"]).post("/werk/registreren/", told()).status_code == 403


@pytest.mark.parametrize(
    ("story", "subject"),
    [
        ("De douche lekt.", "De douche lekt"),
        (
            "Beste mensen,\n\nik wacht al drie weken op bericht. Dat kan niet.",
            "Ik wacht al drie weken op bericht",
        ),
        ("Help! De kelder staat vol.\nMeer", "Help! De kelder staat vol"),
        ("Dag en nacht herrie, en niemand komt.", "Dag en nacht herrie, en niemand komt"),
        ("woord " * 40, "Woord " + "woord " * 9 + "woord…"),
        ("x" * 200, "X" + "x" * 69 + "…"),
        ("Hallo.", "Hallo"),
        ("Geachte heer, mevrouw, Al sinds februari is er schimmel.", "Al sinds februari is er schimmel"),
        ("Geachte heer/mevrouw,\n\nDe lift staat stil.", "De lift staat stil"),
        ("Geachte dames en heren,\nmevrouw,\n\nDe lift staat stil.", "De lift staat stil"),
        ("L.S.,\nde lift staat stil.", "De lift staat stil"),
        ("Mevrouw De Wit, mijn buurvrouw, maakt herrie.", "Mevrouw De Wit, mijn buurvrouw, maakt herrie"),
        ("Hier is het al weken koud, en niemand komt.", "Hier is het al weken koud, en niemand komt"),
        ("Meneer is woedend. De monteur kwam weer niet.", "De monteur kwam weer niet"),
        ("Mevrouw belt. Ze is erg boos! De kelder staat blank.", "De kelder staat blank"),
        ("Ik wil een klacht indienen. Mijn brief is kwijt.", "Mijn brief is kwijt"),
        ("Ik ben boos omdat niemand terugbelt.", "Ik ben boos omdat niemand terugbelt"),
        ("Meneer is woedend.", "Meneer is woedend"),
    ],
)
def test_a_subject_is_the_beginning_of_the_story(story, subject):
    assert subject_of(story) == subject


def test_a_story_of_only_a_mood_is_called_by_its_topic(desk, category):
    """The melder may read the subject: it is never "Meneer is woedend" where we know more."""
    desk.post("/werk/registreren/", told(story="Meneer is woedend.", category=category.pk))
    assert Dossier.objects.get().subject == category.name


def test_a_number_with_a_figure_too_few_is_asked_about_once(desk):
    """It may be the only way to reach him; it is never refused."""
    form = told(email="", phone="06 1234567")
    asked = desk.post("/werk/registreren/", form)
    assert "cijfer te weinig" in errors_of(asked)["phone"][0]
    assert not Dossier.objects.exists()
    assert 'name="phone_asked" value="06 1234567"' in asked.content.decode()
    desk.post("/werk/registreren/", form | {"phone_asked": "06 1234567"})
    person = Dossier.objects.get().complainant
    assert (person.phone, person.preference) == ("06 1234567", "phone")


def test_a_day_without_an_hour_is_enough(desk):
    desk.post("/werk/registreren/", told(received_on="2026-01-05", received_time=""))
    assert f"{timezone.localtime(Dossier.objects.get().received_at):%Y-%m-%d %H:%M}" == "2026-01-05 12:00"
    desk.post("/werk/registreren/", told(received_time="", email="nu@verhoeven.example"))
    now = Dossier.objects.latest("pk")
    assert now.registered_at - now.received_at < timedelta(minutes=1)
    wrong = desk.post("/werk/registreren/", told(received_time="half drie"))
    assert errors_of(wrong)["received_time"] == ["Vul de tijd in, zoals 14:30."]


def test_the_fold_with_the_post_address_opens_when_it_is_asked_for(desk):
    asked = desk.post("/werk/registreren/", told(email=""))
    assert asked.context["form"].folds()["more"]
    assert not desk.get("/werk/registreren/").context["form"].folds()["more"]
