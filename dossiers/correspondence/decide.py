"""What a person decides about a message: it went by hand, it may go after all, or it does not go.

Each is one conditional update, so that two people can't both do it; who is second reads NotYet.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from dossiers import lifecycle
from dossiers.banner import may_acknowledge
from dossiers.correspondence import delivery, outbox
from dossiers.correspondence.letter import reader_of
from dossiers.correspondence.states import (
    CORRECTABLE,
    may_have_come,
    may_release,
    may_suppress,
    waits_for_hands,
)
from dossiers.holding import hold
from dossiers.lifecycle import NotYet
from dossiers.models import Alarm, Attempt, Dossier, Message, User
from dossiers.permissions import dossiers_for
from dossiers.promises import refresh_due
from dossiers.timeline import colleague, record

log = logging.getLogger(__name__)
State = Message.State
DONE = {Message.Carrier.LETTER: "met de post verstuurd", Message.Carrier.PHONE: "telefonisch doorgegeven"}
SECOND = "Iemand anders was je voor, of dit kan niet meer. Kijk hieronder hoe het nu staat."
NO_REASON = "Schrijf op waarom dit bericht niet gaat."


def settle(message: Message, **changes: Any) -> None:
    """Only from the state, and on the road, in which this person saw it."""
    if message.dossier:
        hold(message.dossier)
    row = Message.objects.filter(pk=message.pk, state=message.state, carrier=message.carrier, told=True)
    if not row.update(claim="", lease_until=None, **changes):
        raise NotYet(SECOND)
    message.refresh_from_db()


@transaction.atomic
def mark_sent_by_hand(message: Message, *, by: User, at: datetime) -> None:
    """A letter was posted or a call was made; from here on it counts as any message that went."""
    if not waits_for_hands(message):
        raise NotYet(SECOND)
    how = DONE[Message.Carrier(message.carrier)]
    settle(message, state=State.SENT, sent_at=at, sent_by=by, reason="")
    Attempt.objects.create(message=message, at=at, outcome="sent", answer=f"{how} door {by.name}"[:300])
    if message.dossier:
        what = message.get_kind_display().lower()
        record(message.dossier, "sent_by_hand", by=colleague(by), at=at, message=message, what=what, how=how)
        delivery.sent(message, message.dossier, at=at)


@transaction.atomic
def mark_arrived(message: Message, *, heard: str, by: User, at: datetime) -> None:
    """Somebody heard that a mail did come; it counts as sent at the try without an answer, or else when he heard."""
    if not may_have_come(message) or message.dossier is None:
        raise NotYet(SECOND)
    silent = message.tries.filter(outcome=State.UNCERTAIN).last()
    sent_at = silent.at if silent else at  # a restore lost the try that followed on the backup
    settle(message, state=State.SENT, sent_at=sent_at, sent_by=by, reason="")
    Attempt.objects.create(
        message=message, at=at, outcome="sent", answer=f"aangekomen, hoorde {by.name}"[:300]
    )
    what = message.get_kind_display().lower()
    record(message.dossier, "arrived", by=colleague(by), at=at, message=message, what=what, quote=heard)
    delivery.sent(message, message.dossier, at=sent_at)


@transaction.atomic
def release(message: Message, *, to_present: bool = False, by: User, at: datetime) -> None:
    """Let a mail go that was held, refused or uncertain: the same words and the same Message-ID."""
    if not may_release(message):
        raise NotYet(SECOND)
    to = present_address(message) if to_present else ""
    settle(message, state=State.QUEUED, due_at=at, reason="", attempts=0, to_address=to or message.to_address)
    if message.dossier:
        what = message.get_kind_display().lower()
        record(
            message.dossier,
            "released",
            by=colleague(by),
            at=at,
            message=message,
            what=what,
            to=message.to_address,
        )
    transaction.on_commit(outbox.nudge, robust=True)


def present_address(message: Message) -> str:
    """The mail address of the reader as we know it now, when it is another one and may still be put on the message."""
    if message.dossier is None or message.state not in CORRECTABLE:
        return ""
    email = reader_of(message.dossier)[1]
    return "" if email.lower() == message.to_address.lower() else email


@transaction.atomic
def suppress(message: Message, *, reason: str, by: User, at: datetime) -> None:
    """It does not go, and the dossier shows why and who said so."""
    if not reason.strip():
        raise NotYet(NO_REASON)
    if not may_suppress(message):
        raise NotYet(SECOND)
    settle(message, state=State.SUPPRESSED, reason=reason.strip()[:300])
    if message.dossier:
        what = message.get_kind_display()
        record(
            message.dossier,
            "not_sent",
            by=colleague(by),
            at=at,
            message=message,
            what=what,
            reason=message.reason,
        )
        _go_on(message.dossier, by, at)


def _go_on(dossier: Dossier, by: User, at: datetime) -> None:
    """A suppressed acknowledgement no longer stands in the way."""
    lifecycle.advance(dossier, by=colleague(by), at=at)
    refresh_due(dossier)


def see_alarms(alarms: Iterable[Alarm], *, by: User, at: datetime) -> bool:
    """Somebody was shown these warnings; the first one counts. False when none of them is his to act on."""
    found = list(alarms)
    sight = set(dossiers_for(by).filter(alarms__in=found).values_list("pk", flat=True))
    mine = [a for a in found if may_acknowledge(a, by, in_sight=a.dossier_id in sight)]
    for alarm in mine:
        if Alarm.objects.filter(pk=alarm.pk, seen_at=None).update(seen_at=at, seen_by=by):
            log.info("alarm %s (%s): acknowledged by colleague %s", alarm.pk, alarm.kind, by.pk)
    return bool(mine)
