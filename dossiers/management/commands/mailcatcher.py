"""The mail server of the embedded mode: takes each mail and writes it as a file; nothing ever leaves this machine."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Handler:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answer 250 only when the file is there."""
        recipients = ", ".join(envelope.rcpt_tos).encode()
        store(self.folder, b"X-Envelope-To: " + recipients + b"\r\n" + bytes(envelope.content or b""))
        return "250 OK"


def store(folder: Path, content: bytes) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{time.time_ns():020d}-{uuid.uuid4().hex[:8]}.eml"
    hidden = folder / f".{name}"
    hidden.write_bytes(content)
    os.replace(hidden, folder / name)
    return folder / name


class Command(BaseCommand):
    help = "Vangt alle mail op en bewaart die in var/mail (alleen voor de ingebouwde stand)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("mail.log").setLevel(logging.WARNING)  # it would write each address down
        host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
        catcher = Controller(
            Handler(Path(settings.DATA_DIR) / "mail"), hostname=host, port=port, enable_SMTPUTF8=True
        )
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        try:
            catcher.start()
        except OSError as error:
            raise CommandError(f"Kan geen mail opvangen op {host}:{port}: {error.strerror}.") from error
        self.stdout.write(f"mail op {host}:{port}")
        stop.wait()
        catcher.stop()
