"""The post of the past: each message stands as gone at its own moment, through the real doors. Nothing is sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from dossiers.correspondence import delivery
from dossiers.correspondence.decide import mark_sent_by_hand
from dossiers.correspondence.smtp import Outcome
from dossiers.correspondence.states import waits_for_hands
from dossiers.models import Dossier, Message, User

BY_MAIL, BY_HAND = timedelta(seconds=20), timedelta(minutes=25)  # how long after it was due
SENT = Outcome("sent", "voorbeeld, niet echt verstuurd")
REFUSED = Outcome("failed", "552 postbus vol (voorbeeld, niet echt verstuurd)")
# two introductions that did not go, so that the demo shows what one does then
FULL = "Alleen ik moest bij de bezichtiging mijn loonstrook laten zien"
ON_THE_DESK = "De opzichter zei dat ik maar moest verhuizen"


def goes(dossier: Dossier, *, by: User, upto: datetime) -> None:
    """What was due until `upto` goes, the oldest first."""
    ready = dossier.messages.filter(state__in=[Message.State.QUEUED, Message.State.HELD], due_at__lte=upto)
    for message in ready.order_by("due_at", "pk"):
        if waits_for_hands(message):
            _by_hand(message, by=by)
        elif message.state == Message.State.QUEUED:
            _by_mail(message)
    dossier.refresh_from_db()


def _is_introduction_of(message: Message, subject: str) -> bool:
    assert message.dossier is not None
    return message.kind == Message.Kind.INTRODUCTION and message.dossier.subject == subject


def _by_hand(message: Message, *, by: User) -> None:
    if not _is_introduction_of(message, ON_THE_DESK):
        mark_sent_by_hand(message, by=by, at=message.due_at + BY_HAND)


def _by_mail(message: Message) -> None:
    outcome = REFUSED if _is_introduction_of(message, FULL) else SENT
    at = message.due_at + BY_MAIL
    [mine] = delivery.take([message.pk], at=at)
    delivery.finish(mine, outcome, at=at)
