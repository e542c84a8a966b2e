"""Mistakes are mended: somebody who was added, something that was promised. One action, one transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from dossiers import promises
from dossiers.dates import day_year
from dossiers.lifecycle import NotYet
from dossiers.models import Party, Promise, User
from dossiers.timeline import colleague, record

ONE_SPEAKS = "Er spreekt al iemand namens de melder. Kies een andere rol."
SETTLED = "Deze belofte is al gehouden, of hoort bij het antwoord of een oplossing. Verander het daar."


def save_party(party: Party) -> None:
    """At most one person speaks for the complainant; the database guards it."""
    try:
        with transaction.atomic():
            party.save()
    except IntegrityError:
        raise NotYet(ONE_SPEAKS) from None


@transaction.atomic
def change_party(party: Party, fields: dict[str, str], *, by: User, at: datetime) -> None:
    """Mend what was typed wrong; what is the same already leaves no line."""
    if all(getattr(party, name) == value for name, value in fields.items()):
        return
    for name, value in fields.items():
        setattr(party, name, value)
    save_party(party)
    record(party.dossier, "party_changed", by=colleague(by), at=at, name=party.name)


@transaction.atomic
def remove_party(party: Party, *, by: User, at: datetime) -> None:
    """Added by mistake. The line of the timeline keeps that somebody stood here."""
    said = party.get_part_display().lower()
    record(party.dossier, "party_removed", by=colleague(by), at=at, name=party.name, part=said)
    party.delete()


@transaction.atomic
def move_promise(row: Promise, due_on: date, reason: str, *, by: User, at: datetime) -> None:
    """Another day for the same promise, said in the timeline with the reason (R99)."""
    if not Promise.objects.filter(pk=row.pk, kept_at=None, about="").update(due_on=due_on):
        raise NotYet(SETTLED)
    said = {"what": row.what, "due": day_year(due_on, "nl")}
    record(row.dossier, "promised", by=colleague(by), at=at, quote=reason, **said)
    promises.refresh_due(row.dossier)


@transaction.atomic
def withdraw_promise(row: Promise, reason: str, *, by: User, at: datetime) -> None:
    """A promise that no longer holds; the line keeps what it was and why it went."""
    if not Promise.objects.filter(pk=row.pk, kept_at=None, about="").delete()[0]:
        raise NotYet(SETTLED)
    record(row.dossier, "promise_withdrawn", by=colleague(by), at=at, quote=reason, what=row.what)
    promises.refresh_due(row.dossier)
