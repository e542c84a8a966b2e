"""Its own process: looks at the database each minute, warns, and delivers what Celery left lying (docs/promises.md)."""

from __future__ import annotations

import contextlib
import logging
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from dossiers.correspondence import delivery, guard, jumps, roads
from dossiers.demo import left_behind
from dossiers.organisation.setup_code import announcement
from klachten.environment import NO_SECOND_ROAD

EVERY = 60  # seconds
SIGN_OF_LIFE = Path(tempfile.gettempdir()) / "klachten-guard"
DELIVER_WITHIN = (
    45  # seconds; the child is killed after that: a hanging mail server must not stop the watching
)
OVERDUE = timedelta(minutes=2)
START_AGAIN = 2  # seconds
log = logging.getLogger(__name__)


def asked_to_stop() -> threading.Event:
    """Set by SIGTERM; the round is finished first. The first process of a container hears only what it asks for."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


class Command(BaseCommand):
    before: jumps.Moment | None = None
    help = "Kijk elke minuut of elke bevestiging op tijd gaat, waarschuw, en verstuur wat is blijven liggen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="kijk één keer en stop")
        parser.add_argument("--deliver", action="store_true", help="verstuur alleen wat te lang wacht")

    def handle(self, *args: Any, once: bool = False, deliver: bool = False, **options: Any) -> None:
        if deliver:
            self._watched(lambda: delivery.deliver_due(seconds=DELIVER_WITHIN - 5, overdue=OVERDUE))
            return
        if not roads.configured():
            self.stderr.write(NO_SECOND_ROAD)
        stop = threading.Event() if once else asked_to_stop()
        self._start(stop)
        self._round() if once else self._keep_looking(stop)

    def _keep_looking(self, stop: threading.Event) -> None:
        while not stop.is_set():
            started = time.monotonic()
            self._round()
            # for the health check of a container; the database has the heartbeat
            with contextlib.suppress(OSError):
                SIGN_OF_LIFE.touch()
            stop.wait(max(1.0, EVERY - (time.monotonic() - started)))

    def _start(self, stop: threading.Event) -> None:
        """A database that is away at the start is waited for, and told once."""
        said = ""
        while not stop.is_set():
            try:
                self._may_start()
                guard.beat("guard-start", at=timezone.now())
                return
            except Error as error:
                line = f"De database is er niet ({type(error).__name__}). De bewaker wacht erop."
                self.stderr.write(line) if line != said else None
                said = line
                connection.close()
                stop.wait(START_AGAIN)

    def _may_start(self) -> None:
        """Not next to people with a password that everybody knows; an empty installation hears how to begin."""
        if why := left_behind.refusal():
            raise CommandError(f"Klachten start niet: {why}")
        if line := announcement():
            self.stdout.write(line)

    def _round(self) -> None:
        """One look. A database that is away for a moment is no reason to stop watching, and a bug is none either."""
        close_old_connections()
        if self._watched(self._look):
            self._deliver_in_a_child()

    def _look(self) -> None:
        at = timezone.now()
        now = jumps.Moment.take(at)
        if jump := jumps.jumped(self.before or now, now):
            jumps.put_right(jump, at=at)
            self.stderr.write(jumps.told(jump))
        self.before = now
        guard.look(at=at)

    def _watched(self, act: Callable[[], Any]) -> bool:
        """False when the database is away; what else goes wrong goes to the log, which says no names."""
        try:
            act()
        except Error as error:
            self.stderr.write(f"De database is er niet ({type(error).__name__}).")
            return False
        except Exception:
            log.exception("the guard stumbled")
        return True

    def _deliver_in_a_child(self) -> None:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "guard", "--deliver"]
        try:
            subprocess.run(command, timeout=DELIVER_WITHIN, check=False)
        except subprocess.TimeoutExpired:
            self.stderr.write("delivery took too long and was stopped")
