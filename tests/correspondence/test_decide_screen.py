"""The page where a person decides about post that stopped: what is known, what each choice does, and that it does so."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dossiers.correspondence import another_road
from dossiers.correspondence.answers import meaning
from dossiers.correspondence.delivery import deliver_due
from dossiers.correspondence.follow_up import DATE_PASSED
from dossiers.lifecycle import NotYet
from dossiers.models import Alarm, Attempt, Dossier, Event, Heartbeat, Message, Party, Step
from dossiers.timeline import sentence
from tests.walk import words_of

RIA = "ria@verhoeven.example"
HOME = "Kastanjelaan 48\n3999 ZX Lindewaard"
WITH_HOME = {"name": "Ria Verhoeven", "email": RIA, "phone": "06 12345678", "address": HOME}


@pytest.fixture
def joris(client_for, people):
    return client_for(people["joris"])


@pytest.fixture
def refused(make_dossier, smtp_sink):
    """An acknowledgement that the server of the reader refused for good."""
    smtp_sink.answers[RIA] = "550 5.1.1 no such person here"
    dossier = make_dossier(complainant=WITH_HOME, when=timezone.now())
    deliver_due()
    smtp_sink.answers.clear()
    return dossier.messages.get(kind="ack")


@pytest.fixture
def uncertain(refused):
    refused.tries.update(outcome="uncertain", answer="geen antwoord na het versturen: TimeoutError")
    Message.objects.filter(pk=refused.pk).update(
        state="uncertain", reason="geen antwoord na het versturen: TimeoutError"
    )
    refused.refresh_from_db()
    return refused


def page_of(client, message):
    return client.get(f"/werk/post/{message.pk}/").content.decode()


def labels(client, message):
    return [choice.label for choice in client.get(f"/werk/post/{message.pk}/").context["choices"]]


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ("550 5.1.1 <ria@verhoeven.example>: Recipient address rejected: User unknown", "bestaat waarschijnlijk niet"),
        ("550 mailbox unavailable", "bestaat waarschijnlijk niet"),
        ("552 5.3.4 Message size exceeds fixed limit", "te groot"),
        ("552 5.2.2 Mailbox full", "vol"),
        ("452 4.2.2 Over quota", "vol"),
        ("451 4.7.1 Greylisting in action, please come back later", "later misschien wel"),
        ("421 too many connections", "later misschien wel"),
        ("550 5.7.1 Message rejected due to SPF policy", "vertrouwt onze mail niet"),
        ("554 5.7.9 Message not accepted for policy reasons", "vertrouwt onze mail niet"),
        ("535 5.7.8 Authentication credentials invalid", "laat ons niet binnen"),
        ("554 Transaction failed", "niet duidelijk waarom"),
        ("geen verbinding: ConnectionRefusedError", "Onze eigen mailserver"),
        ("geen antwoord na het versturen: TimeoutError", "Misschien is hij aangekomen"),
        ("afgebroken tijdens de overdracht", "Misschien is hij aangekomen"),
        ("de pdf kon niet worden gemaakt: teken", "Dit ligt aan ons"),
        ("250 taken", "nam de mail aan"),
    ],
)  # fmt: skip
def test_an_answer_is_explained_in_words(answer, about):
    assert about in meaning(answer)


def test_of_what_a_person_wrote_no_meaning_is_made_up():
    assert meaning("met de post verstuurd door Joris Bakker") == ""


def test_a_refused_mail_shows_who_waits_the_tries_the_answer_and_the_choices(joris, refused):
    page = page_of(joris, refused)
    assert "<strong>Ria Verhoeven</strong> weet nog niet dat de klacht bij ons is." in page
    assert 'href="tel:0612345678"' in page
    assert "<dd>één keer: " in page
    assert "<q>550 5.1.1 no such person here</q>" in page
    assert "bestaat waarschijnlijk niet" in page
    assert "<dt>Moet weg</dt><dd>uiterlijk" in page
    assert labels(joris, refused) == [
        "Verander eerst het adres", "Probeer opnieuw", "Bel in plaats daarvan", "Druk af als brief", "Niet versturen",
    ]  # fmt: skip


def test_an_uncertain_mail_says_that_it_may_come_twice_and_that_it_goes_once_more_by_itself(joris, uncertain):
    page = page_of(joris, uncertain)
    assert "weet misschien nog niet dat de klacht bij ons is." in page
    assert "dan krijgt Ria Verhoeven hem twee keer" in page
    assert "Message-ID" in page
    assert "versturen wij hem nog één keer" in page
    assert labels(joris, uncertain) == [
        "Hij is aangekomen", "Nog een keer versturen", "Bel in plaats daarvan", "Druk af als brief", "Niet versturen",
    ]  # fmt: skip


def test_who_hears_that_an_uncertain_mail_came_writes_down_how_he_knows(joris, people, uncertain):
    wrong = joris.post(f"/werk/post/{uncertain.pk}/aangekomen/", {"heard": ""}).content.decode()
    assert "Schrijf op hoe je weet dat de mail aankwam." in wrong
    tried = uncertain.tries.last().at
    joris.post(f"/werk/post/{uncertain.pk}/aangekomen/", {"heard": "Ria las hem voor."})
    uncertain.refresh_from_db()
    assert (uncertain.state, uncertain.sent_at, uncertain.sent_by) == ("sent", tried, people["joris"])
    line = Event.objects.get(kind="arrived")
    assert line.quote == "Ria las hem voor."
    assert "hoorde dat dit aankwam: bevestiging" in sentence(line)
    assert Dossier.objects.get().step == Step.INFORMEREN
    assert "Aangekomen, dat hoorden wij. Verstuurd op" in page_of(joris, uncertain)
    assert deliver_due() == 0, "nothing goes once more"


def test_of_a_refused_mail_nobody_hears_that_it_came(joris, refused):
    assert "Hij is aangekomen" not in labels(joris, refused)
    said = joris.post(
        f"/werk/post/{refused.pk}/aangekomen/", {"heard": "Zomaar."}, follow=True
    ).content.decode()
    assert "Iemand anders was je voor, of dit kan niet meer" in said
    refused.refresh_from_db()
    assert refused.state == "failed"


def test_vandaag_says_in_words_what_the_mail_server_meant(joris, refused):
    page = joris.get("/werk/").content.decode()
    assert "Dit adres bestaat waarschijnlijk niet" in page
    assert "550" not in page


def test_after_the_second_silence_nothing_goes_by_itself(joris, uncertain):
    Attempt.objects.create(message=uncertain, at=timezone.now(), outcome="uncertain", answer="geen antwoord")
    page = page_of(joris, uncertain)
    assert "versturen wij hem nog één keer" not in page
    assert "<dd>2 keer: voor het eerst " in page


def test_a_day_that_is_over_is_said(joris, refused, at):
    Message.objects.filter(pk=refused.pk).update(deadline_at=at)
    assert "Die dag is voorbij: doe het nu." in page_of(joris, refused)


def test_a_call_instead_is_told_and_the_dossier_goes_on(joris, people, refused):
    answer = joris.post(f"/werk/post/{refused.pk}/gebeld/", {"said": ""})
    assert "Schrijf op wie je sprak" in answer.content.decode()
    joris.post(f"/werk/post/{refused.pk}/gebeld/", {"said": "Ria weet dat het binnen is."})
    refused.refresh_from_db()
    assert (refused.state, refused.carrier, refused.sent_by) == ("sent", "phone", people["joris"])
    assert refused.to_address == "06 12345678"
    line = Event.objects.get(kind="sent_by_hand")
    assert (line.quote, line.words["how"]) == ("Ria weet dat het binnen is.", "telefonisch doorgegeven")
    assert Dossier.objects.get().step == Step.INFORMEREN
    assert "Telefonisch doorgegeven op" in page_of(joris, refused)


def test_the_same_words_on_paper_wait_until_somebody_posted_them(joris, refused):
    joris.post(f"/werk/post/{refused.pk}/op-papier/")
    refused.refresh_from_db()
    assert (refused.state, refused.carrier, refused.to_address) == ("held", "letter", HOME)
    paper = refused.documents.get(template="brief")
    assert paper.data["addressee"][1:] == HOME.splitlines()
    assert paper.data["blocks"][0]["text"] in refused.text
    pdf = joris.get(f"/werk/post/{refused.pk}/{paper.pk}.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "maakte er een brief van: bevestiging" in sentence(Event.objects.get(kind="on_paper"))
    assert labels(joris, refused)[0] == "Verzonden"
    joris.post(f"/werk/post/{refused.pk}/verzonden/")
    assert Dossier.objects.get().step == Step.INFORMEREN


def test_no_letter_without_an_address_and_none_to_who_is_spoken_for(joris, people, refused, at):
    dossier = refused.dossier
    Party.objects.create(
        dossier=dossier, part=Party.Part.REPRESENTATIVE, name="Mia Verhoeven", phone="06 87654321"
    )
    assert "Druk af als brief" not in labels(joris, refused)
    assert "06 87654321" in page_of(joris, refused)
    with pytest.raises(NotYet):
        another_road.print_instead(refused, by=people["joris"], at=at)


def test_who_is_second_reads_it_and_nothing_changes(joris, people, refused, at):
    same = Message.objects.get(pk=refused.pk)
    joris.post(f"/werk/post/{refused.pk}/op-papier/")
    with pytest.raises(NotYet):
        another_road.call_instead(same, said="Ook gebeld", by=people["marleen"], at=at)
    refused.refresh_from_db()
    assert (refused.state, refused.carrier) == ("held", "letter")


def test_who_decides_second_reads_who_decided_what_and_keeps_his_reason(client_for, joris, people, refused):
    """Joris lets it go after all; Marleen, in the page of before, says why it must not."""
    joris.post(f"/werk/post/{refused.pk}/verstuur/")
    late = client_for(people["marleen"]).post(
        f"/werk/post/{refused.pk}/niet-versturen/", {"reason": "Ria belde: het hoeft niet meer."}
    )
    assert late.status_code == 409
    page = words_of(late)
    assert "Joris Bakker was je voor, op " in page
    assert f"“Joris Bakker laat dit versturen: bevestiging, aan {RIA}.”" in page
    assert "Wat je typte Kopieer wat je nog nodig hebt. Waarom gaat dit bericht niet? Ria belde" in page
    refused.refresh_from_db()
    assert refused.state == "queued"


def test_who_lets_go_what_a_colleague_stopped_reads_her_reason(client_for, joris, people, refused):
    client_for(people["marleen"]).post(
        f"/werk/post/{refused.pk}/niet-versturen/", {"reason": "Ria belde zelf"}
    )
    page = words_of(joris.post(f"/werk/post/{refused.pk}/verstuur/", follow=True))
    assert "Marleen Lubbers was je voor, op " in page
    assert "“Bevestiging is niet verstuurd: Ria belde zelf.”" in page


def test_of_a_letter_to_post_somebody_may_call_but_not_press_posted_twice(joris, people, make_dossier, at):
    message = make_dossier(complainant=WITH_HOME | {"preference": "letter"}).messages.get(kind="ack")
    assert labels(joris, message) == ["Verzonden", "Bel in plaats daarvan", "Niet versturen"]
    joris.post(f"/werk/post/{message.pk}/gebeld/", {"said": "Doorgegeven."})
    with pytest.raises(NotYet):
        another_road.call_instead(message, said="Nog eens", by=people["joris"], at=at)


def test_what_names_a_day_that_is_over_is_written_anew(joris, refused):
    Message.objects.filter(pk=refused.pk).update(state="held", reason=DATE_PASSED)
    assert labels(joris, refused) == ["Schrijf een nieuw bericht", "Niet versturen"]


def test_who_may_only_read_sees_the_facts_and_no_choices(client_for, people, make_dossier, smtp_sink):
    smtp_sink.answers[RIA] = "550 no"
    message = make_dossier(by=people["balie"]).messages.get(kind="ack")
    deliver_due()
    message.refresh_from_db()
    desk = client_for(people["balie"])
    assert labels(desk, message) == []
    assert "<q>550 no</q>" in page_of(desk, message)
    for path in ("gebeld", "op-papier"):
        assert desk.post(f"/werk/post/{message.pk}/{path}/", {"said": "x"}).status_code == 404


def test_everything_that_waits_for_a_person_is_one_list(joris, refused, make_dossier):
    letter = make_dossier(complainant={"name": "Ria", "address": HOME}).messages.get(kind="ack")
    make_dossier()
    answer = joris.get("/werk/post/?toestand=wacht")
    assert {row.pk for row, _shown in answer.context["rows"]} == {refused.pk, letter.pk}
    assert answer.context["waiting"] == 2
    assert "550 5.1.1 no such person" in answer.content.decode()


@pytest.mark.parametrize(("cause", "heap"), [("ack-late", "onderweg"), ("ack-missed", "wacht")])
def test_the_banner_leads_to_where_the_post_stands(joris, organisation, at, cause, heap):
    Heartbeat.objects.create(name="guard", at=timezone.now())
    Alarm.objects.create(cause=cause, text="Er is post niet weg.", opened_at=at)
    assert f'href="/werk/post/?toestand={heap}"' in joris.get("/werk/").content.decode()


def test_the_banner_of_one_complaint_leads_to_its_acknowledgement(joris, refused, at):
    cause = f"ack:{refused.dossier.reference}"
    Alarm.objects.create(cause=cause, text="Niet bevestigd.", dossier=refused.dossier, opened_at=at)
    banner = joris.get("/werk/dossiers/").content.decode().partition('class="kl-alarm"')[2]
    assert f'href="/werk/post/{refused.pk}/"' in banner


def test_vandaag_leads_to_all_that_waits(joris, refused):
    assert 'href="/werk/post/?toestand=wacht"' in joris.get("/werk/").content.decode()
