"""A9: whatever is typed, a mail goes to whom it should, with the headers of its template and no others."""

import itertools
import os
from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.casework import writing
from dossiers.correspondence import delivery
from dossiers.intake import caps
from dossiers.intake.actions import Report, register
from dossiers.models import Dossier

pytestmark = pytest.mark.django_db
STRINGS = int(os.environ.get("FAULTS_STRINGS", 40))  # 200 for the full run
BREAKS = ("\r\n", "\n", "\r", "%0d%0a", "\u2028", "\x0b", "\x00", "\\r\\n", "=0D=0A", "=?utf-8?q?=0A?=")
HEADERS = ("Bcc: dief@kwaad.example", "To: dief@kwaad.example", "Subject: Gratis", "Content-Type: text/html",
           "\r\n<b>lijf</b>", "Reply-To: <dief@kwaad.example>", ".\r\nMAIL FROM:<x@x.example>", "X-Vreemd: 1")  # fmt: skip
HOW = ("Jan{0}{1}", "{0}{1}", "Jan{0}{1}{0}", "jan@goed.example{0}{1}", '"Jan{0}{1}" <jan@goed.example>')
NASTY = [how.format(a, b) for how, a, b in itertools.product(HOW, BREAKS, HEADERS)][:: 400 // STRINGS]
EXPECTED = {
    "Subject", "From", "To", "Reply-To", "Message-ID", "Date", "Auto-Submitted", "X-Auto-Response-Suppress",
    "Content-Language", "MIME-Version", "Content-Type",
}  # fmt: skip
FIELDS = ("name", "occurred", "proposal", "better", "for_name", "relation")


def proper(mail, address):
    assert mail["To"] == address
    assert "dief" not in str(mail["From"]) + str(mail["Reply-To"])
    assert set(mail.keys()) == EXPECTED
    assert len(mail.keys()) == len(EXPECTED), "each header once"


def test_a9_the_public_form(organisation, client, smtp_sink, monkeypatch):
    monkeypatch.setattr(caps, "PER_SOURCE", 10**6)
    for number, nasty in enumerate(NASTY):
        address = f"melder{number}@proef.example"
        client.post("/", {**dict.fromkeys(FIELDS, nasty), "story": f"Er is iets. {nasty}", "email": address})
    assert Dossier.objects.count() > STRINGS // 2, "most are a complaint; a NUL is refused kindly"
    delivery.deliver_due(limit=1000, now=lambda: timezone.now() + timedelta(minutes=1))
    assert len(smtp_sink.mails) == Dossier.objects.count()
    for recipients, mail in smtp_sink.mails:
        assert len(recipients) == 1
        proper(mail, recipients[0])


def test_a9_an_address_with_a_line_in_it_is_refused(organisation, client):
    for nasty in NASTY:
        client.post("/", {"story": "Er is iets.", "email": f"jan@goed.example{nasty}"})
    assert not Dossier.objects.filter(complainant__email__contains="dief").exists()


def test_a9_what_a_colleague_types(people, smtp_sink, at):
    """Name, organisation, subject, address and the words of a letter."""
    for number, nasty in enumerate(NASTY):
        address = f"melder{number}@proef.example"
        clean = nasty.replace("\x00", "")  # forms refuse it, PostgreSQL can't hold it
        person = {
            "name": clean,
            "organisation": clean,
            "address": clean,
            "email": address,
            "email_vouched": True,
        }
        report = Report(
            subject=clean,
            story=clean,
            form=[("Wat?", clean)],
            carrier="telefoon",
            received_at=at,
            complainant=person,
        )
        dossier = register(report, by=people["joris"], at=at)
        writing.write(dossier, clean, by=people["joris"], at=at)
    delivery.deliver_due(limit=1000, seconds=120, now=lambda: at)
    assert len(smtp_sink.mails) == 2 * len(NASTY)
    for recipients, mail in smtp_sink.mails:
        proper(mail, recipients[0])
