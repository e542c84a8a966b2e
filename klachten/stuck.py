"""A worker whose pool hangs ends itself; whoever started it starts it again.

The processes of a worker on the embedded queue share one pipe and its lock. One that is killed while it holds that lock
(a time limit after the machine slept, no memory) leaves those after it waiting for ever: tasks arrive and none begins.
"""

from __future__ import annotations

import logging
import os
import signal
from threading import Event, Thread
from typing import Any

import billiard
from celery import bootsteps
from celery.worker import state

log = logging.getLogger(__name__)
ROUND_SECONDS = 10.0
MOST_ROUNDS = 16  # longer than any task may take; counted, since a machine that slept skips time
EXIT_CODE = 70


class EndsWhenStuck(bootsteps.StartStopStep):
    """Looks from a thread of its own: what hangs can't look at itself."""

    requires = frozenset({"celery.worker.components:Pool"})

    def __init__(self, worker: Any, **_: Any) -> None:
        self.stopped, self.begun, self.rounds = Event(), 0, 0

    def start(self, worker: Any) -> None:
        Thread(target=self.watch, daemon=True).start()

    def stop(self, worker: Any) -> None:
        self.stopped.set()

    terminate = stop

    def watch(self) -> None:
        while not self.stopped.wait(ROUND_SECONDS):
            if self.is_stuck():
                log.critical(
                    "De werker begint niet meer aan zijn taken. Hij stopt en moet opnieuw gestart worden."
                )
                end()

    def is_stuck(self) -> bool:
        """True when tasks wait and none was begun in so many rounds."""
        begun, before = state.all_total_count[0], self.begun
        waits = bool(state.reserved_requests) and begun == before
        self.begun, self.rounds = begun, self.rounds + 1 if waits else 0
        return self.rounds >= MOST_ROUNDS


def end() -> None:
    """With the processes of its pool, which would wait on."""
    for child in billiard.active_children():
        os.kill(child.pid, signal.SIGKILL)
    os._exit(EXIT_CODE)
