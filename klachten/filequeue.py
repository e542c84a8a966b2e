"""The queue of the embedded mode: kombu's file transport, made safe for several readers and writers.

It carries nudges only ("look at the rows"): a nudge that is lost or left out costs seconds, never a letter.
kombu's own transport lets a reader take a half-written message and then stops the whole worker (kombu issue 1551),
and beat's ticks pile up in it while no worker reads. One machine, local disk, POSIX.

The address is `ingebouwd://localhost/path/to/folder`; celery.py makes the name known to kombu.
"""

from __future__ import annotations

import json
import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.transport.virtual import Transport as VirtualTransport

logger = logging.getLogger(__name__)

SCHEME = "ingebouwd"
MOST_WAITING = 100  # nudges; more than this says only that nobody reads


class Channel(filesystem.Channel):
    supports_fanout = False

    @property
    def folder(self) -> Path:
        return Path("/", self.connection.client.virtual_host)

    def waiting(self, queue: str) -> list[str]:
        """Names of the messages of one queue, oldest first."""
        try:
            return sorted(n for n in os.listdir(self.folder) if n.endswith(f".{queue}.msg") and n[0] != ".")
        except FileNotFoundError:
            return []

    def _lookup(self, exchange: str, routing_key: str, default: str | None = None) -> list[str]:
        # a queue is named after its routing key, so no table on disk is needed (kombu writes that one in place)
        return [routing_key or default or exchange]

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        if self._size(queue) >= MOST_WAITING:
            logger.warning("queue %s is full: nobody reads it, nudge left out", queue)
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{time.time_ns():020d}-{uuid.uuid4().hex}.{queue}.msg"
        hidden = self.folder / f".{name}"
        hidden.write_text(json.dumps(payload), encoding="utf-8")
        os.replace(hidden, self.folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        for name in self.waiting(queue):
            message = self._take(name)
            if message is not None:
                return message
        raise Empty

    def _take(self, name: str) -> dict[str, Any] | None:
        """Move a message aside first: the rename has one winner, and what can't be read simply stays there."""
        aside = self.folder / "unreadable" / name
        try:
            aside.parent.mkdir(mode=0o700, exist_ok=True)
            os.rename(self.folder / name, aside)
        except FileNotFoundError:  # another reader was first
            return None
        message = _read(aside)
        if message is not None:
            aside.unlink(missing_ok=True)
        return message

    def _size(self, queue: str) -> int:
        return len(self.waiting(queue))

    def _purge(self, queue: str) -> int:
        names = self.waiting(queue)
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
        return len(names)

    def _delete(self, queue: str, *args: Any, **kwargs: Any) -> None:
        self._purge(queue)


class Transport(filesystem.Transport):
    Channel = Channel
    polling_interval = 0.5
    driver_type = driver_name = SCHEME
    # no fanout: remote control, mingle and gossip switch themselves off
    implements = VirtualTransport.implements.extend(asynchronous=False, exchange_type=frozenset(["direct"]))


def _read(file: Path) -> dict[str, Any] | None:
    try:
        message = json.loads(file.read_bytes())
        message["body"], message["properties"]["delivery_tag"], message["properties"]["delivery_info"]
    except (OSError, ValueError, TypeError, KeyError):
        logger.error("unreadable message set aside: %s", file)
        return None
    return message


def announce() -> None:
    """Let kombu know the name in the address."""
    TRANSPORT_ALIASES[SCHEME] = "klachten.filequeue:Transport"
