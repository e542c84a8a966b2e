"""A mail address was typed wrong: what is ready takes the new one, what went is said, and post of a representative too."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from dossiers.models import Dossier, Message
from tests.casework.test_mending import ANNA
from tests.visitor import hidden_fields
from tests.walk import Walker, deliver, words_of

pytestmark = pytest.mark.django_db
NEW = "ria@beter.example"


@pytest.fixture
def walker(make_dossier, client_for, people, at):
    with time_machine.travel(at, tick=False):
        yield Walker(client_for(people["joris"]), make_dossier())


def mail(walker, **changes):
    if changes:
        walker.dossier.messages.update(**changes)
    return walker.dossier.messages.get(kind=Message.Kind.ACKNOWLEDGEMENT)


def test_what_is_ready_to_go_takes_the_new_address(walker):
    old = mail(walker).to_address
    done = words_of(walker.done("details", **walker.details(email=NEW)))
    assert mail(walker).to_address == NEW != old
    assert f"Jij gaf een bericht het nieuwe adres: bevestiging, aan {NEW}." in done
    assert "Er ging al post naar" not in done


def test_what_went_is_said_with_the_way_to_a_new_link(walker, at):
    old = mail(walker, state=Message.State.SENT, sent_at=at).to_address
    done = walker.done("details", **walker.details(email=NEW))
    assert f"Er ging al post naar {old}." in words_of(done)
    assert walker.url("renew_link") in done.content.decode().partition("Er ging al post naar")[2][:300]
    assert mail(walker).to_address == old


def test_what_stopped_is_one_press_away(walker):
    mail(walker, state=Message.State.FAILED, reason="550 No such user")
    done = walker.done("details", **walker.details(email=NEW))
    assert f"Stuur het naar {NEW}" in words_of(done)
    assert f'href="/werk/post/{mail(walker).pk}/"' in done.content.decode()


def test_one_that_may_have_arrived_stays_at_its_address(walker, at):
    old = mail(walker).to_address
    mail(walker).tries.create(at=at, outcome="uncertain")
    walker.done("details", **walker.details(email=NEW))
    assert mail(walker).to_address == old


def test_the_address_of_who_speaks_is_changed_where_it_stands(walker):
    walker.done("party", **ANNA)
    row = walker.dossier.parties.get()
    mail(walker, to_address=ANNA["email"], to_name=row.name)
    page = walker.get("details")
    assert "Onze post gaat naar Anna Smit" in words_of(page)
    assert walker.url("party_change", row.pk) in page.content.decode()
    walker.done("party_change", row.pk, **ANNA | {"email": "anna@beter.example"})
    assert mail(walker).to_address == "anna@beter.example"


def test_a_silent_guard_leads_to_what_it_means_and_not_to_a_page_for_machines(walker, client_for, people):
    page = walker.client.get("/werk/").content.decode().partition('class="kl-alarm"')[2]
    assert "Zeg het tegen ICT" in page
    assert 'href="/werk/alarmen/"' in page
    assert "/gezondheid/" not in page


def test_the_card_of_a_dossier_says_what_to_do_with_the_confirmation(make_dossier, client_for, people, at):
    caller = {"name": "T. Jansen", "phone": "06 12345678", "email": ""}
    with time_machine.travel(at, tick=False):
        dossier = make_dossier(by=people["joris"], complainant=caller)
        page = words_of(client_for(people["joris"]).get(f"/werk/dossiers/{dossier.reference}/"))
    assert page.count("Bel en bevestig") == 1
    assert "Bekijk de bevestiging" not in page


def test_another_topic_says_which_team_usually_has_it(walker, category):
    done = words_of(walker.done("details", **walker.details(category=category.pk)))
    usual, mine = category.team.name, walker.dossier.team.name
    assert usual != mine
    assert f"Reparaties is meestal van team {usual}. Dit dossier blijft bij {mine}." in done


@pytest.fixture
def filed(walker, people):
    """Somebody filed without JavaScript, so without proof of work, and typed his address wrong."""
    visitor = Client()
    token = hidden_fields(visitor)["token"]
    story = {
        "story": "De lift staat stil.",
        "name": "Ria Verhoeven",
        "email": "ria@fout.example",
        "token": token,
    }
    assert visitor.post("/", story).status_code == 303
    filed = Walker(walker.client, Dossier.objects.latest("pk"))
    filed.done("assign", handler=people["joris"].pk)
    return filed


def copies(mail):
    return [part.get_filename() for part in mail.iter_attachments()]


def test_r56_who_reads_us_at_the_right_address_gets_the_copy_with_the_new_link(filed, smtp_sink):
    deliver()
    [astray] = smtp_sink.to("ria@fout.example")
    assert copies(astray) == []
    filed.done("details", **filed.details(email=NEW))
    filed.done("renew_link", sure="1")
    deliver()
    [right] = smtp_sink.to(NEW)
    assert copies(right) == [f"kopie-{filed.dossier.reference}.pdf"]
    assert "Een kopie van wat u ons schreef zit hierbij (pdf)." in right.get_body(("plain",)).get_content()
    filed.done("renew_link", sure="1")
    deliver()
    once = smtp_sink.to(NEW)[-1]
    assert copies(once) == [], "he has it"
    assert "Op de pagina staat een kopie" in once.get_body(("plain",)).get_content()


@pytest.mark.parametrize("answer", ["", "550 5.1.1 no such person here"])
def test_r56_a_confirmation_that_did_not_arrive_is_made_anew_with_the_copy(filed, smtp_sink, answer):
    """Still waiting, or refused at the wrong address: what the colleague typed is vouched for."""
    smtp_sink.answers["ria@fout.example"] = answer
    if answer:
        deliver()
    done = words_of(filed.done("details", **filed.details(email=NEW)))
    row = filed.dossier.messages.get(kind=Message.Kind.ACKNOWLEDGEMENT)
    if answer:
        assert f"Stuur het naar {NEW}" in done
        filed.client.post(f"/werk/post/{row.pk}/verstuur/")
    deliver()
    [right] = smtp_sink.to(NEW)
    assert copies(right) == [f"kopie-{filed.dossier.reference}.pdf"]
    assert "Beste Ria Verhoeven," in right.get_body(("plain",)).get_content()
