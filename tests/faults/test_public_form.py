"""A5 and A6: the public form as a weapon. The full size: FAULTS_POSTS=10000 pytest tests/faults/test_public_form.py

The posts are real requests; caps, breaker and guard work as they do; the mail server is a real one. Below the full
size the breaker opens sooner, so that the small run sees it too.
"""

import os
from collections import Counter
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from dossiers.correspondence import delivery, flood, guard
from dossiers.intake import caps, work
from dossiers.models import Alarm, Dossier, Filing, Message, Offered
from tests.visitor import hidden_fields, with_work

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
POSTS = int(os.environ.get("FAULTS_POSTS", 60))
PROVED_IN = 5  # of the posts of A6, one in this many had its browser work
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock(organisation, at, monkeypatch):
    if POSTS <= caps.IN_ALL:
        monkeypatch.setattr(caps, "IN_ALL", POSTS // 2)
    with time_machine.travel(at, tick=False) as clock:
        yield clock


@pytest.fixture
def warned(settings, tmp_path):
    """A second road that takes everything."""
    script = tmp_path / "warn.sh"
    script.write_text(f"#!/bin/sh\ncat >> {tmp_path / 'warnings'}\n")
    script.chmod(0o755)
    settings.ALARM_COMMAND = [str(script)]
    return lambda: (tmp_path / "warnings").read_text()


def address(number):
    return f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"


def post(number, email, source, **fields):
    told = {"story": f"Nummer {number}: het licht is uit.", "email": email, **fields}
    return Client().post("/", told, REMOTE_ADDR=source).status_code


def attack(clock, smtp_sink, at, email, source):
    """All posts within fifty minutes; mail goes out while they come in."""
    step = timedelta(minutes=50) / POSTS
    answers = Counter()
    for number in range(POSTS):
        answers[post(number, email(number), source(number))] += 1
        clock.shift(step)
        if number % (POSTS // 10) == 0:
            delivery.deliver_due(now=lambda n=number: at + n * step)
    delivery.deliver_due(limit=POSTS, seconds=600, now=lambda: at + HOUR)
    return answers


def awake_guard(at):
    for name in ("worker", "beat"):
        guard.beat(name, at=at)
    guard.look(at=at)


def test_a5_everything_at_one_victim(clock, smtp_sink, at, warned):
    """His mailbox by ten names, from as many places as there are posts."""
    answers = attack(clock, smtp_sink, at, lambda n: f"victim+{n % 10}@proef.example", address)
    held = Message.objects.filter(state="held").count()
    print(
        f"A5: {POSTS} posts to one mailbox: {len(smtp_sink.mails)} mails, {held} held, {Dossier.objects.count()} kept"
    )
    assert (answers, Dossier.objects.count()) == ({303: POSTS}, POSTS)
    assert len(smtp_sink.mails) <= caps.PER_ADDRESS
    assert held == POSTS - len(smtp_sink.mails)
    warned_once(at, warned)


def test_a5_from_one_place_to_everybody(clock, smtp_sink, at, warned):
    answers = attack(clock, smtp_sink, at, lambda n: f"p{n}@proef.example", lambda n: "198.51.100.7")
    print(f"A5: {POSTS} posts from one place: {len(smtp_sink.mails)} mails, {Dossier.objects.count()} kept")
    assert (answers, Dossier.objects.count()) == ({303: POSTS}, POSTS)
    assert len(smtp_sink.mails) <= caps.PER_SOURCE
    per_address = Counter(recipient for recipients, _mail in smtp_sink.mails for recipient in recipients)
    assert max(per_address.values()) <= caps.PER_ADDRESS
    warned_once(at, warned)


def warned_once(at, warned):
    """The breaker is open; one alarm, that also went over the second road."""
    late = at.replace(hour=15, minute=5)
    assert flood.open_breaker()
    for minutes in range(3):
        awake_guard(late + minutes * timedelta(minutes=1))
    causes = set(Alarm.objects.filter(closed_at=None).values_list("cause", flat=True))
    assert "flood" in causes
    assert len(causes) <= 2, "the flood, and mails that wait for another reason"
    assert Offered.objects.filter(alarm__cause="flood", ok=True).count() == 1
    assert "Er kwamen heel veel klachten tegelijk" in warned()


CANARY = "http://kanarie{0}.example/win 06-{1}-kanarie{0}"
FIELDS = ("story", "name", "phone", "occurred", "proposal", "better", "for_name", "relation")


def parts_of(mail):
    """Headers and every part but the PDF, decoded; and the PDFs."""
    told = [f"{name}: {value}" for name, value in mail.items()]
    told += [p.get_content() for p in mail.walk() if p.get_content_maintype() == "text"]
    told += [p.get_filename() or "" for p in mail.walk()]
    return "\n".join(told), [
        p.get_content() for p in mail.walk() if p.get_content_type() == "application/pdf"
    ]


def test_a6_no_typed_word_travels(clock, smtp_sink, at, monkeypatch):
    """Fields with a canary each, a few in turns for who speaks for another; some browsers did their work."""
    posts = min(POSTS, 500)
    monkeypatch.setattr(work, "ZEROS", 6 if posts < 500 else work.ZEROS)
    monkeypatch.setattr(caps, "IN_ALL", 10**6)
    for number in range(posts):
        fields = {name: CANARY.format(f"{number}{name[:3]}", 10_000_000 + number) for name in FIELDS}
        fields |= {
            "name": fields["name"][:150],
            "phone": "0612345678 kanariebel",
            "relation": fields["relation"][:100],
        }
        asked = hidden_fields(Client())
        asked = with_work(asked) if number % PROVED_IN == 0 else asked
        assert post(number, f"p{number}@proef.example", address(number), **fields, **asked) == 303
    delivery.deliver_due(limit=posts, seconds=600, now=lambda: at + HOUR)
    assert len(smtp_sink.mails) == posts
    copies = 0
    for [recipient], mail in smtp_sink.mails:
        told, pdfs = parts_of(mail)
        assert "kanarie" not in told.lower()
        assert "0612345678" not in told
        assert bool(pdfs) == Filing.objects.get(mailbox=caps.mailbox_of(recipient)).proved
        assert ("/adres/" in told) != bool(pdfs), "the copy is lost for nobody"
        copies += len(pdfs)
    assert copies == -(-posts // PROVED_IN)
    assert "kanarie0" in PdfReader(BytesIO(pdfs_of(smtp_sink)[0])).pages[0].extract_text()
    print(
        f"A6: {posts} posts with {len(FIELDS)} canaries each: 0 in {len(smtp_sink.mails)} mails, {copies} with a copy"
    )


def pdfs_of(smtp_sink):
    return parts_of(smtp_sink.to("p0@proef.example")[0])[1]
