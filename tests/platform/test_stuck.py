"""A worker whose pool hangs says so, ends, and leaves nothing behind."""

import os
import signal
import subprocess

import pytest

from klachten.stuck import EXIT_CODE
from tests.product import Product

# the same worker in a hurry: rounds of a quarter of a second
HURRIED = """
import sys
from klachten import stuck
stuck.ROUND_SECONDS = 0.25
sys.argv = ["celery", *sys.argv[1:]]
from celery.__main__ import main
main()
"""


def children_of(pid):
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout
    return [int(p) for p in found.split()]


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def kill_until_it_is_stuck(product, worker, log):
    """A child that waits for work holds the lock of the pipe; killed a moment too early, the next one has it. All children."""
    seen = set()
    for _ in range(10):
        done = log.read_text().count("succeeded")
        product.script("from dossiers.tasks import deliver; deliver.delay()")
        product.until(lambda n=done: worker.poll() is not None or log.read_text().count("succeeded") > n, 60)
        if worker.poll() is not None:
            return seen
        children = children_of(worker.pid)
        seen.update(children)
        for child in children:
            os.kill(child, signal.SIGKILL)
    raise AssertionError("ten deaths, and the lock was never held")


@pytest.mark.slow
def test_a_pool_that_lost_its_lock_ends_the_worker(tmp_path, monkeypatch):
    monkeypatch.setitem(
        Product.COMMANDS, "worker", lambda p, name, usual=Product.COMMANDS["worker"]: ["-c", HURRIED, *usual(p, name)[2:]]
    )  # fmt: skip
    queue = f"ingebouwd://localhost{tmp_path}/q"
    with Product(tmp_path, web=0, guard=0, beat=1, CELERY_BROKER_URL=queue) as product:
        worker, log = product.processes["worker"], tmp_path / "worker.log"
        product.until(lambda: "ready." in log.read_text(), 60)
        product.kill("beat")
        children = kill_until_it_is_stuck(product, worker, log)
        assert worker.returncode == EXIT_CODE
        assert "begint niet meer aan zijn taken" in log.read_text()
        assert product.until(lambda: all(map(gone, children)), 10)
