"""Mistakes are mended: somebody who was added, something that was promised. One action, one transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from dossiers import promises
from dossiers.correspondence import remake
from dossiers.dates import day_year
from dossiers.holding import hold
from dossiers.lifecycle import NotYet
from dossiers.models import Party, Promise, User
from dossiers.timeline import colleague, record
from dossiers.together import agree

ONE_SPEAKS = "Er spreekt al iemand namens de melder. Kies een andere rol."
GONE = "Een collega haalde dit net weg. In het verloop staat wie dat deed."
REACHED = ("part", "email", "phone")  # who speaks for the complainant needs one of the two
SETTLED = "Deze belofte is al gehouden, of hoort bij het antwoord of een oplossing. Verander het daar."


def save_party(party: Party) -> None:
    """At most one person speaks for the complainant; the database guards it."""
    try:
        with transaction.atomic():
            party.save()
    except IntegrityError:
        raise NotYet(ONE_SPEAKS) from None


def _hold(row: Party | Promise) -> None:
    """The dossier first, then its row; NotYet when a colleague took the row away."""
    hold(row.dossier)
    try:
        hold(row)
    except ObjectDoesNotExist:
        raise NotYet(GONE) from None


@transaction.atomic
def change_party(party: Party, typed: dict[str, str], *, opened: str, by: User, at: datetime) -> None:
    """Mend what was typed wrong; what is the same already leaves no line. Clash."""
    _hold(party)
    now = {name: getattr(party, name) for name in typed}
    new = agree(f"party:{party.pk}", now, typed, opened=opened, groups=[REACHED], by=by, at=at)
    if not new:
        return
    for name, value in new.items():
        setattr(party, name, value)
    save_party(party)
    record(party.dossier, "party_changed", by=colleague(by), at=at, name=party.name)
    remake.turn(party.dossier, by=by, at=at)


@transaction.atomic
def remove_party(party: Party, *, by: User, at: datetime) -> None:
    """Added by mistake. The line of the timeline keeps that somebody stood here."""
    _hold(party)
    said = party.get_part_display().lower()
    record(party.dossier, "party_removed", by=colleague(by), at=at, name=party.name, part=said)
    party.delete()
    remake.turn(party.dossier, by=by, at=at)


@transaction.atomic
def move_promise(row: Promise, due_on: date, reason: str, *, opened: str, by: User, at: datetime) -> None:
    """Another day for the same promise, said in the timeline with the reason (R99). Clash."""
    _hold(row)
    now, typed = {"due_on": row.due_on}, {"due_on": due_on}
    agree(f"promise:{row.pk}", now, typed, opened=opened, by=by, at=at)
    if not Promise.objects.filter(pk=row.pk, kept_at=None, about="").update(due_on=due_on):
        raise NotYet(SETTLED)
    said = {"what": row.what, "due": day_year(due_on, "nl")}
    record(row.dossier, "promised", by=colleague(by), at=at, quote=reason, **said)
    promises.refresh_due(row.dossier)


@transaction.atomic
def withdraw_promise(row: Promise, reason: str, *, by: User, at: datetime) -> None:
    """A promise that no longer holds; the line keeps what it was and why it went."""
    _hold(row)
    if not Promise.objects.filter(pk=row.pk, kept_at=None, about="").delete()[0]:
        raise NotYet(SETTLED)
    record(row.dossier, "promise_withdrawn", by=colleague(by), at=at, quote=reason, what=row.what)
    promises.refresh_due(row.dossier)
