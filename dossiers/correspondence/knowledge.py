"""What the mail server answered is known to one process alone until it is written down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic, sleep

from django.db import InterfaceError, OperationalError, connection

log = logging.getLogger(__name__)
PATIENCE = 30.0  # seconds; well within a lease
PAUSE = 0.5  # seconds


def keep(write: Callable[[], None]) -> None:
    """Write it down, also when the database is away for a moment: forgetting it would send the mail twice (F10)."""
    until = monotonic() + PATIENCE
    while True:
        try:
            return write()
        except (OperationalError, InterfaceError) as error:
            if connection.in_atomic_block or monotonic() > until:
                raise
            log.warning("database away while writing down an answer: %s", type(error).__name__)
            connection.close()
            sleep(PAUSE)
