"""What waits and has not gone tells the truth: made anew when the facts change, by itself or with one press."""

from __future__ import annotations

import pytest
import time_machine

from dossiers.correspondence import enclosures
from dossiers.models import Message, Step
from tests.walk import Walker, words_of

pytestmark = pytest.mark.django_db
HOME = "Kastanjelaan 48\n3999 ZX Lindewaard"
BY_POST = {"name": "W.F. Pietersen", "address": HOME, "email_vouched": True}
BY_PHONE = {"name": "Henk Smit", "phone": "06 12345678"}


@pytest.fixture
def joris(client_for, people, at):
    with time_machine.travel(at, tick=False):
        yield client_for(people["joris"])


@pytest.fixture
def posted(joris, make_dossier):
    return Walker(joris, make_dossier(complainant=dict(BY_POST)))


def ack(walker):
    return walker.dossier.messages.get(kind=Message.Kind.ACKNOWLEDGEMENT)


def page(walker, message):
    return walker.client.get(f"/werk/post/{message.pk}/")


def paper(message):
    row = message.documents.get(template="brief")
    assert enclosures.content_of(row).startswith(b"%PDF")
    return row.data


def test_a_name_that_is_mended_stands_in_the_letter_on_the_desk(posted):
    first = ack(posted)
    assert "Beste W.F. Pietersen," in first.text
    assert "W.F. Pietersen" in paper(first)["addressee"]
    told = words_of(posted.done("details", **posted.details(name="W.F. Pieterse", address="Dorp 1")))
    now = ack(posted)
    assert (now.to_name, now.to_address) == ("W.F. Pieterse", "Dorp 1")
    assert "Beste W.F. Pieterse," in now.text
    assert "Pietersen" not in now.text + now.html
    assert paper(now)["addressee"] == ["W.F. Pieterse", "Dorp 1"]
    assert "Jij veranderde wat erin stond; daarom is opnieuw gemaakt: bevestiging." in told
    assert (now.pk, now.once, now.message_id, now.state) == (first.pk, first.once, first.message_id, "held")
    assert now.documents.count() == first.documents.count() == 2
    assert "Maak het opnieuw" not in words_of(page(posted, now))


def test_what_says_nothing_in_the_letter_does_not_make_it_anew(posted):
    before = list(ack(posted).documents.values_list("pk", flat=True))
    posted.done("details", **posted.details(occurred="Elke zondag"))
    assert list(ack(posted).documents.values_list("pk", flat=True)) == before
    assert not posted.dossier.events.filter(kind="remade").exists()


def test_another_kind_takes_its_word_and_its_day_out_of_the_letter(posted):
    posted.done("back", reason="Het is een bezwaar.")
    day = "U krijgt ons antwoord."
    assert day in ack(posted).text
    assert "Wij hebben uw klacht ontvangen" in ack(posted).text
    posted.done("kind", kind="bezwaar")
    now = ack(posted)
    assert "Wij hebben uw bericht ontvangen" in now.text
    assert day not in now.text
    assert "klacht" not in now.subject
    assert "uw klacht" not in (now.html + now.text).lower()


def test_an_introduction_is_to_a_message_after_the_kind_changed(posted, people):
    """The letter on the desk, the promise and the next introduction follow the kind (R49)."""
    posted.client.post(f"/werk/post/{ack(posted).pk}/verzonden/")
    posted.done("assign", handler=people["joris"].pk)
    posted.done("introduce", text="U vertelde mij over de douche.", expected_on=posted.day(14))
    letter = posted.dossier.messages.get(kind="introduction")
    assert "Joris Bakker helpt u met uw klacht" in letter.subject
    for reason in ("Even kijken.", "Het is een vraag."):
        posted.done("back", reason=reason)
    told = words_of(posted.done("kind", kind="vraag"))
    assert "Antwoord op het bericht" in told
    posted.client.post(f"/werk/post/{letter.pk}/opnieuw/")
    held = posted.dossier.messages.filter(kind="introduction", state="held").last()
    posted.client.post(f"/werk/post/{held.pk}/niet-versturen/", {"reason": "Ik schrijf hem anders."})
    posted.done("introduce", text="Ik zoek het uit.", expected_on=posted.day(10))
    for row in posted.dossier.messages.filter(kind="introduction"):
        assert "helpt u met uw bericht" in row.subject
        assert "uw klacht" not in (row.text + row.html).lower()
    assert "Over het bericht" in words_of(posted.get("details"))


