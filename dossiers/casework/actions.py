"""What is done to a dossier: assign, note, complete, promise, close, reopen. One action, one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from dossiers import deadlines, lifecycle, links, promises
from dossiers.casework.files import attach
from dossiers.correspondence import letters, outbox
from dossiers.correspondence.letter import carrier_for, in_language
from dossiers.documents.uploads import Accepted
from dossiers.models import (
    Category,
    Contact,
    Dossier,
    Kind,
    Message,
    Organisation,
    Party,
    Promise,
    Team,
    User,
)
from dossiers.timeline import Actor, colleague, complainant, record


def _set(dossier: Dossier, **values: Any) -> None:
    """Write some columns of a dossier; what came in (UNCHANGING) is never among them."""
    Dossier.objects.filter(pk=dossier.pk).update(**values)
    for name, value in values.items():
        setattr(dossier, name, value)


@transaction.atomic
def assign(dossier: Dossier, handler: User, *, by: User, at: datetime) -> None:
    """Exactly one person is responsible (R74). The open promises go along."""
    if dossier.handler_id == handler.pk:
        return
    _set(dossier, handler=handler)
    dossier.promises.filter(kept_at=None).update(owner=handler)
    record(dossier, "assigned", by=colleague(by), at=at, handler=handler.name)
    lifecycle.advance(dossier, by=colleague(by), at=at)
    promises.refresh_due(dossier)


@transaction.atomic
def categorise(dossier: Dossier, category: Category, team: Team, *, by: User, at: datetime) -> None:
    _set(dossier, category=category, team=team)
    record(dossier, "categorised", by=colleague(by), at=at, category=category.name, team=team.name)


@transaction.atomic
def change_kind(dossier: Dossier, kind: str, *, by: User, at: datetime) -> None:
    """Convert what came in (R49). A klacht is recognised by it; from later steps go back first."""
    if dossier.kind == kind:
        return
    if dossier.step != 1 or not dossier.is_open:
        raise lifecycle.NotYet("Ga eerst terug naar Herkennen. Daar kun je de soort veranderen.")
    old, profile = dossier.get_kind_display(), Organisation.current().law_profile
    is_complaint = kind == Kind.KLACHT
    _set(
        dossier,
        kind=kind,
        decide_by=deadlines.decide_by(profile, dossier.received_at) if is_complaint else None,
    )
    record(dossier, "kind_changed", by=colleague(by), at=at, old=old, new=dossier.get_kind_display())
    if is_complaint:
        lifecycle.make_move(dossier, "herken", by=colleague(by), at=at)
        lifecycle.advance(dossier, by=colleague(by), at=at)
    promises.refresh_due(dossier)


@transaction.atomic
def complete(
    dossier: Dossier, facts: dict[str, Any], person: dict[str, Any], *, by: User, at: datetime
) -> None:
    """Correct or complete the details; the sentence names what changed, never the values."""
    c = dossier.complainant
    changed = [Dossier._meta.get_field(n).verbose_name for n, v in facts.items() if getattr(dossier, n) != v]
    changed += [c._meta.get_field(n).verbose_name for n, v in person.items() if getattr(c, n) != v]
    if not changed:
        return
    _set(dossier, **facts)
    if "email" in person and person["email"] != c.email:
        person["email_vouched"] = True  # typed by a colleague who knows
    for name, value in person.items():
        setattr(c, name, value)
    c.save()
    record(
        dossier, "details_changed", by=colleague(by), at=at, what=", ".join(dict.fromkeys(map(str, changed)))
    )


@transaction.atomic
def save_details(
    dossier: Dossier, facts: dict[str, Any], person: dict[str, Any], *, category: Category | None, team: Team,
    version: int, by: User, at: datetime,
) -> None:  # fmt: skip
    """The whole page of details at once. NotYet when somebody else saved it meanwhile: nothing is overwritten."""
    if not Dossier.objects.filter(pk=dossier.pk, version=version).update(version=F("version") + 1):
        raise lifecycle.NotYet("Iemand anders veranderde deze gegevens net. Hieronder staan die en de jouwe.")
    if category and (category.pk, team.pk) != (dossier.category_id, dossier.team_id):
        categorise(dossier, category, team, by=by, at=at)
    complete(dossier, facts, person, by=by, at=at)


@transaction.atomic
def note(
    dossier: Dossier, kind: str, text: str, *, files: Iterable[Accepted] = (), by: User, at: datetime,
    happened_at: datetime | None = None,
) -> Contact:  # fmt: skip
    """Log a conversation or a note. A real contact stops the silence (R57); a note does not."""
    row = Contact.objects.create(
        dossier=dossier, kind=kind, at=happened_at or at, by=by, text=text, read_at=at
    )
    _files(dossier, files, by, row, at)
    record(dossier, "contact", by=colleague(by), at=at, quote=text, kind=row.get_kind_display().lower())
    if kind != Contact.Kind.NOTE:
        _set(dossier, last_contact_at=max(dossier.last_contact_at, row.at))
    return row


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
    try:
        with transaction.atomic():
            party = Party.objects.create(dossier=dossier, part=part, **fields)
    except IntegrityError:
        raise lifecycle.NotYet("Er spreekt al iemand namens de melder. Kies een andere rol.") from None
    record(
        dossier,
        "party_added",
        by=colleague(by),
        at=at,
        name=party.name,
        part=party.get_part_display().lower(),
    )
    return party


@transaction.atomic
def make_promise(dossier: Dossier, what: str, due_on: date, *, by: User, at: datetime) -> Promise:
    """Promise only what you can do, with a date and an owner (R99)."""
    return promises.promise(
        dossier, what, due_on=due_on, owner=dossier.handler or by, by=colleague(by), at=at
    )


@transaction.atomic
def keep_promise(row: Promise, *, by: User, at: datetime) -> None:
    promises.keep(row, by=colleague(by), at=at)


@transaction.atomic
def introduce(dossier: Dossier, words: str, expected_on: date, *, by: User, at: datetime) -> Message:
    """The handler introduces himself with a date for the answer; that date is a promise (R58, R74, R99, R100)."""
    if dossier.handler is None:
        raise lifecycle.NotYet("Wijs een behandelaar aan.")
    if not dossier.is_open:
        raise lifecycle.NotYet("Dit dossier is gesloten. Heropen het eerst.")
    set_expected(dossier, expected_on, by=by, at=at)
    with in_language(dossier.language):
        letter = letters.introduction(dossier, words=words, expected_on=expected_on, at=at)
    message = post_letter(dossier, letter, once=_numbered(dossier, "introduction"), by=by, at=at)
    lifecycle.advance(dossier, by=colleague(by), at=at)
    return message


def _numbered(dossier: Dossier, kind: str) -> str:
    """A key for what may be written more than once: the how-manieth of its kind."""
    return f"{kind}:{dossier.reference}:{dossier.messages.filter(kind=kind).count() + 1}"


def set_expected(dossier: Dossier, day: date, *, by: User, at: datetime) -> None:
    """Name a (new) date for the answer. Whoever changes it tells the complainant (R58)."""
    _set(dossier, expected_on=day)
    record(dossier, "expected", by=colleague(by), at=at, date=f"{day:%d-%m-%Y}")
    promises.promise(
        dossier, "Antwoord op de klacht", due_on=day, owner=dossier.handler, by=colleague(by), at=at,
        about=promises.ANSWER,
    )  # fmt: skip


@transaction.atomic
def write(
    dossier: Dossier, words: str, *, new_date: date | None = None, reason: str = "", by: User, at: datetime
) -> Message:
    """A personal message; a moved date is told at once, with the old one and the reason (R58)."""
    was = dossier.expected_on
    if new_date:
        set_expected(dossier, new_date, by=by, at=at)
    with in_language(dossier.language):
        letter = letters.personal(dossier, words=words, was=was, expected_on=new_date, reason=reason, at=at)
    return post_letter(dossier, letter, once=_numbered(dossier, "personal"), by=by, at=at)


def post_letter(
    dossier: Dossier, letter: letters.Letter, *, once: str, by: User | None = None, at: datetime,
    due_at: datetime | None = None,
) -> Message:  # fmt: skip
    """Post along the road this person prefers. NotYet when there is no road at all."""
    carrier = carrier_for(dossier)
    if carrier == Message.Carrier.PAGE:
        raise lifecycle.NotYet(
            "We weten niet hoe we de melder bereiken. Vul eerst een mailadres of telefoonnummer in."
        )
    actor = colleague(by) if by else Actor("Klachten")
    message = outbox.post(letter, once=once, dossier=dossier, carrier=carrier, by=actor, at=at, due_at=due_at)
    if by:
        _set(dossier, last_contact_at=at)
    return message


@transaction.atomic
def close_dossier(
    dossier: Dossier, name: str, *, note: str = "", words: str = "", by: User, at: datetime
) -> None:
    """Close, and confirm the whole procedure in a letter (R72, R73). What was still to go, does not go any more."""
    lifecycle.close(dossier, name, note=note, by=colleague(by), at=at)
    stop_waiting_post(dossier, reason="het dossier is gesloten", at=at)
    if carrier_for(dossier) != Message.Carrier.PAGE:
        with in_language(dossier.language):
            letter = letters.closing(dossier, name=name, words=words, note=note, at=at)
        count = dossier.periods.count()
        post_letter(dossier, letter, once=f"closing:{dossier.reference}:{count}", by=by, at=at)


AUTOMATIC = (Message.Kind.PROGRESS, Message.Kind.SURVEY, Message.Kind.REMINDER)


def stop_waiting_post(dossier: Dossier, *, reason: str, at: datetime) -> None:
    """Automatic messages that have not left yet lose their sense; an acknowledgement never does."""
    waiting = dossier.messages.filter(
        kind__in=AUTOMATIC, state__in=[Message.State.QUEUED, Message.State.HELD]
    )
    for message in waiting:
        if Message.objects.filter(pk=message.pk, state=message.state).update(
            state=Message.State.SUPPRESSED, reason=reason
        ):
            record(
                dossier, "not_sent", by=Actor("Klachten"), at=at, message=message,
                what=message.get_kind_display(), reason=reason,
            )  # fmt: skip


@transaction.atomic
def go_back(dossier: Dossier, reason: str, *, by: User, at: datetime) -> None:
    stop_waiting_post(dossier, reason="het dossier ging een stap terug", at=at)
    lifecycle.go_back(dossier, reason=reason, by=colleague(by), at=at)


@transaction.atomic
def reopen(dossier: Dossier, reason: str, *, by: User, at: datetime) -> None:
    lifecycle.reopen(dossier, reason=reason, by=colleague(by), at=at)


@transaction.atomic
def renew_link(dossier: Dossier, *, by: User, at: datetime) -> None:
    """The old link stops; the new one goes out with the next message, which is this one."""
    links.renew(dossier, at=at)
    record(dossier, "link_renewed", by=colleague(by), at=at)
