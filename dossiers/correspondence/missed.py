"""A call that nobody answered: it stands in the timeline, the task stays, and who calls next sees how often (R17).

The dossier counts the tries since we last spoke; who tried stands in the timeline alone, never in a figure (R26).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from dossiers.correspondence.letter import carrier_for
from dossiers.holding import hold
from dossiers.lifecycle import NotYet
from dossiers.models import Dossier, Message, User
from dossiers.timeline import colleague, record

ENOUGH = 3  # tries; after that another road serves better (our choice: no rule names a number)
SAME_TRY = timedelta(minutes=1)  # pressed twice
NO_PAPER = (Message.Carrier.PHONE, Message.Carrier.PAGE)
WAITS = (Message.State.HELD, Message.State.FAILED, Message.State.UNCERTAIN)
TOLD = "Dit bericht wacht niet meer: het is net doorgegeven of verstuurd. Kijk hieronder hoe het nu staat."


@transaction.atomic
def not_reached(dossier: Dossier, *, message: Message | None = None, by: User, at: datetime) -> None:
    """One try more in vain; it is no contact (R57), so nothing else changes."""
    hold(dossier)
    if dossier.missed_at and at - dossier.missed_at < SAME_TRY:
        return
    Dossier.objects.filter(pk=dossier.pk).update(missed_calls=F("missed_calls") + 1, missed_at=at)
    record(dossier, "not_reached", by=colleague(by), at=at, message=message)


def message_not_reached(message: Message, *, by: User, at: datetime) -> None:
    """Called about a message that waits; it waits on. NotYet when it no longer does."""
    if message.dossier is None or message.state not in WAITS:
        raise NotYet(TOLD)
    not_reached(message.dossier, message=message, by=by, at=at)


def reached(dossier: Dossier, *, at: datetime) -> None:
    """We spoke at this moment: tries before it no longer count."""
    Dossier.objects.filter(pk=dossier.pk, missed_at__lte=at).update(missed_calls=0, missed_at=None)


def is_enough(dossier: Dossier) -> bool:
    return dossier.missed_calls >= ENOUGH


def other_road(dossier: Dossier) -> str:
    """The page where one writes instead of calling again; first the address, where we know none to write to."""
    if not is_enough(dossier):
        return ""
    return "details" if carrier_for(dossier) in NO_PAPER else "write"
