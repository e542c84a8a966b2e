"""What goes out: each state, each fault, against a real mail server."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from pypdf import PdfReader

from dossiers.correspondence import delivery, guard
from dossiers.correspondence.smtp import Outcome
from dossiers.models import Alarm, Dossier, Heartbeat, Message, Step

pytestmark = pytest.mark.django_db


def ack_of(dossier):
    return dossier.messages.get(kind="ack")


def deliver(at):
    return delivery.deliver_due(now=lambda: at)


def test_r55_r56_the_acknowledgement_leaves_the_same_day_with_a_copy(make_dossier, smtp_sink, at):
    dossier = make_dossier()
    assert deliver(at + timedelta(seconds=5)) == 1
    [mail] = smtp_sink.to("ria@verhoeven.example")
    pdf = next(part for part in mail.iter_attachments() if part.get_content_type() == "application/pdf")
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.get_content())).pages)
    assert "er kwam twee keer niemand" in " ".join(words.split())
    assert dossier.reference in mail["Subject"]
    assert mail["Auto-Submitted"] == "auto-generated"
    message = ack_of(dossier)
    assert message.state == "sent"
    assert message.sent_at.date() == dossier.acknowledge_on
    dossier.refresh_from_db()
    assert dossier.step == Step.INFORMEREN


def test_a_second_run_sends_nothing_twice(make_dossier, smtp_sink, at):
    make_dossier()
    deliver(at)
    deliver(at + timedelta(hours=1))
    assert len(smtp_sink.mails) == 1


def test_a_temporary_refusal_is_tried_again_with_the_same_message_id(make_dossier, smtp_sink, at):
    dossier = make_dossier()
    smtp_sink.answers["ria@verhoeven.example"] = "451 later"
    deliver(at)
    first = ack_of(dossier)
    assert (first.state, first.attempts) == ("queued", 1)
    assert first.due_at == at + timedelta(minutes=1)
    smtp_sink.answers.clear()
    deliver(at + timedelta(seconds=30))
    assert not smtp_sink.mails
    deliver(at + timedelta(minutes=2))
    [mail] = smtp_sink.to("ria@verhoeven.example")
    assert mail["Message-ID"] == first.message_id


def test_a_refusal_for_good_becomes_a_task_for_a_person(make_dossier, smtp_sink, at):
    dossier = make_dossier()
    smtp_sink.answers["ria@verhoeven.example"] = "550 unknown"
    deliver(at)
    assert (ack_of(dossier).state, ack_of(dossier).reason) == ("failed", "550 unknown")
    [alarm] = [a for a in guard.look(at=at + timedelta(minutes=1)) if a.dossier_id]
    assert "weet nog niet" in alarm.text
    dossier.refresh_from_db()
    assert dossier.step == Step.BEVESTIGEN


def test_an_answer_after_data_is_knowledge(make_dossier, smtp_sink, at):
    dossier = make_dossier()
    smtp_sink.answers["ria@verhoeven.example"] = "data:552 too big"
    deliver(at)
    assert ack_of(dossier).state == "failed"


def test_no_mail_server_costs_time_and_nothing_else(make_dossier, settings, at):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    dossier = make_dossier()
    deliver(at)
    assert (ack_of(dossier).state, ack_of(dossier).attempts) == ("queued", 1)


def test_a_claim_that_died_before_data_goes_back(make_dossier, smtp_sink, at):
    dossier = make_dossier()
    assert delivery.claim(5, at)
    assert delivery.claim(5, at) == []
    deliver(at + delivery.LEASE + timedelta(seconds=1))
    assert ack_of(dossier).state == "sent"


def test_a_death_after_data_began_is_uncertain_and_never_sent_blindly(make_dossier, smtp_sink, at):
    dossier = make_dossier()
    [message] = delivery.claim(5, at)
    assert delivery._hand_over(message, at)
    deliver(at + delivery.LEASE + timedelta(seconds=1))
    assert ack_of(dossier).state == "uncertain"
    assert not smtp_sink.mails


def test_an_uncertain_acknowledgement_goes_once_more_and_then_waits_for_a_person(make_dossier, smtp_sink, at):
    dossier = make_dossier()
    for _ in range(2):
        [message] = delivery.claim(5, at)
        assert delivery._hand_over(message, at)
        at += delivery.LEASE + timedelta(seconds=1)
        delivery.release_expired(at)
        at += delivery.ONCE_MORE_AFTER
        delivery.resolve_uncertain(at)
    assert ack_of(dossier).state == "uncertain"


def test_an_uncertain_decision_is_never_sent_again_by_itself(make_dossier, at):
    message = ack_of(make_dossier())
    Message.objects.filter(pk=message.pk).update(kind="answer", state="uncertain", reason="?")
    message.tries.create(at=at, outcome="uncertain")
    delivery.resolve_uncertain(at + timedelta(days=1))
    assert Message.objects.get(pk=message.pk).state == "uncertain"


def test_who_lost_the_lease_hands_nothing_over(make_dossier, at):
    make_dossier()
    [message] = delivery.claim(5, at)
    late = at + delivery.LEASE + timedelta(seconds=1)
    delivery.release_expired(late)
    assert not delivery._hand_over(message, late)
    delivery.finish(message, Outcome("sent", "250"), at=late)
    assert Message.objects.get(pk=message.pk).state == "queued"


@pytest.mark.parametrize(
    ("complainant", "carrier", "state"),
    [
        ({"name": "Piet", "phone": "0600000001"}, "phone", "held"),
        ({"name": "Piet", "address": "Dorpsstraat 1\n3999 ZX Lindewaard"}, "letter", "held"),
        ({"is_anonymous": True}, "page", "suppressed"),
    ],
)
def test_without_an_address_it_is_a_task_the_same_day(make_dossier, complainant, carrier, state):
    message = ack_of(make_dossier(complainant=complainant))
    assert (message.carrier, message.state) == (carrier, state)
    assert message.reason


@pytest.mark.django_db(transaction=True)
def test_f10_an_answer_is_not_forgotten_when_the_database_is_away_for_a_moment(make_dossier, smtp_sink, at):
    """The server took it and the database is gone: what only this process knows it writes down as soon as it can."""
    dossier, failures = make_dossier(), []

    def gone_after_the_answer(execute, sql, params, many, context):
        if smtp_sink.mails and len(failures) < 2:
            failures.append(sql)
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(gone_after_the_answer):
        deliver(at)
    assert len(failures) == 2
    assert ack_of(dossier).state == "sent"
    deliver(at + timedelta(hours=1))
    assert len(smtp_sink.mails) == 1


def test_the_guard_sees_a_late_acknowledgement_once_for_all(make_dossier, settings, at):
    """F7: one open alarm, not one per mail."""
    settings.EMAIL_PORT = 9
    Heartbeat.objects.bulk_create(
        Heartbeat(name=n, at=at + timedelta(minutes=31)) for n in ("worker", "beat")
    )
    for number in range(3):
        make_dossier(complainant={"name": "x", "email": f"p{number}@example.example"})
    assert guard.look(at=at + timedelta(minutes=5)) == []
    [alarm] = guard.look(at=at + timedelta(minutes=31))
    assert alarm.text.startswith("3 bevestigingen")
    guard.look(at=at + timedelta(minutes=32))
    assert Alarm.objects.count() == 1


def test_a2_an_alarm_tells_another_team_no_name(make_dossier, people, client_for, smtp_sink, at):
    """Everybody reads that there is one; only who may see the dossier gets its address."""
    dossier = make_dossier()
    smtp_sink.answers["ria@verhoeven.example"] = "550 unknown"
    deliver(at)
    guard.look(at=at)
    pages = {
        who: client_for(people[who]).get("/werk/dossiers/").content.decode() for who in ("joris", "fatma")
    }
    assert all(dossier.reference in page for page in pages.values())
    assert "Verhoeven" not in pages["fatma"]
    assert f"/werk/dossiers/{dossier.reference}/" not in pages["fatma"]
    assert f"/werk/dossiers/{dossier.reference}/" in pages["joris"]


def test_an_alarm_is_seen_by_a_person(make_dossier, people, client_for, at):
    make_dossier()
    [alarm] = [a for a in guard.look(at=at + timedelta(minutes=31)) if a.cause == "ack-late"]
    client = client_for(people["joris"])
    client.post(f"/werk/alarm/{alarm.pk}/gezien/", {"terug": "/werk/post/"})
    assert "gezien door Joris Bakker" in client.get("/werk/post/").content.decode()


def test_an_alarm_closes_by_itself(make_dossier, smtp_sink, at):
    make_dossier()
    guard.look(at=at + timedelta(minutes=31))
    deliver(at + timedelta(minutes=31))
    guard.look(at=at + timedelta(minutes=32))
    assert not Alarm.objects.filter(closed_at=None, cause="ack-late").exists()


def test_a_warning_that_did_not_go_before_it_was_over_stays_here(
    make_dossier, people, smtp_sink, settings, at
):
    """It waited for the same mail server as the acknowledgement."""
    make_dossier()
    marleen = people["marleen"].email
    smtp_sink.answers[marleen] = "451 later"
    guard.look(at=at + timedelta(minutes=31))
    deliver(at + timedelta(minutes=31))
    mail = Message.objects.get(to_address=marleen, subject="Klachten: Bevestigingen gaan niet weg")
    assert (mail.state, mail.text.split()[-1]) == ("queued", f"{settings.BASE_URL}/werk/alarmen/")
    smtp_sink.answers.clear()
    guard.look(at=at + timedelta(minutes=32))
    deliver(at + timedelta(hours=2))
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == ("suppressed", "waar dit voor waarschuwde, is voorbij")
    assert "Bevestigingen gaan niet weg" not in [sent["Subject"] for sent in smtp_sink.to(marleen)]


def test_managers_are_mailed_on_the_ladder(make_dossier, people, settings, at):
    """When it opens, and at 15:00, 20:00 and 22:00, once each."""
    make_dossier()
    for hour in (11, 14, 15, 16, 20, 22, 23):
        guard.look(at=at.replace(hour=hour))
    mails = Message.objects.filter(
        kind="alarm", to_address=people["marleen"].email, text__contains="bevestiging is"
    )
    assert mails.count() == 4


def test_a_deaf_worker_is_told(people, at):
    """F14."""
    guard.beat("guard-start", at=at)
    assert guard.look(at=at + timedelta(minutes=1)) == []
    causes = {a.cause for a in guard.look(at=at + timedelta(minutes=6))}
    assert causes == {"silent:worker"}, "one failure, one alarm: both show life through the worker"


def test_f14_the_guard_delivers_what_nobody_took(make_dossier, smtp_sink):
    """Without worker or clock: what has been due for two minutes goes, what is fresh is left to them."""
    now = timezone.now()
    late = make_dossier(when=now - timedelta(minutes=3))
    fresh = make_dossier(when=now)
    call_command("guard", deliver=True)
    assert (ack_of(late).state, ack_of(fresh).state) == ("sent", "queued")
    assert len(smtp_sink.mails) == 1


def test_the_same_message_cannot_be_written_twice(make_dossier, at):
    from django.db import IntegrityError, transaction

    from dossiers.intake.actions import acknowledge

    dossier = make_dossier()
    with pytest.raises(IntegrityError), transaction.atomic():
        acknowledge(dossier, at=at)
    assert Dossier.objects.get(pk=dossier.pk).messages.count() == 1
