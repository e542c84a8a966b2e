"""A letter of Friday that was logged as one of Monday: the right moment, the term anew, and what was told stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from dossiers.models import Dossier, Message
from tests.visitor import hidden_fields
from tests.walk import Walker, words_of

pytestmark = pytest.mark.django_db
HOME = {"name": "Ria Verhoeven", "address": "Kastanjelaan 48\n3999 ZX Lindewaard"}
FRIDAY = "2026-11-13T09:00"
STAMP = "Het stempel op de brief is van vrijdag."


@pytest.fixture
def walker(make_dossier, client_for, people, at):
    """A letter that waits on the desk; received on Monday, as it was logged on Wednesday."""
    monday = at - timedelta(days=2)
    with time_machine.travel(at, tick=False):
        dossier = make_dossier(carrier="brief", complainant=dict(HOME), received_at=monday)
        yield Walker(client_for(people["joris"]), dossier)


def mend(walker, when=FRIDAY, reason=STAMP):
    return walker.done("receipt", received_at=when, reason=reason)


def ack(walker):
    return walker.dossier.messages.get(kind=Message.Kind.ACKNOWLEDGEMENT)


def test_r62_the_right_day_counts_and_the_timeline_says_who_when_and_why(walker):
    assert walker.dossier.decide_by == date(2026, 12, 28)
    told = words_of(mend(walker))
    assert walker.dossier.decide_by == date(2026, 12, 25)
    assert walker.dossier.due_on <= walker.dossier.decide_by
    assert "niet maandag 16 november 2026, 10.00 uur, maar vrijdag 13 november 2026, 09.00 uur." in told
    assert (
        "Jij liet de laatste dag voor het antwoord opnieuw tellen: van ma 28 dec 2026 naar vr 25 dec 2026."
        in told
    )
    assert STAMP in told
    assert walker.dossier.acknowledge_on == date(2026, 11, 18), "we could act on the day it was logged"


def test_r60_the_words_and_the_form_stay(walker):
    story, form = walker.dossier.story, walker.dossier.form
    mend(walker)
    assert (walker.dossier.story, walker.dossier.form) == (story, form)


def test_a_letter_on_the_desk_takes_the_right_day(walker):
    assert "maandag 16 november 2026" in ack(walker).text
    mend(walker)
    assert "vrijdag 13 november 2026" in ack(walker).text
    assert "vrijdag 25 december 2026" in ack(walker).text
    assert "16 november" not in ack(walker).text


def test_r99_a_day_that_the_complainant_read_moves_no_further_away(walker):
    walker.client.post(f"/werk/post/{ack(walker).pk}/verzonden/")
    mend(walker, "2026-11-18T09:00", "Hij lag woensdag pas in de bus.")
    assert walker.dossier.received_at.day == 18
    assert walker.dossier.decide_by == date(2026, 12, 28), "as the letter says"
    mend(walker)
    assert walker.dossier.decide_by == date(2026, 12, 25), "never later than the law allows"
    assert "maandag 16 november 2026" in ack(walker).text, "what went stays as it went"


def test_who_read_nothing_yet_gets_the_whole_term(walker):
    mend(walker, "2026-11-18T09:00", "Hij lag woensdag pas in de bus.")
    assert walker.dossier.decide_by == date(2026, 12, 30)


def test_r58_a_named_day_that_is_too_late_now_asks_for_a_message(walker, people):
    walker.client.post(f"/werk/post/{ack(walker).pk}/verzonden/")
    walker.done("assign", handler=people["joris"].pk)
    walker.done("introduce", text="U schreef over de douche.", expected_on="2026-12-28")
    page = mend(walker)
    assert "De melder rekent op ons antwoord op maandag 28 december 2026." in words_of(page)
    assert walker.url("write") in page.content.decode()
    assert walker.dossier.expected_on == date(2026, 12, 28), "whoever changes it tells it"


def test_not_later_than_it_was_logged_and_not_without_a_reason(walker):
    told = words_of(walker.post("receipt", received_at="2026-11-18T11:00", reason=STAMP))
    assert "Het is vastgelegd op woensdag 18 november 2026, 10.00 uur." in told
    assert "Schrijf op hoe je dat weet." in words_of(walker.post("receipt", received_at=FRIDAY, reason=""))
    assert walker.dossier.events.filter(kind="received_corrected").count() == 0


def test_the_same_moment_again_changes_nothing(walker):
    walker.done("receipt", received_at="2026-11-16T10:00", reason=STAMP)
    assert not walker.dossier.events.filter(kind="received_corrected").exists()


def test_two_people_do_not_overwrite_each_other(walker, client_for, people):
    marleen = Walker(client_for(people["marleen"]), walker.dossier)
    page = marleen.get("receipt").content.decode()
    opened = page.partition('name="opened" value="')[2].partition('"')[0]
    mend(walker)
    answer = marleen.post("receipt", received_at="2026-11-12T09:00", reason="Zegt de melder.", opened=opened)
    assert answer.status_code == 409
    assert Dossier.objects.get().received_at.day == 13


def test_r62_what_a_visitor_sent_keeps_the_time_of_our_clock(walker):
    visitor = Client()
    token = hidden_fields(visitor)["token"]
    visitor.post("/", {"story": "De lift staat stil.", "phone": "06 12345678", "token": token})
    filed = Walker(walker.client, Dossier.objects.latest("pk"))
    assert "De klok van de server schreef op wanneer dit binnenkwam." in words_of(filed.get("receipt"))
    told = words_of(filed.post("receipt", received_at=FRIDAY, reason=STAMP))
    assert "Dit moment staat vast" in told
    assert filed.url("receipt") not in filed.get("details").content.decode()
    assert filed.dossier.events.filter(kind="received_corrected").count() == 0
