"""Its own process: looks at the database each minute, warns, and delivers what Celery left lying (docs/promises.md)."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, close_old_connections
from django.utils import timezone

from dossiers.correspondence import delivery, guard, roads
from dossiers.demo import left_behind
from dossiers.organisation.setup_code import announcement
from klachten.environment import NO_SECOND_ROAD

EVERY = 60  # seconds
DELIVER_WITHIN = (
    45  # seconds; the child is killed after that: a hanging mail server must not stop the watching
)
OVERDUE = timedelta(minutes=2)


def asked_to_stop() -> threading.Event:
    """Set by SIGTERM; the round is finished first. The first process of a container hears only what it asks for."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


class Command(BaseCommand):
    help = "Kijk elke minuut of elke bevestiging op tijd gaat, waarschuw, en verstuur wat is blijven liggen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="kijk één keer en stop")
        parser.add_argument("--deliver", action="store_true", help="verstuur alleen wat te lang wacht")

    def handle(self, *args: Any, once: bool = False, deliver: bool = False, **options: Any) -> None:
        if deliver:
            delivery.deliver_due(seconds=DELIVER_WITHIN - 5, overdue=OVERDUE)
            return
        if not roads.configured():
            self.stderr.write(NO_SECOND_ROAD)
        self._may_start()
        guard.beat("guard-start", at=timezone.now())
        self._round() if once else self._keep_looking(asked_to_stop())

    def _keep_looking(self, stop: threading.Event) -> None:
        while not stop.is_set():
            started = time.monotonic()
            self._round()
            stop.wait(max(1.0, EVERY - (time.monotonic() - started)))

    def _may_start(self) -> None:
        """Not next to people with a password that everybody knows; an empty installation hears how to begin."""
        if why := left_behind.refusal():
            raise CommandError(f"Klachten start niet: {why}")
        if line := announcement():
            self.stdout.write(line)

    def _round(self) -> None:
        """One look. A database that is away for a moment is no reason to stop watching."""
        try:
            close_old_connections()
            guard.look(at=timezone.now())
        except Error as error:
            self.stderr.write(f"database: {type(error).__name__}")
            return
        self._deliver_in_a_child()

    def _deliver_in_a_child(self) -> None:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "guard", "--deliver"]
        try:
            subprocess.run(command, timeout=DELIVER_WITHIN, check=False)
        except subprocess.TimeoutExpired:
            self.stderr.write("delivery took too long and was stopped")
