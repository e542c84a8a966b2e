"""The introduction goes once for each handler: two of them make a complainant wonder who helps (R74)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import IntegerField, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from dossiers.correspondence.states import NEVER_WENT, RESTORED
from dossiers.lifecycle import NotYet
from dossiers.models import Dossier, Event, Message, User
from dossiers.timeline import colleague, record

State = Message.State
# a worker that has taken it asks once more before it goes
NOT_GONE = (State.HELD, State.QUEUED, State.CLAIMED, State.FAILED)
ANOTHER_HELPS = "de behandelaar is veranderd. Wie het nu is, stelt zich zelf voor"


class AlreadyIntroduced(NotYet):
    """Somebody was first; `introduction_of` is what the complainant gets."""


def introduction_of(dossier: Dossier) -> Message | None:
    """The letter in which who helps now was introduced, also when it waits for hands; None when there is none."""
    given = Event.objects.filter(dossier=OuterRef("dossier"), kind="assigned").order_by()
    last = given.values("dossier").annotate(last=Max("pk")).values("last")
    since = Coalesce(Subquery(last, output_field=IntegerField()), Value(0))
    posted = dossier.events.filter(kind="posted", message__kind=Message.Kind.INTRODUCTION, pk__gt=since)
    row = posted.exclude(message__state__in=NEVER_WENT).select_related("message__author").last()
    return row.message if row else None


def check_not_introduced(dossier: Dossier) -> None:
    """Raise AlreadyIntroduced. Hold the dossier first."""
    if introduction_of(dossier):
        raise AlreadyIntroduced(
            "De kennismaking is al geschreven. Wil je nog iets zeggen? Schrijf dan een bericht."
        )


def withdraw(dossier: Dossier, *, by: User, at: datetime) -> None:
    """Who helped before is not introduced any more (R74); what may have come after a restore waits for a person."""
    waiting = dossier.messages.filter(kind=Message.Kind.INTRODUCTION, state__in=NOT_GONE)
    for message in waiting.exclude(reason=RESTORED):
        still = Message.objects.filter(pk=message.pk, state__in=NOT_GONE)
        if still.update(state=State.SUPPRESSED, reason=ANOTHER_HELPS, claim="", lease_until=None):
            what = message.get_kind_display()
            record(
                dossier, "not_sent", by=colleague(by), at=at, message=message, what=what, reason=ANOTHER_HELPS
            )
