"""A3: whatever a client sends, to whatever address, as whomever: never a 5xx.

The full run: FUZZ_REQUESTS=50000 python3 manage.py test tests/hostile/test_fuzz.py -s
"""

import logging
import os
import time
import traceback

import pytest
from django.db import transaction
from django.template.base import Template
from django.test import Client
from django.utils import timezone

from klachten.wsgi import plain
from tests.documents.test_uploads import REFUSED_INSIDE, TAKEN
from tests.hostile import world
from tests.hostile.fuzzer import Fuzzer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", 2500))  # on both databases together a tenth
SEED = int(os.environ.get("FUZZ_SEED", 3))
CHUNK = 250  # requests; then everything is as it was
ROLES = ("joris", "marleen", "balie", "beheer", "niets")
FILES = [*TAKEN, *((name, data) for _, name, data in REFUSED_INSIDE)]


class Rough(Client):
    """As gunicorn calls us: a page that breaks is an answer of 500."""

    def request(self, **environ):
        return super().request(**plain(environ))


@pytest.fixture
def fuzzer(make_dossier, people, client_for, category, smtp_sink, at, monkeypatch):
    world.fill(make_dossier, people, client_for, category, at)
    known = world.values(timezone.now())

    def make(seed):
        clients = {who: Rough(raise_request_exception=False) for who in ("visitor", *ROLES)}
        for who in ROLES:
            clients[who].cookies = client_for(people[who]).cookies
        return Fuzzer(seed, clients, list(world.addresses()), known, FILES)

    # tens of thousands of refusals would drown what goes wrong, and nobody looks at what went into a page
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
    logging.disable(logging.CRITICAL)
    yield make
    logging.disable(logging.NOTSET)


def wrong_in(fuzzer, count):
    """Every request that made the program stumble, with where it did."""
    for _ in range(count):
        made = fuzzer.make()
        status, broken = fuzzer.go(made)
        if status >= 500 and "/gezondheid/" not in made.address:  # which says 503 on a bad day
            yield f"{status} {made}\n{''.join(traceback.format_exception(*broken)[-4:]) if broken else ''}"


def test_a3_nothing_breaks(fuzzer):
    wrong, seen, begin = [], {}, time.monotonic()
    for number in range(max(1, REQUESTS // CHUNK)):
        with transaction.atomic():
            one = fuzzer(SEED * 10_000 + number)
            wrong += wrong_in(one, CHUNK)
            seen |= dict(one.seen)
            transaction.set_rollback(True)
    landed = {name for name, method, status in seen if (method, status) == ("post", 302)}
    print(f"{REQUESTS} requests in {time.monotonic() - begin:.0f} s, {len(wrong)} × 5xx")
    assert not wrong, "\n".join(wrong[:20])
    assert len(landed) > 10, "many a request is good enough to change something"
