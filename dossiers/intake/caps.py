"""The public form as a weapon: caps counted from rows, never from a cache. Nobody is blocked, nothing is lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

from dossiers.models import Filing, Message

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_ADDRESS = 3
PER_SOURCE = 20
IN_ALL = 500

# read by a colleague, so Dutch whatever the language of the visitor
TOO_MANY_TO_ADDRESS = "Er gingen al drie bevestigingen in een uur naar dit adres. Kijk of dit klopt."
TOO_MANY_FROM_SOURCE = "Er kwamen het laatste uur erg veel klachten van één plek. Kijk of dit klopt."
TOO_MANY_IN_ALL = "Er kwamen het laatste uur erg veel klachten binnen. Kijk of dit klopt."


def source_of(address: str) -> str:
    """A keyed hash of a network address: enough to count by, no use to anybody else."""
    return salted_hmac("klachten.source", address, secret=settings.SECRET_KEY).hexdigest()[:64]


def why_hold(email: str, source: str, at: datetime) -> str:
    """Why this acknowledgement must wait for a person; "" when it may go by itself."""
    acks = Message.objects.filter(kind=Message.Kind.ACKNOWLEDGEMENT, created_at__gt=at - HOUR)
    # what a colleague registered has no source and counts for nobody
    filings = Filing.objects.filter(at__gt=at - HOUR).exclude(source="")
    counts = (
        (bool(email) and acks.filter(to_address__iexact=email).count() >= PER_ADDRESS, TOO_MANY_TO_ADDRESS),
        (filings.filter(source=source).count() > PER_SOURCE, TOO_MANY_FROM_SOURCE),
        (filings.count() > IN_ALL, TOO_MANY_IN_ALL),
    )
    return next((reason for over, reason in counts if over), "")
