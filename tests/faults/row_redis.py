"""F3, F4 and F5: what visitors and acknowledgements notice of a Redis that stops, dies or says nothing. Nothing."""

import time
from contextlib import contextmanager

from tests.faults.minutes import hurry
from tests.faults.rows import row
from tests.faults.servers import Postgres, Redis
from tests.faults.visitors import Crowd

PACE = 2  # visitors a second, more than any organisation has; the PDFs of five take both cores of a small machine
BEFORE_THE_GUARD = 100  # seconds; the guard delivers what has been due for two minutes


@contextmanager
def running(rig):
    """The product on a PostgreSQL and a Redis of its own; every visitor counts as a source of his own."""
    with Postgres() as postgres, Redis(rig.folder) as redis:
        values = {
            "DATABASE_URL": postgres.url,
            "CELERY_BROKER_URL": redis.url,
            "TRUSTED_PROXIES": "127.0.0.1/32",
        }
        with rig.product(beat=1, **values) as product:
            yield product, postgres, redis


def crowd(rig, product, size, first=0, seconds=None):
    seconds = size / PACE if seconds is None else seconds
    return Crowd(product.urls, rig.record, visits=size, seconds=seconds, first=first)


def all_is_well(rig, figures, visitors):
    """Everybody read "ontvangen" at once, and everybody has exactly one acknowledgement, the same day."""
    assert not visitors.broken
    assert not visitors.troubles, visitors.troubles[0]
    assert figures.submitted == figures.acknowledged >= rig.size
    assert not figures.lost
    assert not figures.double
    assert not figures.late
    return f"{figures}; forms {visitors.figures}"


def start_what_ended(product):
    """A worker whose Redis goes away at the wrong moment ends itself (kombu: `'NoneType' object has no attribute
    'hostname'`); whoever started it starts it again, and so do we. Without that the guard delivers, minutes later.
    """
    for name in ("worker", "beat"):
        if product.processes[name].poll() is not None:
            product.start(name)


def the_worker_is_back(rig, product):
    """One more complaint goes before the guard would send it."""
    with crowd(rig, product, 1, first=rig.size):
        pass
    rig.quiet(product, BEFORE_THE_GUARD, start_what_ended)


@row("F3", "Redis stopped, then flushed, while complaints come in: all acknowledged, p95 of the form ≤ 1 s",
     size=300, ci={"size": 24}, on="own")  # fmt: skip
def stopped(rig):
    with running(rig) as (product, _, redis):
        with crowd(rig, product, rig.size) as visitors:
            part = rig.size / PACE / 4
            time.sleep(part)
            redis.stop()
            time.sleep(part)
            redis.start()
            time.sleep(part)
            redis.flush()
        rig.quiet(product, 300, start_what_ended)
        the_worker_is_back(rig, product)
        figures = rig.figures(product)
    assert visitors.percentile(0.95) <= (1 if rig.wait else 10), visitors.figures
    return all_is_well(rig, figures, visitors)


@row("F4", "Redis kill -9 and started empty every 20 s while complaints come in: nothing lost",
     size=450, kills=15, ci={"size": 24, "kills": 2}, on="own")  # fmt: skip
def killed(rig):
    between = 20 if rig.wait else 4
    with running(rig) as (product, _, redis):
        with crowd(rig, product, rig.size, seconds=between * rig.kills) as visitors:
            for _ in range(rig.kills):
                time.sleep(between)
                redis.kill()
                redis.start()
        rig.quiet(product, 300, start_what_ended)
        the_worker_is_back(rig, product)
        figures = rig.figures(product)
    return all_is_well(rig, figures, visitors)


@row("F5", "Redis accepts and never answers: p99 of the form ≤ 3 s, and the guard delivers",
     size=300, ci={"size": 24}, on="own")  # fmt: skip
def deaf(rig):
    with running(rig) as (product, _, redis):
        redis.freeze()
        with crowd(rig, product, rig.size) as visitors:
            pass
        hurry(rig, product, 3)
        rig.quiet(product, 300)
        figures = rig.figures(product)
    assert visitors.percentile(0.99) <= (3 if rig.wait else 10), visitors.figures
    return all_is_well(rig, figures, visitors)
