"""Letters by a colleague: introduce yourself, write, name a date. One action, one transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dossiers import lifecycle, promises
from dossiers.casework.columns import set_columns
from dossiers.casework.introduced import check_not_introduced
from dossiers.correspondence import letters, outbox
from dossiers.correspondence.letter import Letter, carrier_for, in_language
from dossiers.dates import day_year
from dossiers.holding import hold
from dossiers.models import (
    Dossier,
    Message,
    User,
)
from dossiers.timeline import Actor, colleague, record
from dossiers.together import agree, marks

OWN_WORDS = (Message.Kind.INTRODUCTION, Message.Kind.PERSONAL)


@transaction.atomic
def introduce(
    dossier: Dossier, words: str, expected_on: date, *, opened: str | None = None, by: User, at: datetime
) -> Message:
    """The handler introduces himself with a date for the answer; that date is a promise (R58, R74, R99, R100).

    Once: AlreadyIntroduced when a colleague was first, or the button was pressed twice.
    """
    hold(dossier)
    check_not_introduced(dossier)
    _in_turn(dossier, words, opened, by, at)
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


def last_letter(dossier: Dossier) -> dict[str, str]:
    """What a colleague wrote last to this complainant; empty when nobody did."""
    own = dossier.messages.filter(kind__in=OWN_WORDS).exclude(author=None).first()
    return {"text": own.text if own else ""}


def _in_turn(dossier: Dossier, words: str, opened: str | None, by: User, at: datetime) -> None:
    """Clash when a letter went since the page opened: nobody gets two letters that do not know of each other.

    Hold the dossier first.
    """
    now = last_letter(dossier)
    seen = marks(now) if opened is None else opened
    agree(f"letter:{dossier.pk}", now, {"text": words}, opened=seen, by=by, at=at)


def _numbered(dossier: Dossier, kind: str) -> str:
    """A key for what may be written more than once: the how-manieth of its kind."""
    return f"{kind}:{dossier.reference}:{dossier.messages.filter(kind=kind).count() + 1}"


def set_expected(dossier: Dossier, day: date, *, by: User, at: datetime) -> None:
    """Name a (new) date for the answer. Whoever changes it tells the complainant (R58)."""
    moved = dossier.expected_on if dossier.expected_on != day else None
    set_columns(dossier, expected_on=day, expected_before=moved or dossier.expected_before)
    record(dossier, "expected", by=colleague(by), at=at, date=day_year(day, "nl"))
    promises.promise(
        dossier, f"Antwoord op {dossier.called}", due_on=day, owner=dossier.handler, by=colleague(by), at=at,
        about=promises.ANSWER,
    )  # fmt: skip


@transaction.atomic
def write(
    dossier: Dossier, words: str, *, new_date: date | None = None, reason: str = "", opened: str | None = None,
    with_copy: bool = False, by: User, at: datetime,
) -> Message:  # fmt: skip
    """A personal message; a moved date is told at once, with the old one and the reason (R58)."""
    hold(dossier)
    _in_turn(dossier, words, opened, by, at)
    was = dossier.expected_on
    if new_date:
        set_expected(dossier, new_date, by=by, at=at)
    with in_language(dossier.language):
        letter = letters.personal(
            dossier, words=words, was=was, expected_on=new_date, reason=reason, with_copy=with_copy, at=at
        )
    return post_letter(dossier, letter, once=_numbered(dossier, "personal"), by=by, at=at)


def post_letter(
    dossier: Dossier, letter: Letter, *, once: str, by: User | None = None, at: datetime,
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
        set_columns(dossier, last_contact_at=at)
    return message
