"""The demo tells a normal story: what should have gone, stands as gone at its own moment, and nothing was sent."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from dossiers.demo import post
from dossiers.demo.load import load
from dossiers.models import Event, Message

pytestmark = pytest.mark.django_db
SINCE = re.compile(r"[Ss]inds\s+\w+dag\s+(\d+)\s+(\w+)")
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def told(settings, smtp_sink):
    with time_machine.travel(NOW, tick=False):
        load(now=NOW)
    assert not smtp_sink.mails, "nothing is sent at load"


def test_the_post_of_the_demo_looks_like_that_of_a_normal_year(told):
    """One test: telling the demo takes long."""
    what_did_not_go()
    each_went_at_its_own_moment_and_says_that_it_is_an_example()
    no_answer_tells_tomorrow_as_past()


def no_answer_tells_tomorrow_as_past():
    answers = Message.objects.filter(kind="answer", state="sent")
    for answer in answers:
        sent = timezone.localdate(answer.sent_at)
        for day, month in SINCE.findall(answer.text):
            told = date(sent.year, MONTHS.index(month) + 1, int(day))
            assert abs((told - sent).days) > 180 or told <= sent, (answer.subject, day, month)
    assert any(SINCE.search(answer.text) for answer in answers)


def what_did_not_go():
    states = Counter(Message.objects.values_list("kind", "state"))
    left = {key: count for key, count in states.items() if key[1] != "sent"}
    assert left == {
        ("ack", "queued"): 2,  # of today: these really go, to the mail catcher
        ("ack", "suppressed"): 1,  # somebody without a name: the page was the confirmation
        ("introduction", "failed"): 1,
        ("introduction", "held"): 1,
    }
    stopped = Message.objects.filter(state__in=["failed", "held"]).order_by("state")
    assert [(m.dossier.subject, m.state) for m in stopped] == [
        (post.FULL, "failed"),
        (post.ON_THE_DESK, "held"),
    ]


def each_went_at_its_own_moment_and_says_that_it_is_an_example():
    for message in Message.objects.filter(state="sent").select_related("sent_by"):
        assert timedelta(0) < message.sent_at - message.due_at < timedelta(hours=1)
        assert message.sent_at <= NOW
        assert timezone.localdate(message.sent_at) == timezone.localdate(message.due_at)
        [attempt] = message.tries.all()
        by_hand = message.carrier == "letter"
        assert bool(message.sent_by) == by_hand
        assert attempt.answer == (
            f"met de post verstuurd door {message.sent_by}" if by_hand else post.SENT.answer
        )
        kind = "sent_by_hand" if by_hand else "sent"
        assert Event.objects.filter(message=message, kind=kind, at=message.sent_at).count() == 1
