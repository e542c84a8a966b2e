"""The public form as a weapon: caps counted from rows, never from a cache. Nobody is blocked, nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from dossiers.correspondence import flood
from dossiers.models import Filing, Message

HOUR, DAY = flood.HOUR, timedelta(days=1)
PER_ADDRESS = 3  # an hour, to one mailbox
PER_ADDRESS_A_DAY = 10
PER_SOURCE = 20  # an hour
IN_ALL = 500  # an hour: above it the breaker opens
NEAR = 0.75  # of a cap: from here on nothing that a stranger typed goes along
HOME = 64  # bits: whoever has one IPv6 address has all of these


@dataclass(frozen=True)
class Weighed:
    """What the caps say about one filing."""

    hold: str = ""  # why its acknowledgement waits for a person; "" when it may go by itself
    near: bool = False  # no copy goes along


def source_of(address: str) -> str:
    """A keyed hash of a network address: enough to count by, no use to anybody else."""
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or ip_network((address, HOME), strict=False).network_address
    return _hashed("klachten.source", str(found))


def mailbox_of(email: str) -> str:
    """A keyed hash of the mailbox behind an address: ria+1@ and ria+2@ are read by the same Ria."""
    name, _at, domain = email.lower().rpartition("@")
    return _hashed("klachten.mailbox", f"{name.partition('+')[0]}@{domain}") if email else ""


def _hashed(salt: str, text: str) -> str:
    return salted_hmac(salt, text, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def weigh(filing: Filing, *, vouched: bool, at: datetime) -> Weighed:
    """Count this filing with those of the last hour; the breaker lets through who proved his address."""
    counts = _counts(filing, at)
    over = (reason for count, most, reason in counts if reason and count > most)
    stopped = flood.FLOOD if not vouched and flood.stops(most=IN_ALL, at=at) else ""
    return Weighed(next(over, stopped), near=any(count > most * NEAR for count, most, _ in counts))


def _counts(filing: Filing, at: datetime) -> list[tuple[int, int, str]]:
    """How many there are, how many there may be, and what is told when there are more. No count goes past its cap."""
    to_it = Filing.objects.filter(mailbox=filing.mailbox).exclude(mailbox="")
    from_it = flood.filed_since(at - HOUR).filter(source=filing.source)
    caps: tuple[tuple[QuerySet[Filing], int, str], ...] = (
        (to_it.filter(at__gt=at - HOUR), PER_ADDRESS, flood.TO_ADDRESS),
        (to_it.filter(at__gt=at - DAY), PER_ADDRESS_A_DAY, flood.TO_ADDRESS),
        (from_it, PER_SOURCE, flood.FROM_SOURCE),
        (flood.filed_since(at - HOUR), IN_ALL, ""),  # the breaker sees to this one
    )
    counted = [(len(rows.values_list("pk")[: most + 1]), most, reason) for rows, most, reason in caps]
    return [(_let_go(filing, at), PER_ADDRESS, flood.TO_ADDRESS), *counted]


def _let_go(filing: Filing, at: datetime) -> int:
    """What a person let go to this mailbox goes in portions: a new mail waits its turn."""
    if not filing.mailbox:
        return 0
    going = Message.objects.filter(
        dossier__filing__mailbox=filing.mailbox, dossier__filing__at__lte=at - HOUR, due_at__gt=at - HOUR,
        kind=Message.Kind.ACKNOWLEDGEMENT,
    ).exclude(state__in=(Message.State.HELD, Message.State.SUPPRESSED))  # fmt: skip
    return 1 + len(going.values_list("pk")[:PER_ADDRESS])
