"""What is done to a dossier: assign, note, complete, promise. One action, one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from dossiers import deadlines, lifecycle, promises
from dossiers.casework import introduced
from dossiers.casework.columns import set_columns
from dossiers.casework.files import attach
from dossiers.casework.mending import save_party
from dossiers.correspondence import missed, remake
from dossiers.dates import clock, long_day
from dossiers.documents.uploads import Accepted
from dossiers.holding import hold
from dossiers.models import (
    Contact,
    Dossier,
    Kind,
    Organisation,
    Party,
    Promise,
    User,
)
from dossiers.timeline import colleague, complainant, record
from dossiers.together import agree, marks

SAME_TIME = timedelta(hours=1)  # a talk that was longer ago is logged with its own moment


@transaction.atomic
def assign(
    dossier: Dossier, handler: User, *, opened: str | None = None, reason: str = "", by: User, at: datetime
) -> None:
    """Exactly one person is responsible (R74). The open promises go along. Clash when somebody else was chosen."""
    hold(dossier)
    now, typed = {"handler": dossier.handler}, {"handler": handler}
    seen = marks(now) if opened is None else opened
    if not agree(f"handler:{dossier.pk}", now, typed, opened=seen, by=by, at=at):
        return
    if dossier.handler_id != handler.pk:
        introduced.withdraw(dossier, by=by, at=at)
    set_columns(dossier, handler=handler)
    dossier.promises.filter(kept_at=None).update(owner=handler)
    record(dossier, "assigned", by=colleague(by), at=at, quote=reason, handler=handler.name)
    lifecycle.advance(dossier, by=colleague(by), at=at)
    promises.refresh_due(dossier)


@transaction.atomic
def change_kind(dossier: Dossier, kind: str, *, opened: str, by: User, at: datetime) -> None:
    """Convert what came in (R49). A klacht is recognised by it; from later steps go back first."""
    hold(dossier)
    now = {"kind": dossier.kind}
    if not agree(f"kind:{dossier.pk}", now, {"kind": kind}, opened=opened, by=by, at=at):
        return
    if dossier.step != 1 or not dossier.is_open:
        raise lifecycle.NotYet("Ga eerst terug naar Herkennen. Daar kun je de soort veranderen.")
    old, profile = dossier.get_kind_display(), Organisation.current().law_profile
    is_complaint = kind == Kind.KLACHT
    set_columns(
        dossier,
        kind=kind,
        decide_by=deadlines.decide_by(profile, dossier.received_at) if is_complaint else None,
    )
    dossier.promises.filter(about=promises.ANSWER, kept_at=None).update(what=f"Antwoord op {dossier.called}")
    record(dossier, "kind_changed", by=colleague(by), at=at, old=old, new=dossier.get_kind_display())
    remake.turn(dossier, by=by, at=at)
    if is_complaint:
        lifecycle.make_move(dossier, "herken", by=colleague(by), at=at)
        lifecycle.advance(dossier, by=colleague(by), at=at)
    promises.refresh_due(dossier)


@transaction.atomic
def note(
    dossier: Dossier, kind: str, text: str, *, files: Iterable[Accepted] = (), by: User, at: datetime,
    happened_at: datetime | None = None, promised: tuple[str, date] | None = None, token: str | None = None,
) -> Contact:  # fmt: skip
    """Log a conversation or a note. A real contact stops the silence (R57); a note does not.

    What was promised in it is written down with it (R99).
    """
    if promised:
        make_promise(dossier, *promised, by=by, at=at)
    row = Contact.objects.create(
        dossier=dossier, kind=kind, at=happened_at or at, by=by, text=text, read_at=at, token=token
    )
    _files(dossier, files, by, row, at)
    said = {"quote": text, "kind": row.get_kind_display().lower()}
    if at - row.at > SAME_TIME:
        record(dossier, "contact_earlier", by=colleague(by), at=at, when=_when(row.at), **said)
    else:
        record(dossier, "contact", by=colleague(by), at=at, **said)
    if kind != Contact.Kind.NOTE:
        missed.reached(dossier, at=row.at)
        Dossier.objects.filter(pk=dossier.pk, last_contact_at__lt=row.at).update(last_contact_at=row.at)
    return row


@transaction.atomic
def pass_on(dossier: Dossier, text: str, *, by: User, at: datetime) -> Contact:
    """The complainant called somebody who may not read this dossier: it stays on Vandaag until it is read."""
    row = note(dossier, Contact.Kind.PHONE_IN, text, by=by, at=at)
    Contact.objects.filter(pk=row.pk).update(read_at=None)
    return row


def _when(moment: datetime) -> str:
    """zondag 15 november 2026 om 10.00 uur; written down, so in full."""
    return f"{long_day(moment, 'nl')} om {clock(moment, 'nl')}"


def _files(dossier: Dossier, files: Iterable[Accepted], by: User | None, row: Contact, at: datetime) -> None:
    if kept := attach(dossier, files, by=by, at=at, contact=row):
        actor = colleague(by) if by else complainant(dossier)
        record(dossier, "files_added", by=actor, at=at, files=", ".join(a.name for a in kept))


def customer_writes(
    dossier: Dossier, text: str, *, files: Iterable[Accepted] = (), token: str | None = None, at: datetime
) -> Contact:
    """The complainant adds something on the follow page; the same token twice is one message."""
    try:
        return _customer_writes(dossier, text, files, token, at)
    except IntegrityError:
        # a double click: the other press was first
        if not token or (earlier := dossier.contacts.filter(token=token).first()) is None:
            raise
        return earlier


@transaction.atomic
def _customer_writes(
    dossier: Dossier, text: str, files: Iterable[Accepted], token: str | None, at: datetime
) -> Contact:
    if token and (earlier := dossier.contacts.filter(token=token).first()):
        return earlier
    row = Contact.objects.create(
        dossier=dossier, kind=Contact.Kind.CUSTOMER_MESSAGE, at=at, text=text, token=token or None
    )
    record(dossier, "customer_wrote", by=complainant(dossier), at=at, quote=text)
    _files(dossier, files, None, row, at)
    return row


def read_message(row: Contact, *, at: datetime) -> None:
    """Seen by a colleague: it leaves Vandaag."""
    Contact.objects.filter(pk=row.pk, read_at=None).update(read_at=at)


@transaction.atomic
def add_party(dossier: Dossier, part: str, fields: dict[str, str], *, by: User, at: datetime) -> Party:
    hold(dossier)
    party = Party(dossier=dossier, part=part, **fields)
    save_party(party)
    said = party.get_part_display().lower()
    record(dossier, "party_added", by=colleague(by), at=at, name=party.name, part=said)
    remake.turn(dossier, by=by, at=at)
    return party


@transaction.atomic
def make_promise(dossier: Dossier, what: str, due_on: date, *, by: User, at: datetime) -> Promise:
    """Promise only what you can do, with a date and an owner (R99)."""
    hold(dossier)
    return promises.promise(
        dossier, what, due_on=due_on, owner=dossier.handler or by, by=colleague(by), at=at
    )


@transaction.atomic
def keep_promise(row: Promise, *, by: User, at: datetime) -> None:
    hold(row.dossier)
    promises.keep(row, by=colleague(by), at=at)
