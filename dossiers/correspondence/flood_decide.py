"""A person decides about many held mails at once: they go, in portions, or they do not go (A5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from dossiers.correspondence import flood, outbox
from dossiers.correspondence.portions import plan
from dossiers.lifecycle import NotYet
from dossiers.models import Message, User
from dossiers.timeline import colleague, record

State = Message.State
AT_ONCE = 500  # keys in one statement
NOTHING = "Hier wacht niets meer. Iemand anders was je misschien voor."
NOT_YOURS = "Wat wacht, is van een ander team. Vraag een collega daarvan, of een manager."
TOGETHER = "samen besloten: te veel klachten tegelijk"


@dataclass(frozen=True)
class Let:
    """What came of letting mails go."""

    gone: int
    left: int
    last: datetime


@transaction.atomic
def let_go(messages: QuerySet[Message], *, everything: bool = False, by: User, at: datetime) -> Let:
    """In portions within the caps; what does not fit in a day keeps waiting. Everything closes the breaker."""
    rows = list(messages.order_by("created_at", "pk").values_list("pk", "dossier__filing__mailbox"))
    if not rows and (not everything or flood.waiting().exists()):
        raise NotYet(NOT_YOURS if everything else NOTHING)
    if everything:
        flood.close(by=by, at=at)
    moments = plan(rows, _busy({mailbox for _pk, mailbox in rows}, at), at=at)
    gone = [_release(due_at, keys, by, at) for due_at, keys in moments.items()]
    transaction.on_commit(outbox.nudge, robust=True)
    return Let(sum(gone), len(rows) - sum(gone), max(moments, default=at))


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
def stop(messages: QuerySet[Message], *, by: User, at: datetime) -> int:
    """They do not go. The rows say so at once; the lines in the dossiers follow in minutes (delivery.tell)."""
    stopped = sum(
        Message.objects.filter(pk__in=keys, state=State.HELD, told=True).update(
            state=State.SUPPRESSED, reason=TOGETHER, told=False, sent_by=by
        )
        for keys in _in_parts(messages.order_by().values_list("pk", flat=True))
    )
    if not stopped:
        raise NotYet(NOTHING)
    transaction.on_commit(outbox.nudge, robust=True)
    return stopped


def _in_parts(keys: QuerySet[Message]) -> Iterator[list[int]]:
    found = list(keys)
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))
