"""A sender whose clock is told: a line with a moment on stdin makes it deliver what is due then, and answer with how much.

Run inside the product: python3 -m tests.faults.sender TIMEOUT. A line "guard MOMENT" makes it look as the guard does.
"""

import sys
import time
from datetime import datetime, timedelta

import django
from django.conf import settings

django.setup()

from dossiers.correspondence import delivery, guard  # noqa: E402


def running_from(moment):
    """The clock goes on from there while we work."""
    began = time.monotonic()
    return lambda: moment + timedelta(seconds=time.monotonic() - began)


def act(word, moment):
    if word == "guard":
        for name in ("worker", "beat"):  # they are not the subject of these rows
            guard.beat(name, at=moment)
        return len(guard.look(at=moment))
    return delivery.deliver_due(limit=10**6, seconds=3600, now=running_from(moment))


def main(timeout):
    settings.EMAIL_TIMEOUT = float(timeout)
    for line in sys.stdin:
        word, moment = line.split()
        print("did", act(word, datetime.fromisoformat(moment)), flush=True)


main(*sys.argv[1:])
