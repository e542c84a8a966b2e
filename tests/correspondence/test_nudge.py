"""A nudge to a Redis that is gone or says nothing: no error, one short wait, then silence for a while (F3, F5)."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from klachten.celery import BROKER_OPTIONS
from tests.parts import free_port

REPO = Path(__file__).resolve().parent.parent.parent
LONGEST = BROKER_OPTIONS["socket_connect_timeout"] + BROKER_OPTIONS["socket_timeout"]
BUSY = 4  # a machine that runs other tests too; without our time-outs it is forty seconds and more
NUDGES = """
import sys, time
import django
django.setup()
from dossiers.correspondence import outbox
for _ in sys.stdin:
    began = time.monotonic()
    outbox.nudge()
    print(time.monotonic() - began, flush=True)
"""


class Nudger:
    """A process of the product that nudges when told, and says how many seconds that took."""

    def __init__(self, port):
        env = {**os.environ, "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0", "PYTHONPATH": str(REPO)}
        self.process = subprocess.Popen(
            [sys.executable, "-c", NUDGES], cwd=REPO, env=env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def nudge(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def log(self):
        return self.process.communicate()[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()


class Deaf:
    """Accepts every connection, counts it, and never says a word."""

    def __init__(self):
        self.heard, self.lines = 0, []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            self.lines.append(line)
            self.heard += 1

    def close(self):
        self.server.shutdown(socket.SHUT_RDWR)
        for line in [self.server, *self.lines]:
            line.close()


@pytest.fixture
def deaf():
    server = Deaf()
    yield server
    server.close()


def test_f5_a_deaf_redis_costs_one_short_wait(deaf):
    with Nudger(deaf.port) as product:
        assert product.nudge() < BUSY * LONGEST
        heard = deaf.heard
        assert heard >= 1
        quick = [product.nudge() for _ in range(5)]
        assert deaf.heard == heard, "it isn't even asked again"
        assert max(quick) < BROKER_OPTIONS["socket_timeout"]
        assert product.log().count("no nudge") == 1


def test_f3_a_redis_that_is_gone_costs_nothing():
    with Nudger(free_port()) as product:
        assert product.nudge() < BUSY * LONGEST
        assert max(product.nudge() for _ in range(5)) < BROKER_OPTIONS["socket_timeout"]
        assert product.log().count("no nudge") == 1
