"""The only place where a message is made: a row, in the transaction of what it tells about."""

from __future__ import annotations

import logging
import secrets
import time
from datetime import datetime
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from dossiers.correspondence.letter import (
    Enclosure,
    Letter,
    brief,
    facts_of,
    html_of,
    in_language,
    reader_of,
    text_of,
)
from dossiers.models import Document, Dossier, Message, Organisation, User
from dossiers.timeline import SYSTEM, Actor, record

log = logging.getLogger(__name__)
NUDGE = "deliver"
QUIET_AFTER_FAILURE = 30.0
_quiet_until = 0.0


def nudge() -> None:
    """Wake a worker. Never raises, never slower than a second: the beat comes by within ten seconds anyway."""
    from klachten.celery import app

    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        app.send_task(NUDGE, ignore_result=True, retry=False)
    except Exception as error:
        _quiet_until = time.monotonic() + QUIET_AFTER_FAILURE
        log.warning("no nudge: %s", type(error).__name__)


def fresh_message_id() -> str:
    host = urlsplit(settings.BASE_URL).hostname
    return f"<{secrets.token_hex(16)}@{host}>"


def post(
    letter: Letter,
    *,
    once: str,
    dossier: Dossier,
    carrier: str,
    by: Actor = SYSTEM,
    at: datetime,
    due_at: datetime | None = None,
    deadline_at: datetime | None = None,
    held: str = "",
    suppressed: str = "",
) -> Message:
    """Write one message down. The same `once` a second time raises IntegrityError: the fact was told already."""
    organisation = Organisation.current()
    content = content_of(letter, dossier, carrier, organisation)
    message = Message.objects.create(
        once=once,
        dossier=dossier,
        kind=letter.kind,
        **content,
        sender=formataddr((organisation.name, organisation.sender_email)),
        reply_to=organisation.email,
        message_id=fresh_message_id(),
        author=by.user,
        created_at=at,
        due_at=due_at or at,
        deadline_at=deadline_at,
        **state_of(carrier, held, suppressed),
    )
    enclose(letter, message, organisation, at=at)
    record(
        dossier, "posted", by=by, at=at, message=message,
        what=message.get_kind_display().lower(), to=message.to_address or dossier.complainant.called,
    )  # fmt: skip
    transaction.on_commit(nudge, robust=True)
    return message


def content_of(letter: Letter, dossier: Dossier, carrier: str, organisation: Organisation) -> dict[str, Any]:
    """The columns of what the reader gets, and of what it was made."""
    name, email, phone = reader_of(dossier)
    to = {"email": email, "phone": phone, "letter": dossier.complainant.address}.get(carrier, "")
    with in_language(dossier.language):
        text, html = text_of(letter, organisation), html_of(letter, organisation, dossier.language)
    return {
        "carrier": carrier, "language": dossier.language, "to_name": name, "to_address": to,
        "subject": letter.subject, "text": text, "html": html,
        "made_from": {"given": letter.given, "facts": facts_of(dossier)},
    }  # fmt: skip


def enclose(letter: Letter, message: Message, organisation: Organisation, *, at: datetime) -> None:
    """What goes along, as data; the first who needs the bytes makes them."""
    assert message.dossier is not None
    with in_language(message.language):
        found = _enclosures(letter, message.dossier, message.carrier, organisation, at)
    Document.objects.bulk_create(
        Document(message=message, name=e.name, template=e.template, version=e.version, data=e.data)
        for e in found
    )


def _enclosures(
    letter: Letter, dossier: Dossier, carrier: str, organisation: Organisation, at: datetime
) -> list[Enclosure]:
    """What goes by post needs the letter itself on paper, before anything that comes with it."""
    on_paper = any(e.template == "brief" for e in letter.enclosures)
    if carrier != Message.Carrier.LETTER or on_paper:
        return letter.enclosures
    return [brief(letter, dossier, organisation, at), *letter.enclosures]


BY_HAND = {
    Message.Carrier.LETTER: "Druk de brief af, verstuur hem en druk op “verzonden”.",
    Message.Carrier.PHONE: "Bel de melder en druk op “gebeld”.",
}


def state_of(carrier: str, held: str, suppressed: str) -> dict[str, str]:
    """Where a new message starts: paper and phone wait for a person."""
    if suppressed:
        return {"state": Message.State.SUPPRESSED, "reason": suppressed}
    if held or carrier in BY_HAND:
        return {"state": Message.State.HELD, "reason": held or BY_HAND[carrier]}
    return {"state": Message.State.QUEUED}


def post_alarm(user: User, title: str, text: str, *, once: str, at: datetime) -> Message:
    """A warning to a colleague: the same road, without a dossier."""
    body = f"{text}\n\n{settings.BASE_URL}{reverse('alarms')}\n"
    return _to_colleague(Message.Kind.ALARM, user, f"Klachten: {title}", body, once=once, at=at)


def post_test(user: User, text: str, *, at: datetime) -> Message:
    """A mail to oneself over the road that every letter takes."""
    once = f"test:{secrets.token_hex(8)}"
    message = _to_colleague(Message.Kind.TEST, user, "Proefmail van Klachten", text, once=once, at=at)
    transaction.on_commit(nudge, robust=True)
    return message


def _to_colleague(kind: str, user: User, subject: str, text: str, *, once: str, at: datetime) -> Message:
    organisation = Organisation.current()
    return Message.objects.create(
        once=once, kind=kind, carrier=Message.Carrier.EMAIL, to_name=user.name, to_address=user.email,
        subject=subject[:200], text=text,
        sender=formataddr((organisation.name, organisation.sender_email)), reply_to=organisation.email,
        message_id=fresh_message_id(), created_at=at, due_at=at,
    )  # fmt: skip
