"""Verzonden post: every message as it went, and what a person can do when it waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.correspondence.decide import mark_sent_by_hand, suppress
from dossiers.correspondence.delivery import deliver_due
from dossiers.lifecycle import NotYet
from dossiers.models import Alarm, Dossier, Event, Message, Step

RIA = "ria@verhoeven.example"
BY_LETTER = {"name": "Ria Verhoeven", "address": "Kastanjelaan 48\n3999 ZX Lindewaard"}
BY_PHONE = {"name": "Ria Verhoeven", "phone": "06 12345678"}


@pytest.fixture
def joris(client_for, people):
    return client_for(people["joris"])


def ack_of(dossier):
    return dossier.messages.get(kind="ack")


def page_of(client, message):
    return client.get(f"/werk/post/{message.pk}/").content.decode()


def test_a_message_is_shown_exactly_as_it_went(joris, make_dossier, smtp_sink):
    message = ack_of(make_dossier())
    deliver_due()
    page = page_of(joris, message)
    (mail,) = smtp_sink.to(RIA)
    for name in ("Subject", "Reply-To", "Message-ID"):
        assert mail[name].replace("<", "&lt;").replace(">", "&gt;") in page
    assert "Verstuurd" in page
    assert "Aangeboden aan de mailserver" in page
    assert "250 taken" in page


def test_the_text_stands_there_without_its_html(joris, make_dossier):
    message = ack_of(make_dossier())
    Message.objects.filter(pk=message.pk).update(text="<script>alert(1)</script> & meer")
    page = page_of(joris, message)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; meer" in page


def test_the_look_of_a_mail_may_show_itself_and_nothing_else(joris, make_dossier):
    answer = joris.get(f"/werk/post/{ack_of(make_dossier()).pk}/opmaak/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "sandbox" in policy
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Uw klacht is bij ons" in answer.content.decode()


def test_a_document_gives_the_same_bytes_each_time(joris, make_dossier, smtp_sink):
    message = ack_of(make_dossier())
    address = f"/werk/post/{message.pk}/{message.documents.get().pk}.pdf"
    first = joris.get(address)
    deliver_due()
    (pdf,) = smtp_sink.to(RIA)[0].iter_attachments()
    assert first.content == joris.get(address).content == pdf.get_content()
    assert first["Content-Type"] == "application/pdf"


def test_the_list_shows_newest_first_and_filters(joris, make_dossier):
    first, second = make_dossier(), make_dossier(complainant=BY_LETTER)
    rows = [row.dossier for row, _shown in joris.get("/werk/post/").context["rows"]]
    assert rows == [second, first]
    held = joris.get("/werk/post/?toestand=wacht&soort=ack").context["rows"]
    assert [row.dossier for row, _shown in held] == [second]
    assert joris.get("/werk/post/?toestand=ging-niet").context["rows"] == []
    assert joris.get("/werk/post/?toestand=zomaar&bladzijde=-4").status_code == 200


def test_what_was_made_long_ago_and_went_today_stands_on_top(joris, make_dossier, smtp_sink, at):
    """The two questions lie ready for two weeks before they go."""
    first, second = make_dossier(), make_dossier(complainant=BY_LETTER)
    deliver_due(now=lambda: at + timedelta(days=14))
    rows = joris.get("/werk/post/").context["rows"]
    assert [(row.dossier, row.sent_at is not None) for row, _shown in rows] == [
        (first, True),
        (second, False),
    ]


def test_fifty_on_a_page(joris, make_dossier, at):
    dossier = make_dossier()
    for number in range(60):
        Message.objects.create(
            once=f"x:{number}", dossier=dossier, kind="personal", carrier="email", subject="Hallo", text="t",
            sender="a@b.example", message_id=f"<{number}@x>", created_at=at, due_at=at,
        )  # fmt: skip
    first, second = joris.get("/werk/post/"), joris.get("/werk/post/?bladzijde=2")
    assert len(first.context["rows"]) == 50
    assert len(second.context["rows"]) == 11
    assert first.context["next_url"] == "/werk/post/?bladzijde=2"
    assert second.context["range_text"] == "51 tot 61"


@pytest.fixture
def three(make_dossier):
    """Ria, somebody without a mail address, and a company; each has its confirmation."""
    firm = {
        "name": "Élise Faber",
        "organisation": "Faber & Co",
        "email": "info@faber.example",
        "email_vouched": True,
    }
    return (
        make_dossier(),
        make_dossier(complainant=BY_LETTER | {"name": "Bewoner Kuipers"}),
        make_dossier(complainant=firm),
    )


def found(client, **query):
    return [row.dossier for row, _shown in client.get("/werk/post/", query).context["rows"]]


def test_post_is_found_by_name_address_number_and_subject(joris, three):
    ria, letter, firm = three
    assert found(joris, q="KUIPERS") == [letter]
    assert (
        found(joris, q="faber.example")
        == found(joris, q="élise faber")
        == found(joris, q="Faber & Co")
        == [firm]
    )
    year, number, _letter = ria.reference.split("-")
    assert found(joris, q=ria.reference) == found(joris, q=f"{year} {int(number)}") == [ria]
    Message.objects.filter(dossier=letter).update(subject="Over uw balkon")
    assert found(joris, q="balkon") == found(joris, q=" balkon  bewoner ") == [letter], "every word, anywhere"
    assert found(joris, q="balkon ria") == found(joris, q="%") == found(joris, q="a" * 5000) == []
    assert len(found(joris, q="a\0b")) == 3, "what no database can look for is left out"


def test_the_search_goes_together_with_the_heaps_the_kinds_and_the_pages(joris, three, at):
    ria, letter, _firm = three
    assert found(joris, q="bewoner", toestand="wacht", soort="ack") == [letter]
    assert found(joris, q="bewoner", toestand="verstuurd") == found(joris, q="bewoner", soort="answer") == []
    for number in range(60):
        Message.objects.create(
            once=f"x:{number}", dossier=ria, kind="personal", carrier="email", subject="Hallo <b>", text="t",
            sender="a@b.example", message_id=f"<{number}@x>", created_at=at, due_at=at,
        )  # fmt: skip
    page = joris.get("/werk/post/", {"q": "hallo", "soort": "personal", "toestand": "onderweg"})
    address = "/werk/post/?toestand=onderweg&soort=personal&q=hallo"
    assert page.context["next_url"] == f"{address}&bladzijde=2"
    second = joris.get(page.context["next_url"])
    assert (len(second.context["rows"]), second.context["previous_url"]) == (10, address)
    assert "<mark>Hallo</mark> &lt;b&gt;" in page.content.decode()
    heaps = {label: url for _name, label, url in page.context["heaps"]}
    assert heaps["Verstuurd"] == "/werk/post/?toestand=verstuurd&soort=personal&q=hallo"
    chips = [(chip["text"], chip["url"]) for chip in page.context["chips"]]
    assert chips == [
        ("hallo", "/werk/post/?toestand=onderweg&soort=personal"),
        ("Persoonlijk bericht", "/werk/post/?toestand=onderweg&q=hallo"),
    ]


def test_a_search_that_finds_nothing_says_where_to_look(joris, make_dossier):
    make_dossier()
    told = joris.get("/werk/post/", {"q": "zeppelin <i>"}).content.decode()
    assert "Geen bericht met “zeppelin &lt;i&gt;”" in told
    assert 'href="/werk/dossiers/?q=zeppelin%20%3Ci%3E"' in told
    assert "Hier is nog geen post" not in told


def test_a_slip_of_the_finger_is_mended_with_what_this_person_may_find(
    joris, client_for, people, make_dossier
):
    make_dossier()
    told = joris.get("/werk/post/", {"q": "Verhoevn"})
    assert (told.context["better"], told.context["better_url"]) == ("verhoeven", "/werk/post/?q=verhoeven")
    for client, q in ((joris, "Zeppelin"), (client_for(people["fatma"]), "Verhoevn")):
        assert "better" not in client.get("/werk/post/", {"q": q}).context


def test_somebody_elses_post_is_not_found(people, client_for, make_dossier):
    dossier = make_dossier()
    for q in ("verhoeven", dossier.reference):
        assert found(client_for(people["directeur"]), q=q) == [dossier]
        assert found(client_for(people["fatma"]), q=q) == []


def test_a_search_takes_as_many_queries_for_one_letter_as_for_many(joris, make_dossier):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert joris.get("/werk/post/", {"q": "verhoeven"}).status_code == 200
        return len(seen)

    make_dossier()
    queries()  # what a process reads once
    one = queries()
    for _ in range(4):
        make_dossier()
    assert queries() == one


def test_a_letter_is_printed_posted_and_the_dossier_goes_on(joris, people, make_dossier):
    dossier = make_dossier(complainant=BY_LETTER)
    message = ack_of(dossier)
    assert dossier.step == Step.BEVESTIGEN
    page = page_of(joris, message)
    assert "Verzonden" in page
    assert f"/werk/post/{message.pk}/{message.documents.get(template='brief').pk}.pdf" in page
    joris.post(f"/werk/post/{message.pk}/verzonden/")
    message.refresh_from_db()
    assert (message.state, message.sent_by) == ("sent", people["joris"])
    assert Dossier.objects.get().step == Step.INFORMEREN
    assert Event.objects.filter(kind="sent_by_hand", words__how="met de post verstuurd").exists()


def test_a_call_is_made_and_noted_once(joris, make_dossier):
    message = ack_of(make_dossier(complainant=BY_PHONE))
    assert "Gebeld" in page_of(joris, message)
    joris.post(f"/werk/post/{message.pk}/verzonden/")
    again = joris.post(f"/werk/post/{message.pk}/verzonden/", follow=True)
    assert "Jij besliste dit al, op" in again.content.decode()
    assert Event.objects.filter(kind="sent_by_hand").count() == 1


def test_two_people_never_both_decide(people, make_dossier, at):
    message = ack_of(make_dossier(complainant=BY_LETTER))
    same = Message.objects.get(pk=message.pk)
    mark_sent_by_hand(message, by=people["joris"], at=at)
    with pytest.raises(NotYet):
        suppress(same, reason="Al geweest", by=people["marleen"], at=at)
    assert Message.objects.get().state == "sent"


def test_a_held_mail_goes_after_all(joris, make_dossier, smtp_sink):
    message = ack_of(make_dossier())
    Message.objects.filter(pk=message.pk).update(state="held", reason="Kijk of dit klopt.")
    assert "Verstuur toch" in page_of(joris, message)
    joris.post(f"/werk/post/{message.pk}/verstuur/")
    deliver_due()
    assert len(smtp_sink.to(RIA)) == 1
    assert Message.objects.get().state == "sent"


def test_a_refused_mail_goes_to_the_corrected_address_with_the_same_id(joris, make_dossier, smtp_sink):
    smtp_sink.answers[RIA] = "550 no such person"
    dossier = make_dossier()
    deliver_due()
    message = ack_of(dossier)
    assert message.state == "failed"
    dossier.complainant.email = "ria.verhoeven@goed.example"
    dossier.complainant.save()
    assert "Verstuur naar ria.verhoeven@goed.example" in page_of(joris, message)
    joris.post(f"/werk/post/{message.pk}/verstuur/", {"adres": "nieuw"})
    deliver_due()
    (mail,) = smtp_sink.to("ria.verhoeven@goed.example")
    assert mail["Message-ID"] == message.message_id
    assert [row.outcome for row in message.tries.all()] == ["failed", "sent"]


def test_an_uncertain_mail_may_go_again_but_only_to_the_same_address(joris, make_dossier, smtp_sink):
    dossier = make_dossier()
    message = ack_of(dossier)
    Message.objects.filter(pk=message.pk).update(state="uncertain", reason="geen antwoord na DATA")
    dossier.complainant.email = "ander@adres.example"
    dossier.complainant.save()
    assert "ander@adres.example" not in page_of(joris, message)
    joris.post(f"/werk/post/{message.pk}/verstuur/", {"adres": "nieuw"})
    deliver_due()
    assert smtp_sink.to("ander@adres.example") == []
    assert len(smtp_sink.to(RIA)) == 1


def test_not_sending_needs_a_reason_and_the_dossier_tells(joris, make_dossier):
    message = ack_of(make_dossier(complainant=BY_LETTER))
    answer = joris.post(f"/werk/post/{message.pk}/niet-versturen/", {"reason": " "})
    assert "Schrijf op waarom" in answer.content.decode()
    assert Message.objects.get().state == "held"
    joris.post(
        f"/werk/post/{message.pk}/niet-versturen/", {"reason": "De melder zat aan tafel en kreeg hem mee."}
    )
    message.refresh_from_db()
    assert (message.state, message.reason) == ("suppressed", "De melder zat aan tafel en kreeg hem mee.")
    assert Event.objects.get(kind="not_sent").actor_name == "Joris Bakker"
    assert Dossier.objects.get().step == Step.INFORMEREN


def test_what_went_can_not_be_stopped_any_more(joris, make_dossier, smtp_sink):
    message = ack_of(make_dossier())
    deliver_due()
    joris.post(f"/werk/post/{message.pk}/niet-versturen/", {"reason": "toch niet"})
    joris.post(f"/werk/post/{message.pk}/verstuur/")
    deliver_due()
    assert Message.objects.get().state == "sent"
    assert len(smtp_sink.mails) == 1


def test_post_of_another_team_is_not_there(client_for, people, make_dossier):
    message, fatma = ack_of(make_dossier()), client_for(people["fatma"])
    assert fatma.get("/werk/post/").context["rows"] == []
    document = message.documents.get()
    for path in ("", "opmaak/", f"{document.pk}.pdf"):
        assert fatma.get(f"/werk/post/{message.pk}/{path}").status_code == 404
    for path in ("verzonden/", "verstuur/", "niet-versturen/"):
        assert fatma.post(f"/werk/post/{message.pk}/{path}").status_code == 404
        assert fatma.get(f"/werk/post/{message.pk}/{path}").status_code == 405


def test_who_logged_it_may_post_the_letter_but_not_hold_back_the_mail(client_for, people, make_dossier):
    desk = client_for(people["balie"])
    letter = ack_of(make_dossier(by=people["balie"], complainant=BY_LETTER))
    page = page_of(desk, letter)
    assert "Verzonden" in page
    assert "Niet versturen" not in page
    assert desk.post(f"/werk/post/{letter.pk}/niet-versturen/", {"reason": "x"}).status_code == 404
    desk.post(f"/werk/post/{letter.pk}/verzonden/")
    assert Message.objects.get().state == "sent"


def test_a_document_belongs_to_its_own_message(joris, make_dossier):
    one, other = ack_of(make_dossier()), ack_of(make_dossier())
    assert joris.get(f"/werk/post/{one.pk}/{other.documents.get().pk}.pdf").status_code == 404


def test_an_alarm_that_was_seen_has_a_name_once(client_for, people, at):
    alarm = Alarm.objects.create(cause="smtp", text="De post staat stil.", opened_at=at)
    client_for(people["beheer"]).post(f"/werk/alarm/{alarm.pk}/gezien/", {"terug": "/instellingen/"})
    client_for(people["joris"]).post(f"/werk/alarm/{alarm.pk}/gezien/", {"terug": "https://elders.example/"})
    alarm.refresh_from_db()
    assert alarm.seen_by == people["beheer"]
    assert alarm.seen_at is not None
