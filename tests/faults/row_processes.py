"""F12, F13 and F14: too many clocks and stacks, no clock at all, and a worker that hears nothing."""

import signal
import subprocess
import time
from contextlib import contextmanager, nullcontext

from tests.faults import oracle
from tests.faults.minutes import hurry
from tests.faults.row_redis import PACE, crowd, start_what_ended
from tests.faults.rows import database_is, row
from tests.product import PYTHON, REPO

OWN_SOURCES = {"TRUSTED_PROXIES": "127.0.0.1/32"}
FROZEN = """
import os, signal
from django.db import transaction
from dossiers.models import Message
with transaction.atomic():
    print(len(Message.objects.filter(kind="ack").select_for_update()), flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)
"""
IN_HAND = "SELECT id FROM dossiers_message WHERE state = 'handing'"
HEARD = "SELECT at FROM dossiers_heartbeat WHERE name = 'worker'"


@contextmanager
def frozen_transaction(product):
    """A process that stopped in the middle of a transaction, with its hands on every acknowledgement."""
    words = [PYTHON, "-c", "import django; django.setup()\n" + FROZEN]
    with subprocess.Popen(words, cwd=REPO, env=product.env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline().strip() != "0"
        yield
        process.kill()


def nothing_twice(figures, in_hand=0):
    """But for what a frozen sender was handing over: the guard sends it once more, and then it wakes up (F8)."""
    assert figures.submitted == figures.acknowledged
    assert not figures.lost
    assert len(figures.double) <= in_hand
    assert not figures.late


def warned_about_silence(rig, product):
    """Wait until the guard has an alarm that worker or clock is silent."""
    product.until(
        lambda: any("silent:" in cause for cause in rig.figures(product).alarms), 600 if rig.wait else 30
    )


@row("F12", "three clocks and two whole stacks on one database: nothing twice", size=300, ci={"size": 30})
def too_many(rig):
    with rig.product(web=2, worker=2, beat=3, guard=2, **OWN_SOURCES) as product:
        with crowd(rig, product, rig.size) as visitors:
            pass
        rig.quiet(product, 300)
        figures = rig.figures(product)
    assert not visitors.broken
    assert not visitors.troubles, "no “database is locked” either"
    assert figures.submitted == rig.size
    nothing_twice(figures)
    return f"{figures}; forms {visitors.figures}"


@row("F13", "no clock at all: acknowledgements still go, the guard warns within 10 minutes",
     size=100, ci={"size": 10})  # fmt: skip
def no_clock(rig):
    with rig.product(beat=0, **OWN_SOURCES) as product:
        with crowd(rig, product, rig.size) as visitors:
            pass
        rig.quiet(product, 300)
        hurry(rig, product, 6, "guard-start")
        warned_about_silence(rig, product)
        figures = rig.figures(product)
    nothing_twice(figures)
    return f"{figures}; forms {visitors.figures}"


@row("F14", "the worker hears nothing: the guard warns within 10 minutes and delivers itself",
     size=100, ci={"size": 10})  # fmt: skip
def deaf_worker(rig):
    with rig.product(beat=1, **OWN_SOURCES) as product:
        product.until(lambda: heard(product), 60)
        with crowd(rig, product, rig.size) as visitors:
            time.sleep(rig.size / PACE / 2)
            freeze_the_worker(product)
            in_hand = len(oracle.query(product.env["DATABASE_URL"], IN_HAND))
        hurry(rig, product, 6, "worker", "guard-start")
        with frozen_transaction(product) if is_big(rig, product) else nullcontext():
            rig.quiet(product, 600)
        warned_about_silence(rig, product)
        before = heard(product)
        product.signal("worker", signal.SIGCONT)
        product.until(lambda: start_what_ended(product) or heard(product) != before, 300)
        figures = rig.figures(product)
    nothing_twice(figures, in_hand)
    return f"{figures}; forms {visitors.figures}"


def freeze_the_worker(product):
    """Between two transactions: SQLite has one lock, and who froze with it in hand holds everybody, the guard too."""
    product.signal("worker", signal.SIGSTOP)
    while database_is(product.env) == "sqlite" and not oracle.can_be_written(product.env["DATABASE_URL"]):
        product.signal("worker", signal.SIGCONT)
        time.sleep(0.05)
        product.signal("worker", signal.SIGSTOP)


def is_big(rig, product):
    """It takes PostgreSQL two minutes to end a frozen transaction; on SQLite everything would wait for it."""
    return rig.wait and database_is(product.env) == "postgres"


def heard(product):
    """When the worker last did something."""
    return oracle.query(product.env["DATABASE_URL"], HEARD)
