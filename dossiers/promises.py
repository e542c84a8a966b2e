"""What we said we would do, and by when (R99). Each promise moves the first date of its dossier."""

from __future__ import annotations

from datetime import date, datetime

from dossiers.dates import day_year
from dossiers.deadlines import first_due
from dossiers.models import Dossier, Promise, User
from dossiers.timeline import SYSTEM, Actor, record

ANSWER = "answer"


def refresh_due(dossier: Dossier) -> None:
    """The only writer of `due_on`."""
    dossier.due_on = first_due(dossier)
    Dossier.objects.filter(pk=dossier.pk).update(due_on=dossier.due_on)


def promise(
    dossier: Dossier, what: str, *, due_on: date, owner: User | None, by: Actor, at: datetime, about: str = ""
) -> Promise:
    """Write a promise down; the same `about` moves the one that is open."""
    row = dossier.promises.filter(about=about, kept_at=None).first() if about else None
    row = row or Promise(dossier=dossier, made_at=at, about=about)
    row.what, row.due_on, row.owner = what, due_on, owner
    row.save()
    record(dossier, "promised", by=by, at=at, what=what, due=day_year(due_on, "nl"))
    refresh_due(dossier)
    return row


def pass_on(row: Promise, owner: User, *, by: Actor, at: datetime) -> None:
    """Somebody else sees to it; the promise and its day stay."""
    Promise.objects.filter(pk=row.pk).update(owner=owner)
    record(row.dossier, "promise_passed", by=by, at=at, owner=owner.name, what=row.what)


def keep(row: Promise, *, by: Actor = SYSTEM, at: datetime) -> None:
    """Kept once; a second time changes nothing."""
    if Promise.objects.filter(pk=row.pk, kept_at=None).update(kept_at=at):
        record(row.dossier, "kept", by=by, at=at, what=row.what)
        refresh_due(row.dossier)


def keep_about(dossier: Dossier, about: str, *, at: datetime) -> None:
    """What was promised about this fact is kept by the fact itself."""
    for row in dossier.promises.filter(about=about, kept_at=None):
        keep(row, at=at)
