"""A message that stopped reaches its reader by another road: told by phone, or on paper."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dossiers.correspondence import delivery, outbox
from dossiers.correspondence.decide import DONE, SECOND, settle
from dossiers.correspondence.letter import Letter, brief, in_language, reader_of
from dossiers.correspondence.states import may_change_road
from dossiers.lifecycle import NotYet
from dossiers.models import Attempt, Document, Message, Organisation, Party, User
from dossiers.timeline import colleague, record

State, Carrier = Message.State, Message.Carrier


def phone_of(message: Message) -> str:
    """Where the reader can be called about this message, when that is another road than it has."""
    if message.dossier is None or message.carrier == Carrier.PHONE or not may_change_road(message):
        return ""
    return reader_of(message.dossier)[2]


def post_address_of(message: Message) -> str:
    """Of a representative we know no post address; his letter would fall on the mat of the complainant."""
    dossier = message.dossier
    if dossier is None or message.carrier == Carrier.LETTER or not may_change_road(message):
        return ""
    speaks = any(party.part == Party.Part.REPRESENTATIVE for party in dossier.parties.all())
    return "" if speaks else dossier.complainant.address


@transaction.atomic
def call_instead(message: Message, *, said: str, by: User, at: datetime) -> None:
    """Somebody called and told it; from here on it counts as any message that went."""
    phone = phone_of(message)
    if not phone or message.dossier is None:
        raise NotYet(SECOND)
    settle(
        message, state=State.SENT, sent_at=at, sent_by=by, reason="", carrier=Carrier.PHONE, to_address=phone
    )
    how, what = DONE[Carrier.PHONE], message.get_kind_display().lower()
    Attempt.objects.create(message=message, at=at, outcome="sent", answer=f"{how} door {by.name}"[:300])
    record(
        message.dossier, "sent_by_hand", by=colleague(by), at=at, message=message, what=what, how=how, quote=said
    )  # fmt: skip
    delivery.sent(message, message.dossier, at=at)


@transaction.atomic
def print_instead(message: Message, *, by: User, at: datetime) -> None:
    """The same words become a letter, which waits until somebody says that it was posted."""
    address = post_address_of(message)
    if not address or message.dossier is None:
        raise NotYet(SECOND)
    reason = outbox.BY_HAND[Carrier.LETTER]
    settle(message, state=State.HELD, reason=reason, carrier=Carrier.LETTER, to_address=address)
    _on_paper(message, at)
    what = message.get_kind_display().lower()
    record(message.dossier, "on_paper", by=colleague(by), at=at, message=message, what=what)


def _on_paper(message: Message, at: datetime) -> None:
    """Of a message only its text is kept, so that is what the letter is made of."""
    if message.dossier is None or message.documents.filter(template="brief").exists():
        return
    title, _blank, text = message.text.partition("\n\n")
    block = {"type": "paragraph", "text": text.strip()}
    letter = Letter(message.kind, message.subject, title.strip() or message.subject, [])
    with in_language(message.language):
        made = brief(letter, message.dossier, Organisation.current(), at)
    Document.objects.create(
        message=message, name=made.name, template=made.template, version=made.version,
        data=made.data | {"blocks": [block]},
    )  # fmt: skip
