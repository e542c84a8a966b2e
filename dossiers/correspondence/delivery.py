"""Sends what is due. One plain function does everything; any number of callers may run at once (docs/promises.md)."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from dossiers import lifecycle
from dossiers.correspondence import missed
from dossiers.correspondence.knowledge import keep
from dossiers.correspondence.smtp import Line, Outcome
from dossiers.dates import clock
from dossiers.holding import hold
from dossiers.models import Attempt, Dossier, Message
from dossiers.promises import refresh_due
from dossiers.timeline import SYSTEM, colleague, record

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
ONCE_MORE_AFTER = LEASE * 2
BATCH = 10
TOLD_AT_ONCE = 200  # mail must not wait for the lines in ten thousand dossiers
BACK_OFF = (1, 2, 5, 10, 20, 30)  # minutes; after that every 30
State = Message.State
Now = Callable[[], datetime]


def release_expired(at: datetime) -> None:
    """Whose lease ended: before the dot it simply goes back; after it nobody knows."""
    expired = Message.objects.filter(lease_until__lt=at)
    expired.filter(state=State.CLAIMED).update(state=State.QUEUED, claim="", lease_until=None)
    for message in expired.filter(state=State.HANDING):
        finish(message, Outcome("uncertain", "afgebroken tijdens de overdracht"), at=at)


def resolve_uncertain(at: datetime) -> None:
    """An acknowledgement that may be lost goes once more with the same Message-ID; after that a person decides."""
    lost = Message.objects.filter(kind=Message.Kind.ACKNOWLEDGEMENT, state=State.UNCERTAIN)
    once = lost.annotate(times=Count("tries", filter=Q(tries__outcome="uncertain")), last=Max("tries__at"))
    for pk in once.filter(times=1, last__lte=at - ONCE_MORE_AFTER).values_list("pk", flat=True):
        lost.filter(pk=pk).update(state=State.QUEUED, due_at=at, reason="")


def claim(limit: int, at: datetime, *, due_before: datetime | None = None) -> list[Message]:
    """Take what is due."""
    ready = Message.objects.filter(state=State.QUEUED, due_at__lte=due_before or at)
    # what has a deadline goes first
    wanted = list(
        ready.order_by(F("deadline_at").asc(nulls_last=True), "due_at", "id").values_list("pk", flat=True)[
            :limit
        ]
    )
    return take(wanted, at=at)


def take(wanted: list[int], *, at: datetime) -> list[Message]:
    """These messages are ours; the conditional update makes sure that nobody else has them too."""
    mark = secrets.token_hex(16)
    Message.objects.filter(pk__in=wanted, state=State.QUEUED).update(
        state=State.CLAIMED, claim=mark, lease_until=at + LEASE, attempts=F("attempts") + 1
    )
    return list(Message.objects.filter(claim=mark, state=State.CLAIMED).order_by("due_at", "id"))


def _hand_over(message: Message, at: datetime) -> bool:
    """Commit "handing" just before the dot that ends DATA; False when the message is no longer ours."""
    mine = Message.objects.filter(pk=message.pk, state=State.CLAIMED, claim=message.claim, lease_until__gt=at)
    return bool(mine.update(state=State.HANDING, lease_until=at + LEASE))


def _retry_at(attempts: int, at: datetime) -> datetime:
    return at + timedelta(minutes=BACK_OFF[min(attempts, len(BACK_OFF)) - 1])


def finish(message: Message, outcome: Outcome, *, at: datetime) -> None:
    """Write down how a try ended. That it went is one short update: a death in between is what makes doubles."""
    if outcome.state == "lost":
        return
    if outcome.state == "retry" and message.kind == Message.Kind.TEST:
        outcome = Outcome("failed", outcome.answer)  # who tries it looks now, not in an hour
    changes = {
        "sent": {"state": State.SENT, "sent_at": at, "reason": ""},
        "retry": {"state": State.QUEUED, "due_at": _retry_at(message.attempts, at)},
        "failed": {"state": State.FAILED, "reason": outcome.answer},
        "uncertain": {"state": State.UNCERTAIN, "reason": outcome.answer},
    }[outcome.state]
    owned = Message.objects.filter(
        pk=message.pk, claim=message.claim, state__in=[State.CLAIMED, State.HANDING]
    )
    if owned.update(claim="", lease_until=None, told=False, answer=outcome.answer, **changes):
        log.info("message %s: %s", message.pk, outcome.state)
        tell(message.pk, at=at)


def tell_untold(at: datetime) -> None:
    """What a process that died had still to tell."""
    for pk in Message.objects.filter(told=False).order_by("pk").values_list("pk", flat=True)[:TOLD_AT_ONCE]:
        tell(pk, at=at)


@transaction.atomic
def tell(pk: int, *, at: datetime) -> None:
    """What the outcome means for the dossier, once: the attempt, a line, and the moves that follow."""
    message = Message.objects.select_related("dossier").get(pk=pk)
    if message.dossier:
        hold(message.dossier)
    if not Message.objects.filter(pk=pk, told=False).update(told=True):
        return
    outcome = "retry" if message.state == State.QUEUED else message.state
    if outcome != State.SUPPRESSED:  # many were decided about together: nothing was tried
        Attempt.objects.create(message=message, at=at, outcome=outcome, answer=message.answer)
    if message.dossier and outcome in TOLD:
        TOLD[outcome](message, message.dossier, at)


def _tell_sent(message: Message, dossier: Dossier, at: datetime) -> None:
    when = message.sent_at or at
    record(
        dossier,
        "sent",
        by=SYSTEM,
        at=when,
        message=message,
        what=message.get_kind_display(),
        time=clock(when),
    )
    sent(message, dossier, at=when)


def _tell_failed(message: Message, dossier: Dossier, at: datetime) -> None:
    what = message.get_kind_display()
    record(dossier, "not_sent", by=SYSTEM, at=at, message=message, what=what, reason=message.answer)


def _tell_uncertain(message: Message, dossier: Dossier, at: datetime) -> None:
    record(dossier, "uncertain", by=SYSTEM, at=at, message=message, what=message.get_kind_display())


def _tell_suppressed(message: Message, dossier: Dossier, at: datetime) -> None:
    by = colleague(message.sent_by) if message.sent_by else SYSTEM
    what = message.get_kind_display()
    record(dossier, "not_sent", by=by, at=at, message=message, what=what, reason=message.reason)
    lifecycle.advance(dossier, by=by, at=at)
    refresh_due(dossier)


TOLD: dict[str, Callable[[Message, Dossier, datetime], None]] = {
    State.SENT: _tell_sent,
    State.FAILED: _tell_failed,
    State.UNCERTAIN: _tell_uncertain,
    State.SUPPRESSED: _tell_suppressed,
}


def sent(message: Message, dossier: Dossier, *, at: datetime) -> None:
    """What follows from a message that went, by mail or by hand."""
    if message.kind in CONTACTS:
        Dossier.objects.filter(pk=dossier.pk).update(last_contact_at=at)
    if message.carrier == Message.Carrier.PHONE:
        missed.reached(dossier, at=at)
    lifecycle.advance(dossier, by=SYSTEM, at=at)
    refresh_due(dossier)


CONTACTS = frozenset(Message.Kind.values) - Message.Kind.to_colleagues()


def deliver_due(
    limit: int = 200, seconds: float = 50.0, *, now: Now = timezone.now, overdue: timedelta = timedelta(0)
) -> int:
    """Send up to `limit` messages that have been due for `overdue`, for at most `seconds`. Returns how many went."""
    tell_untold(now())
    release_expired(now())
    resolve_uncertain(now())
    until, done = monotonic() + seconds, 0
    with Line() as line:
        while done < limit and monotonic() < until:
            batch = claim(min(BATCH, limit - done), now(), due_before=now() - overdue)
            if not batch:
                break
            for message in batch:
                outcome = line.hand_over(message, lambda m=message: _hand_over(m, now()))
                keep(partial(finish, message, outcome, at=now()))
            done += len(batch)
    return done
