"""Too much at once from the public form: why a mail waits, and the breaker that stops them all (A5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from dossiers.models import Breaker, Confirmation, Filing, Message, User

HOUR = timedelta(hours=1)
CALM = 250  # complaints an hour: below it the flood is over

# read by a colleague, so Dutch whatever the language of the visitor
TO_ADDRESS = "Er gingen al genoeg bevestigingen naar dit adres. Kijk of dit klopt."
FROM_SOURCE = "Er kwamen het laatste uur erg veel klachten van één plek. Kijk of dit klopt."
FLOOD = (
    "Er kwamen heel veel klachten tegelijk. Daarom wacht alle post aan adressen die nog niemand bevestigde."
)
ROBOT = "Het verborgen veld was ingevuld, misschien door een robot. Kijk of dit klopt."
REASONS = (TO_ADDRESS, FROM_SOURCE, FLOOD, ROBOT)
State = Message.State


def waiting() -> QuerySet[Message]:
    """What waits for a person because of who knows how many robots; decided together, not one by one."""
    return Message.objects.filter(state=State.HELD, carrier=Message.Carrier.EMAIL, reason__in=REASONS)


def is_one_of_many(message: Message) -> bool:
    """The same of a row that was read already."""
    held = message.state == State.HELD and message.carrier == Message.Carrier.EMAIL
    return held and message.reason in REASONS


def filed_since(moment: datetime) -> QuerySet[Filing]:
    """By the public form; what a colleague registered has no source and counts for nobody."""
    return Filing.objects.filter(at__gt=moment).exclude(source="")


def open_breaker() -> Breaker | None:
    return Breaker.objects.filter(closed_at=None).first()


def stops(*, most: int, at: datetime) -> bool:
    """Whether mail to addresses that nobody proved must wait; more than `most` in an hour opens the breaker."""
    if open_breaker():
        return True
    closed = Breaker.objects.exclude(closed_at=None).order_by("-closed_at").first()
    since = max(at - HOUR, closed.closed_at) if closed and closed.closed_at else at - HOUR
    if len(filed_since(since).values_list("pk")[: most + 1]) <= most:
        return False
    _open(at)
    return True


def _open(at: datetime) -> None:
    """Also what was about to go waits now."""
    try:
        with transaction.atomic():
            Breaker.objects.create(opened_at=at)
    except IntegrityError:
        return  # somebody else's complaint was one too many as well
    _hold_what_was_to_go(at)


def _hold_what_was_to_go(at: datetime) -> None:
    proved = Confirmation.objects.exclude(confirmed_at=None).values("address")
    going = Message.objects.filter(
        state=State.QUEUED, kind=Message.Kind.ACKNOWLEDGEMENT, carrier=Message.Carrier.EMAIL, attempts=0,
        dossier__in=filed_since(at - HOUR).values("dossier"), dossier__complainant__email_vouched=False,
    ).exclude(to_address__in=proved)  # fmt: skip
    # what a sender is taking right now goes: waiting for it could stop both
    free = going.order_by("pk").select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    Message.objects.filter(pk__in=list(free), state=State.QUEUED).update(state=State.HELD, reason=FLOOD)


def close(*, by: User | None, at: datetime) -> None:
    """From here on the hour is counted anew."""
    Breaker.objects.filter(closed_at=None).update(closed_at=at, closed_by=by)


def settle(*, at: datetime) -> Breaker | None:
    """The breaker, if it is still needed: it closes by itself when the flood is over and nothing waits."""
    breaker = open_breaker()
    if breaker is None:
        return None
    calm = len(filed_since(at - HOUR).values_list("pk")[:CALM]) < CALM
    if calm and not waiting().exists():
        close(by=None, at=at)
        return None
    return breaker
