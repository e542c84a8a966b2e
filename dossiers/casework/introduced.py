"""The introduction goes once for each handler: two of them make a complainant wonder who helps (R74)."""

from __future__ import annotations

from django.db.models import IntegerField, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from dossiers.lifecycle import NotYet
from dossiers.models import Dossier, Event, Message

State = Message.State
NEVER_WENT = (State.FAILED, State.SUPPRESSED)


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
