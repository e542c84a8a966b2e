"""Processes that give no sign of life, and what that means, for who reads it on a telephone at night.

Worker and clock both show life through the worker: one that is dead takes the other along, so they are one alarm.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dossiers.correspondence import mail_silence
from dossiers.dates import clock
from dossiers.models import Heartbeat

ALLOWED = timedelta(minutes=5)
AWAITED, LOOKS = (
    "guard-awaited",
    "guard-looked-for",
)  # since when, and when last, the worker waits for the guard
WHO = {
    ("worker", "beat"): "De werker en de klok geven",
    ("worker",): "De werker geeft",
    ("beat",): "De klok geeft",
}
GUARD_SILENT = (
    "De bewaker geeft {since} geen teken van leven. De gewone post gaat nog, maar valt er iets uit, dan merkt "
    "niemand het op tijd. ICT: start hem met “docker compose up -d guard”."
)


def workers(at: datetime) -> Iterator[tuple[str, str]]:
    """(cause, text) when worker or clock is silent; the guard looks."""
    seen = dict(Heartbeat.objects.values_list("name", "at"))
    started = seen.get("guard-start", at)  # after a start of everything they get their five minutes first
    last = {name: max(seen.get(name, started), started) for name in ("worker", "beat")}
    quiet = tuple(name for name, moment in last.items() if at - moment > ALLOWED)
    if quiet:
        since = clock(min(last[name] for name in quiet), "nl")
        told = f"{WHO[quiet]} sinds {since} geen teken van leven. {_means()} "
        yield f"silent:{quiet[0]}", f"{told}ICT: “docker compose up -d worker beat”, en kijk of Redis draait."


def _means() -> str:
    """What a melder notices of it; never that post goes while nobody takes it."""
    if away := mail_silence.since():
        return f"Er gaat nu geen post weg: ook de mailserver antwoordt niet, sinds {clock(away, 'nl')}."
    return "De bewaker verstuurt de bevestigingen, een paar minuten later dan gewoon; andere taken wachten."


def guard(at: datetime) -> Iterator[tuple[str, str]]:
    """(cause, text) when the guard is silent, or never came; the worker looks, each minute."""
    last = _awaited(at)
    if at - last > ALLOWED:
        yield "silent:guard", GUARD_SILENT.format(since=f"sinds {clock(last, 'nl')}")


def _awaited(at: datetime) -> datetime:
    """When the guard lived last; after a start of everything it gets its five minutes first."""
    seen = dict(Heartbeat.objects.values_list("name", "at"))
    awaited = seen.get(AWAITED, at)
    if LOOKS not in seen or at - seen[LOOKS] > ALLOWED:
        awaited = at
    Heartbeat.objects.update_or_create(name=AWAITED, defaults={"at": awaited})
    Heartbeat.objects.update_or_create(name=LOOKS, defaults={"at": at})
    return max(awaited, seen.get("guard", awaited))