def test_a_mail_address_that_comes_later_is_the_road(joris, make_dossier, smtp_sink):
    walker = Walker(joris, make_dossier(complainant=dict(BY_PHONE)))
    assert (ack(walker).carrier, ack(walker).state) == ("phone", "held")
    walker.done("details", **walker.details(email="henk@smit.example"))
    assert (ack(walker).carrier, ack(walker).state, ack(walker).reason) == ("email", "queued", "")
    assert [row.template for row in ack(walker).documents.all()] == ["formulier"]


def test_what_has_gone_stays_as_it_went(posted, at):
    posted.client.post(f"/werk/post/{ack(posted).pk}/verzonden/")
    text = ack(posted).text
    posted.done("details", **posted.details(name="W.F. Pieterse"))
    assert ack(posted).text == text
    assert "Pietersen" in text
    posted.client.post(f"/werk/post/{ack(posted).pk}/opnieuw/")
    assert ack(posted).text == text


def test_a_letter_with_own_words_says_what_changed_and_is_made_anew_with_them(posted, people):
    posted.client.post(f"/werk/post/{ack(posted).pk}/verzonden/")
    posted.done("assign", handler=people["joris"].pk)
    posted.done("introduce", text="U vertelde mij over de douche.", expected_on=posted.day(14))
    letter = posted.dossier.messages.get(kind="introduction")
    assert "Maak het opnieuw" not in words_of(page(posted, letter))
    posted.done("details", **posted.details(name="W.F. Pieterse"))
    letter.refresh_from_db()
    assert "Beste W.F. Pietersen," in letter.text
    told = words_of(page(posted, letter))
    assert "iets veranderd: naam. Hieronder staat het nog zoals het was." in told
    done = posted.client.post(f"/werk/post/{letter.pk}/opnieuw/", follow=True)
    letter.refresh_from_db()
    assert "Beste W.F. Pieterse," in letter.text
    assert "U vertelde mij over de douche." in letter.text
    assert "W.F. Pieterse" in paper(letter)["addressee"]
    assert "Dit bericht is opnieuw gemaakt" in words_of(done)
    assert "iets veranderd" not in words_of(done)
    assert posted.dossier.events.filter(kind="remade", words__what="kennismaking").count() == 1


def test_two_who_press_make_it_anew_once(posted, people):
    posted.done("write", text="Wij komen morgen langs.")
    letter = posted.dossier.messages.get(kind="personal")
    posted.done("details", **posted.details(name="W.F. Pieterse"))
    posted.client.post(f"/werk/post/{letter.pk}/opnieuw/")
    second = posted.client.post(f"/werk/post/{letter.pk}/opnieuw/", follow=True)
    assert "Dit bericht is net weggegaan, of iemand anders was je voor." in words_of(second)
    assert posted.dossier.events.filter(kind="remade", words__what="persoonlijk bericht").count() == 1


def test_every_letter_can_be_made_anew(posted, people, category):
    """Each kind keeps what it was made of; its text with the same facts is the same text."""
    posted.client.post(f"/werk/post/{ack(posted).pk}/verzonden/")
    posted.done("assign", handler=people["joris"].pk)
    posted.done("introduce", text="U vertelde mij over de douche.", expected_on=posted.day(14))
    posted.done(
        "write", text="Wij komen later.", new_date=posted.day(20), reason="Er is een onderdeel nodig."
    )
    posted.done("close", closing="withdrawn", note="De melder wil niet verder.", text="Dank u wel.")
    kinds = ("introduction", "personal", "closing")
    before = dict(posted.dossier.messages.filter(kind__in=kinds).values_list("kind", "text"))
    posted.dossier.complainant.__class__.objects.filter(dossier=posted.dossier).update(name="Wim Pieterse")
    for message in posted.dossier.messages.filter(kind__in=kinds):
        posted.client.post(f"/werk/post/{message.pk}/opnieuw/")
        message.refresh_from_db()
        assert message.text == before[message.kind].replace("W.F. Pietersen", "Wim Pieterse")
    assert posted.dossier.events.filter(kind="remade").count() == len(before) == 3
    assert posted.dossier.step == Step.INFORMEREN or posted.dossier.closed_at
