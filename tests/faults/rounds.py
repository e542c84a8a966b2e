"""Several senders whose clock is moved on: back-off takes minutes and an afternoon takes hours, a run does not."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.product import PYTHON, REPO, Product

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TIMEOUT = 3  # seconds that a sender waits for an answer; 15 in the product
MINUTE = timedelta(minutes=1)


def tomorrow_at(hour: int) -> datetime:
    """A moment after everything in the demo: only the date is asked of the real clock."""
    tomorrow = datetime.now(AMSTERDAM) + timedelta(days=1)
    return tomorrow.replace(hour=hour, minute=0, second=0, microsecond=0)


class Senders:
    """Processes of tests/faults/sender.py; the first of them also looks as the guard does."""

    def __init__(self, product: Product, count: int) -> None:
        words, self.product = [PYTHON, "-m", "tests.faults.sender", str(TIMEOUT)], product
        self.log = open(product.folder / "senders.log", "ab")  # noqa: SIM115 (closed at the end)
        self.processes = [
            subprocess.Popen(
                words, cwd=REPO, env=product.env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log
            )
            for _ in range(count)
        ]  # fmt: skip

    def all_deliver(self, at: datetime) -> int:
        """At the same time, until nothing is due. Returns how many tries were made."""
        for process in self.processes:
            _tell(process, "deliver", at)
        return sum(_heard(process) for process in self.processes)

    def look(self, at: datetime) -> None:
        _tell(self.processes[0], "guard", at)
        _heard(self.processes[0])

    def close(self) -> None:
        for process in self.processes:
            with process:  # waits for it, and closes what we talked through
                process.kill()
        self.log.close()


def _tell(process: subprocess.Popen[str], word: str, at: datetime) -> None:
    assert process.stdin
    process.stdin.write(f"{word} {at.isoformat()}\n")
    process.stdin.flush()


def _heard(process: subprocess.Popen[str]) -> int:
    assert process.stdout
    answer = process.stdout.readline().split()
    assert answer, "a sender died: look in senders.log"
    return int(answer[1])


@contextlib.contextmanager
def senders(product: Product, count: int = 3) -> Iterator[Senders]:
    found = Senders(product, count)
    try:
        yield found
    finally:
        found.close()


def each(step: timedelta, start: datetime, end: datetime, act: Callable[[datetime], object]) -> None:
    """Act at each step of the moved clock, which never lags behind the work done meanwhile; a true answer is enough."""
    at = start
    while at < end:
        began = time.monotonic()
        if act(at):
            return
        at += max(step, timedelta(seconds=time.monotonic() - began))
