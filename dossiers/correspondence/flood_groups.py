"""What waits after a flood, in heaps: by the place it came from, by the address it goes to, by the hour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber, TruncHour
from django.utils.dateparse import parse_datetime

from dossiers.correspondence.flood import HOUR, waiting
from dossiers.dates import clock, day_year
from dossiers.models import Dossier, Message, User
from dossiers.permissions import dossiers_to_work

MOST_HEAPS, SHOWN = 50, 10  # heaps; dossiers named in each
EVERYTHING = "alles"


@dataclass(frozen=True)
class Heap:
    """Messages that are decided about together."""

    key: str
    label: str
    count: int
    proved: int  # of them: the browser did its work
    first: datetime
    last: datetime
    until: int  # the key of the newest: a decision covers nothing that came after it
    sample: Message
    some: tuple[Dossier, ...] = ()

    @property
    def is_mixed(self) -> bool:
        return 0 < self.proved < self.count


def _place(row: dict[str, Any]) -> str:
    return f"Aansluiting {row['key'][:6]}" if row["key"] else "Niet via internet"


def _address(row: dict[str, Any]) -> str:
    return str(row["address"])


def _hour(row: dict[str, Any]) -> str:
    return f"{day_year(row['key'].date(), 'nl')}, vanaf {clock(row['key'])}"


@dataclass(frozen=True)
class Way:
    """One way to make heaps."""

    label: str
    head: str  # above the column
    means: str
    key: Any
    name: Callable[[dict[str, Any]], str]


WAYS = {
    "plek": Way(
        "Per aansluiting",
        "Waar vandaan",
        "Eén aansluiting is één plek op internet: een huis, een bibliotheek, of jullie eigen balie of gastnetwerk. "
        "Zitten er klachten bij die bij de balie zijn ingevuld, dan is het jullie eigen aansluiting. Het netwerkadres "
        "zelf bewaren wij niet.",
        F("dossier__filing__source"),
        _place,
    ),
    "adres": Way(
        "Per mailadres",
        "Aan wie",
        "Veel bevestigingen aan één adres: misschien wil iemand die mailbox laten vollopen.",
        F("dossier__filing__mailbox"),
        _address,
    ),
    "uur": Way(
        "Per uur",
        "Wanneer",
        "Wat in hetzelfde uur binnenkwam. Was er toen een storing, dan is het echt.",
        TruncHour("created_at"),
        _hour,
    ),
}


def waiting_for(user: User) -> QuerySet[Message]:
    """What this person may decide about."""
    return waiting().filter(dossier__in=dossiers_to_work(user))


def heaps(messages: QuerySet[Message], way: str) -> list[Heap]:
    """The biggest heaps first."""
    made = WAYS[way]
    some = _some(messages, made)
    rows = messages.order_by().values(key=made.key).annotate(
        count=Count("pk"), proved=Count("pk", filter=Q(dossier__filing__proved=True)), address=Min("to_address"),
        first=Min("created_at"), last=Max("created_at"), until=Max("pk"), sample=Min("pk"),
    )  # fmt: skip
    found = list(rows.order_by("-count", "first", "key")[:MOST_HEAPS])
    samples = Message.objects.select_related("dossier").in_bulk([row["sample"] for row in found])
    return [
        Heap(_key(row), made.name(row), row["count"], row["proved"], row["first"], row["last"], row["until"],
             samples[row["sample"]], tuple(some.get(row["key"], ())))
        for row in found
    ]  # fmt: skip


def _some(messages: QuerySet[Message], made: Way) -> dict[Any, list[Dossier]]:
    """A few dossiers of each heap, to read before one decides: what an ordinary browser sent comes first. One query."""
    order = F("dossier__filing__proved").desc(nulls_last=True), F("pk").asc()
    rows = messages.annotate(
        heap=made.key, place=Window(RowNumber(), partition_by=made.key, order_by=order),
        size=Window(Count("pk"), partition_by=made.key), first=Window(Min("created_at"), partition_by=made.key),
    )  # fmt: skip
    shown = rows.filter(place__lte=SHOWN).order_by("-size", "first", "heap", "place")
    wanted = shown.select_related("dossier__filing").only(
        "dossier__reference", "dossier__subject", "dossier__filing__proved"
    )
    found: dict[Any, list[Dossier]] = {}
    for row in wanted[: MOST_HEAPS * SHOWN]:
        if row.dossier:
            found.setdefault(row.heap, []).append(row.dossier)  # type: ignore[attr-defined]
    return found


def _key(row: dict[str, Any]) -> str:
    key = row["key"]
    return key.isoformat() if isinstance(key, datetime) else str(key)


def heap_of(messages: QuerySet[Message], way: str, key: str) -> QuerySet[Message]:
    """The messages of one heap; none for what nobody can have chosen."""
    if way == EVERYTHING:
        return messages
    if way == "uur":
        hour = parse_datetime(key)
        is_moment = hour is not None and hour.tzinfo is not None
        return (
            messages.filter(created_at__gte=hour, created_at__lt=hour + HOUR)
            if is_moment
            else messages.none()
        )
    fields = {"plek": "dossier__filing__source", "adres": "dossier__filing__mailbox"}
    return messages.filter(**{fields[way]: key}) if way in fields and key else messages.none()
