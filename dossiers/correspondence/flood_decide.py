"""A person decides about many held mails at once: they go, in portions, or they do not go (A5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from dossiers.correspondence import flood, outbox
from dossiers.correspondence.flood_seen import Seen
from dossiers.correspondence.portions import plan
from dossiers.lifecycle import NotYet
from dossiers.models import Message, User
from dossiers.timeline import colleague, record

State = Message.State
AT_ONCE = 500  # keys in one statement
NOT_YOURS = "Wat wacht, is van een ander team. Vraag een collega daarvan, of een manager."
TOGETHER = "samen besloten: te veel klachten tegelijk"


class AllDecided(NotYet):
    """Of what was seen nothing waits: somebody else decided."""


@dataclass(frozen=True)
class Let:
    """What came of letting mails go."""

    gone: int
    left: int
    last: datetime


@transaction.atomic
def let_go(
    messages: QuerySet[Message], *, seen: Seen, everything: bool = False, by: User, at: datetime
) -> Let:
    """In portions within the caps; what does not fit in a day keeps waiting. Everything closes the breaker."""
    wanted = seen.among(messages).order_by("created_at", "pk")
    rows = list(wanted.values_list("pk", "dossier__filing__mailbox"))
    seen.check(len(rows))
    if not rows and not everything:
        raise AllDecided
    if everything:
        _close(messages, by, at)
    moments = plan(rows, _busy({mailbox for _pk, mailbox in rows}, at), at=at)
    gone = [_release(due_at, keys, by, at) for due_at, keys in moments.items()]
    transaction.on_commit(outbox.nudge, robust=True)
    return Let(sum(gone), len(rows) - sum(gone), max(moments, default=at))


def _close(messages: QuerySet[Message], by: User, at: datetime) -> None:
    """Not for whom everything that waits is of another team."""
    if flood.waiting().exists() and not messages.exists():
        raise NotYet(NOT_YOURS)
    flood.close(by=by, at=at)


def _busy(mailboxes: set[str], at: datetime) -> set[str]:
    """Mailboxes that got something from us this hour, or will get it yet."""
    recent = Message.objects.filter(
        kind=Message.Kind.ACKNOWLEDGEMENT, carrier=Message.Carrier.EMAIL, due_at__gt=at - flood.HOUR
    ).exclude(state__in=(State.HELD, State.SUPPRESSED))
    return mailboxes & set(recent.values_list("dossier__filing__mailbox", flat=True))


def _release(due_at: datetime, keys: list[int], by: User, at: datetime) -> int:
    """One portion; what somebody else decided meanwhile stays decided."""
    held = Message.objects.filter(pk__in=keys, state=State.HELD, told=True)
    changed = held.update(state=State.QUEUED, due_at=due_at, reason="", attempts=0)
    released = Message.objects.filter(pk__in=keys, state=State.QUEUED, due_at=due_at)
    for message in released.select_related("dossier").defer("text", "html"):
        assert message.dossier is not None
        what = message.get_kind_display().lower()
        record(
            message.dossier, "released", by=colleague(by), at=at, message=message, what=what, to=message.to_address
        )  # fmt: skip
    return changed


@transaction.atomic
def stop(messages: QuerySet[Message], *, seen: Seen, by: User, at: datetime) -> int:
    """They do not go. The rows say so at once; the lines in the dossiers follow in minutes (delivery.tell)."""
    wanted = list(seen.among(messages).order_by().values_list("pk", flat=True))
    seen.check(len(wanted))
    stopped = sum(
        Message.objects.filter(pk__in=keys, state=State.HELD, told=True).update(
            state=State.SUPPRESSED, reason=TOGETHER, told=False, sent_by=by
        )
        for keys in _in_parts(wanted)
    )
    if not stopped:
        raise AllDecided
    transaction.on_commit(outbox.nudge, robust=True)
    return stopped


def _in_parts(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
