"""One conversation with the mail server, with a commit just before the dot that ends DATA.

Only silence after that dot is uncertain: an answer, also a refusal, is knowledge.
"""

from __future__ import annotations

import logging
import re
import smtplib
import socket
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

from dossiers.correspondence import enclosures, unreachable
from dossiers.documents.pdf import RenderError
from dossiers.models import Message

SENDER_REFUSED = "afzender geweigerd: "
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """How a try ended: "sent", "retry", "failed", "uncertain" or "lost" (no longer ours), and what was answered."""

    state: str
    answer: str = ""


def as_bytes(message: Message) -> bytes:
    """The mail exactly as it goes; the same bytes at every attempt."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = message.subject
    mail["From"] = message.sender
    mail["To"] = message.to_address
    mail["Reply-To"] = message.reply_to
    mail["Message-ID"] = message.message_id
    mail["Date"] = message.created_at
    mail["Auto-Submitted"] = "no" if message.author_id else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    for document in message.documents.all():
        mail.add_attachment(
            enclosures.content_of(document), maintype="application", subtype="pdf", filename=document.name
        )
    mail["Content-Language"] = (
        message.language
    )  # last: making parts moves Content- headers into the first of them
    content = mail.as_bytes()
    return content if content.endswith(b"\r\n") else content + b"\r\n"


def _answer(code: int, text: Any) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return f"{code} {said}"[:300]


def _refused(code: int, text: Any, what: str = "") -> Outcome:
    return Outcome("failed" if code >= 500 else "retry", (what + _answer(code, text))[:300])


class Line:
    """An open connection, kept for a few messages."""

    def __init__(self) -> None:
        self.backend = EmailBackend()  # the settings EMAIL_*; always SMTP: the conversation below is ours

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.backend.close()
        except (OSError, smtplib.SMTPException):
            self.backend.connection = None

    def _open(self) -> smtplib.SMTP:
        if not self.backend.connection:
            self.backend.open()
        line: smtplib.SMTP = self.backend.connection
        # the dot goes in a packet of its own: without this it waits some 40 ms for the answer to the one before
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.ehlo_or_helo_if_needed()
        return line

    def _drop(self) -> None:
        """Forget a connection that may be half-way a conversation."""
        line, self.backend.connection = self.backend.connection, None
        if line is not None:
            line.close()

    def hand_over(self, message: Message, about_to: Callable[[], bool]) -> Outcome:
        """Offer one message. `about_to` commits "handing" and says whether the message is still ours."""
        try:
            payload = as_bytes(message)
        except RenderError as error:
            return Outcome("failed", f"de pdf kon niet worden gemaakt: {error}"[:300])
        try:
            line = self._open()
            refused = self._envelope(line, message) or self._body(line, payload)
        except unreachable.FAILURES as error:
            self._drop()
            answer = unreachable.ours(error)
            log.warning("mail: %s", answer)
            return Outcome("retry", answer)
        if refused:
            return refused
        ours = False
        try:
            ours = about_to()
        finally:
            if not ours:  # no dot was sent, so the server throws away what it got
                self._drop()
        return self._dot(line) if ours else Outcome("lost")

    def _envelope(self, line: smtplib.SMTP, message: Message) -> Outcome | None:
        """MAIL and RCPT; what is refused here was certainly not delivered."""
        address = message.sender.rsplit("<", 1)[-1].rstrip(">")
        for command, argument in ((line.mail, address), (line.rcpt, message.to_address)):
            code, text = command(argument)
            if code not in (250, 251):
                line.rset()
                return _refused(code, text, SENDER_REFUSED if command == line.mail else "")
        return None

    def _body(self, line: smtplib.SMTP, payload: bytes) -> Outcome | None:
        """DATA and everything but the last dot: as long as that is missing, the server may not deliver (RFC 5321)."""
        code, text = line.docmd("DATA")
        if code != 354:
            line.rset()
            return _refused(code, text)
        line.send(re.sub(rb"(?m)^\.", b"..", payload))
        return None

    def _dot(self, line: smtplib.SMTP) -> Outcome:
        """The end of the mail: from here on only an answer is knowledge."""
        try:
            line.send(b".\r\n")
            code, text = line.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Outcome("uncertain", f"geen antwoord na het versturen: {type(error).__name__}")
        return Outcome("sent", _answer(code, text)) if code == 250 else _refused(code, text)
