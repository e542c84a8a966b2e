"""A4: guessing at links gives nothing, is slowed, and who has a right link never notices."""

import os
import secrets
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers import links
from dossiers.models import Miss

pytestmark = pytest.mark.django_db
GUESSES = int(os.environ.get("FAULTS_GUESSES", 60))  # 10,000 for the full run
PATHS = ("/volg/{}/", "/volg/{}/kopie.pdf", "/volg/{}/evaluatie/", "/adres/{}/")


@pytest.fixture(autouse=True)
def clock(organisation, at):
    with time_machine.travel(at, tick=False) as clock:
        yield clock


def guess(client, path="/volg/{}/", **extra):
    return client.get(path.format(secrets.token_urlsafe(20)), **extra)


def test_a4_after_twenty_misses_a_minute_a_source_is_slowed(client, make_dossier, at, clock):
    right = f"/volg/{links.secret_of(make_dossier(), at=at)}/"
    answers = [guess(client, PATHS[n % len(PATHS)]).status_code for n in range(GUESSES)]
    assert answers == [404] * 20 + [429] * (GUESSES - 20)
    assert Miss.objects.count() == 20, "who is slowed fills no table"
    assert client.get(right).status_code == 200, "a right link always opens"
    assert guess(client, REMOTE_ADDR="198.51.100.9").status_code == 404, "somebody else is not slowed"
    clock.shift(timedelta(seconds=61))
    assert guess(client).status_code == 404


def test_a4_the_page_says_when_and_whom_to_call(client):
    for _ in range(20):
        guess(client)
    slowed = guess(client)
    assert (slowed.status_code, slowed["Retry-After"]) == (429, "60")
    assert "Probeer het om <strong>10.01 uur</strong> nog eens." in slowed.content.decode()
    assert "088 000 12 00" in slowed.content.decode()


def test_a4_misses_are_not_kept(client, clock):
    guess(client)
    clock.shift(timedelta(hours=2))
    guess(client)
    assert Miss.objects.count() == 1


def test_a4_one_house_is_one_source(client):
    """Whoever has an IPv6 address has 2^64 of them."""
    for number in range(20):
        guess(client, REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert guess(client, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429
    assert guess(client, REMOTE_ADDR="2001:db8:1:3::1").status_code == 404


def kinds_of_secret(make_dossier, at):
    """One that never was, one that was revoked, one that expired."""
    revoked, expired = make_dossier(), make_dossier()
    old = links.secret_of(revoked, at=at)
    links.renew(revoked, at=at)
    gone = links.secret_of(expired, at=at)
    links.expire_after_closing(expired, at=at - timedelta(days=400))
    return {"unknown": secrets.token_urlsafe(20), "revoked": old, "expired": gone}


def test_a4_unknown_revoked_and_expired_ask_the_database_the_same(client, make_dossier, at):
    shapes = set()
    for secret in kinds_of_secret(make_dossier, at).values():
        with CaptureQueriesContext(connection) as queries:
            assert links.opened_by(secret, at=at) is None
        assert not any(secret in q["sql"] for q in queries), "only a digest is compared"
        shapes.add(tuple(q["sql"].split("digest")[0] for q in queries))
    assert len(shapes) == 1


def test_a4_and_take_the_same_time(make_dossier, at):
    """The quickest of many lookups, in processor time and in turns; a guess that is half right takes no longer."""
    found = links.secret_of(make_dossier(), at=at)
    guesses = {**kinds_of_secret(make_dossier, at), "half right": found[:14] + "x" * 13}
    times = {kind: [] for kind in guesses}
    for _ in range(200):
        for kind, secret in guesses.items():
            start = time.thread_time()
            links.opened_by(secret, at=at)
            times[kind].append(time.thread_time() - start)
    quickest = {kind: min(taken) for kind, taken in times.items()}
    print({kind: f"{1e6 * t:.0f} µs" for kind, t in quickest.items()})
    assert max(quickest.values()) < 1.5 * min(quickest.values())
