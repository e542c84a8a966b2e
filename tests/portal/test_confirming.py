"""The link that proves an address: who may be called by name, and the copy that is lost for nobody (A6, R56)."""

import re
from datetime import timedelta

import pytest
import time_machine

from dossiers import links
from dossiers.correspondence import delivery
from dossiers.models import Complainant, Confirmation, Dossier, Event, Message
from tests.visitor import hidden_fields, with_work

pytestmark = pytest.mark.django_db
RIA = "ria@verhoeven.example"
TOLD = {"story": "De lift staat al een week stil.", "email": RIA, "name": "Ria Verhoeven"}


@pytest.fixture(autouse=True)
def clock(organisation, at):
    with time_machine.travel(at, tick=False) as clock:
        yield clock


def file_it(client, **changes):
    client.post("/", {**TOLD, **changes})
    return Dossier.objects.order_by("-pk").first()


def mailed(smtp_sink, at, to=RIA):
    delivery.deliver_due(now=lambda: at + timedelta(seconds=5))
    return smtp_sink.to(to)[-1].get_body(("plain",)).get_content()


def link_in(text):
    return re.search(r"http://localhost((?:/en)?/adres/[\w-]+/)", text)[1]


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_from_the_mail_to_the_copy(client, smtp_sink, at):
    dossier = file_it(client)
    text = mailed(smtp_sink, at)
    assert text.count("Goedendag,") == 1
    assert "Ria" not in text
    link = link_in(text)
    page = read(client, link)
    assert RIA in page
    assert "Ja, dit is mijn mailadres" in page
    assert "lift" not in page
    assert not Complainant.objects.get().email_vouched, "mail programs look at links by themselves"
    after = client.post(link, follow=True)
    assert after.redirect_chain == [(link, 303)]
    copy = re.search(r'href="(/volg/[\w-]+/kopie.pdf)"', after.content.decode())[1]
    assert client.get(copy)["Content-Type"] == "application/pdf"
    assert Complainant.objects.get().email_vouched
    client.post(link)
    assert [e.words for e in Event.objects.filter(kind="address_confirmed", dossier=dossier)] == [
        {"address": RIA}
    ]


def test_the_html_has_the_link_too_and_no_typed_word(client):
    file_it(client)
    message = Message.objects.get()
    assert message.html.count(link_in(message.text)) >= 1
    assert "Ria" not in message.html


def test_the_follow_page_promises_no_copy_that_did_not_go(client, smtp_sink, at):
    dossier = file_it(client)
    follow = f"/volg/{links.secret_of(dossier, at=at)}/"
    assert "Er staat een link in naar een kopie." in read(client, follow)
    link = link_in(mailed(smtp_sink, at))
    assert "Met een link naar een kopie van wat u ons vertelde." in read(client, follow)
    client.post(link)
    again = file_it(client, story="En de bel doet het niet.")
    mailed(smtp_sink, at)
    page = read(client, f"/volg/{links.secret_of(again, at=at)}/")
    assert "Met een kopie van wat u ons vertelde." in page
    assert "Met een link naar een kopie" not in page


def test_in_english(client):
    client.post("/en/", TOLD)
    text = Message.objects.get().text
    assert "Confirm your email address here." in text
    assert "Is this your email address?" in read(client, link_in(text))


def test_who_filed_never_sees_the_link(client, people, client_for, smtp_sink, at):
    """Somebody who typed the address of another can't confirm it: not by the receipt, not by the page he may follow."""
    dossier = file_it(client)
    link = link_in(mailed(smtp_sink, at))
    follow = f"/volg/{links.secret_of(dossier, at=at)}/"
    assert "Onze bevestiging" in read(client, follow)
    assert "/adres/" not in read(client, follow)
    receipt = follow.replace("volg", "ontvangen")
    assert "/adres/" not in read(client, receipt)
    staff = client_for(people["joris"])
    message = Message.objects.get()
    for rest in ("", "opmaak/"):
        assert link not in read(staff, f"/werk/post/{message.pk}/{rest}"), "a colleague can't either"


def test_confirmed_before_gets_the_copy_and_the_name_that_goes_with_it(client):
    file_it(client)
    client.post(link_in(Message.objects.get().text))
    file_it(client, story="En de bel doet het niet.")
    known = Message.objects.first()
    assert (known.documents.count(), "Beste Ria Verhoeven," in known.text) == (1, True)
    file_it(client, story="Het licht is ook uit.", name="Win nu http://kwaad.example")
    stranger = Message.objects.first()
    assert stranger.documents.count() == 1
    assert "Goedendag," in stranger.text
    assert "kwaad" not in stranger.text + stranger.html


def test_an_address_that_was_changed_meanwhile_is_not_vouched_for(client):
    file_it(client)
    Complainant.objects.update(email="ander@verhoeven.example")
    client.post(link_in(Message.objects.get().text))
    assert Confirmation.objects.get().confirmed_at
    assert not Complainant.objects.get().email_vouched


def test_it_ends_with_the_link_of_the_dossier(client, at):
    dossier = file_it(client)
    link = link_in(Message.objects.get().text)
    links.renew(dossier, at=at)
    read(client, link, status=404)
    assert client.post(link).status_code == 404
    assert not Confirmation.objects.get().confirmed_at


def test_typed_by_a_colleague_is_vouched_for(make_dossier):
    message = make_dossier().messages.get(kind="ack")
    assert "Ria Verhoeven" in message.text
    assert message.documents.count() == 1


def test_near_the_cap_no_copy_goes_along(client):
    """The third mail in an hour to one mailbox carries the link; also when the address has a +word in it."""
    for number, address in enumerate((RIA, "ria+1@verhoeven.example", "RIA@verhoeven.example", RIA)):
        fields = with_work(hidden_fields(client))
        client.post("/", {**TOLD, **fields, "email": address, "story": f"Dit is nummer {number}."})
    rows = Message.objects.order_by("pk")
    assert [(m.state, m.documents.count()) for m in rows] == [
        ("queued", 1),
        ("queued", 1),
        ("queued", 0),
        ("held", 0),
    ]
    assert all("/adres/" in m.text for m in rows[2:])
