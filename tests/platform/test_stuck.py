"""A worker whose pool hangs says so, ends, and leaves nothing behind."""

import os
import signal
import subprocess

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


def test_a_pool_that_lost_its_lock_ends_the_worker(tmp_path, monkeypatch):
    monkeypatch.setitem(
        Product.COMMANDS, "worker", lambda p, name, usual=Product.COMMANDS["worker"]: ["-c", HURRIED, *usual(p, name)[2:]]
    )  # fmt: skip
    with Product(
        tmp_path, web=0, guard=0, beat=1, CELERY_BROKER_URL=f"ingebouwd://localhost{tmp_path}/q"
    ) as product:
        worker = product.processes["worker"]
        log = tmp_path / "worker.log"
        product.until(lambda: "ready." in log.read_text(), 60)
        [child] = product.until(lambda: children_of(worker.pid), 20)
        product.kill("beat")
        os.kill(child, signal.SIGKILL)  # while it holds the lock of the pipe
        product.until(lambda: [c for c in children_of(worker.pid) if c != child], 20)
        after = children_of(worker.pid)
        product.script("from dossiers.tasks import deliver; deliver.delay()")
        assert product.until(lambda: worker.poll() is not None, 60)
        assert worker.returncode == EXIT_CODE
        assert "begint niet meer aan zijn taken" in log.read_text()
        assert product.until(lambda: all(map(gone, after)), 10)
