"""Putting it right: redress apart from fault (R21, R68), and the answer."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dossiers import lifecycle, promises
from dossiers.casework.writing import post_letter
from dossiers.correspondence import letters
from dossiers.correspondence.letter import in_language
from dossiers.correspondence.states import NEVER_WENT
from dossiers.holding import hold
from dossiers.models import Dossier, Draft, Message, Redress, Step, User
from dossiers.timeline import colleague, record
from dossiers.together import agree, remember

ANSWER = "answer"


@transaction.atomic
def add_redress(
    dossier: Dossier,
    kind: str,
    what: str,
    *,
    amount: Decimal | None = None,
    due_on: date,
    by: User,
    at: datetime,
) -> Redress:
    """Choose one thing we do, and promise it (R68, R99). Possible from the step dossier on (R21)."""
    hold(dossier)
    if not dossier.is_open:
        raise lifecycle.NotYet("Dit dossier is gesloten. Heropen het eerst.")
    if dossier.step < Step.DOSSIER:
        raise lifecycle.NotYet("Maak eerst kennis met de melder. Daarna kies je een oplossing.")
    owner = dossier.handler or by
    row = Redress.objects.create(
        dossier=dossier, kind=kind, what=what, amount=amount, due_on=due_on, owner=owner
    )
    record(dossier, "redress_added", by=colleague(by), at=at, what=what)
    promises.promise(
        dossier, what, due_on=due_on, owner=owner, by=colleague(by), at=at, about=f"redress:{row.pk}"
    )
    return row


@transaction.atomic
def remove_redress(row: Redress, *, by: User, at: datetime) -> None:
    """Take back what was not yet promised in an answer."""
    hold(row.dossier)
    if lifecycle.answered(row.dossier) and not row.dossier.complainant.is_anonymous:
        raise lifecycle.NotYet("Dit staat al in het antwoord. Wat we beloofden, doen we.")
    if not row.dossier.redress.filter(pk=row.pk, done_at=None).delete()[0]:
        raise lifecycle.NotYet("Dit is al gedaan, of een collega haalde het net weg.")
    row.dossier.promises.filter(about=f"redress:{row.pk}", kept_at=None).delete()
    record(row.dossier, "redress_removed", by=colleague(by), at=at, what=row.what)
    promises.refresh_due(row.dossier)


@transaction.atomic
def finish_redress(row: Redress, *, by: User, at: datetime) -> None:
    """It is done: the promise is kept."""
    hold(row.dossier)
    if Redress.objects.filter(pk=row.pk, done_at=None).update(done_at=at):
        record(row.dossier, "redress_done", by=colleague(by), at=at, what=row.what)
        promises.keep_about(row.dossier, f"redress:{row.pk}", at=at)


@transaction.atomic
def save_draft(
    dossier: Dossier, text: str, *, opened: str, by: User, at: datetime, letter: str = ANSWER
) -> Draft:
    """Keep a letter while it is being written. Clash."""
    hold(dossier)
    now = {"text": written_so_far(dossier)}
    agree(f"{letter}:{dossier.pk}", now, {"text": text}, opened=opened, by=by, at=at)
    row, _ = Draft.objects.get_or_create(
        dossier=dossier, letter=letter, defaults={"saved_at": at, "saved_by": by}
    )
    if row.text != text:
        row.text, row.saved_at, row.saved_by, row.version = text, at, by, row.version + 1
        row.save()
    return row


def written_so_far(dossier: Dossier) -> str:
    """What stands there while a letter is written: the draft; without one, the answer that went last."""
    draft = dossier.drafts.filter(letter=ANSWER).first()
    return draft.text if draft else sent_so_far(dossier)


def sent_so_far(dossier: Dossier) -> str:
    sent = dossier.messages.filter(kind=Message.Kind.ANSWER).first()
    return sent.text if sent else ""


def on_its_way(dossier: Dossier) -> QuerySet[Message]:
    """The answers that went or still go: one more would be a second letter to the complainant."""
    return dossier.messages.filter(kind=Message.Kind.ANSWER).exclude(state__in=NEVER_WENT)


def sent_last(dossier: Dossier) -> bool:
    """Whether the answer went, and nobody began another since."""
    return on_its_way(dossier).exists() and not dossier.drafts.filter(letter=ANSWER).exists()


def may_write(dossier: Dossier) -> bool:
    return dossier.step == Step.OPLOSSEN and dossier.is_open


def date_gone(dossier: Dossier, today: date) -> str:
    """Why this answer may not go: it would promise something for a day that has been (R99). "" when it may."""
    row = dossier.redress.filter(done_at=None, due_on__lt=today).first()
    if row is None:
        return ""
    return f"Bij “{row.what}” staat een dag die geweest is. Is het gedaan? Vink het af. Kies anders een nieuwe dag."


@transaction.atomic
def send_answer(
    dossier: Dossier, text: str, *, version: int | None = None, by: User, at: datetime
) -> Message:
    """Send the answer with what we do and when (R41, R98, R102). The promised date is kept by it.

    With a `version` only the draft that was looked at goes, and only once: a second press finds no draft.
    """
    hold(dossier)
    if not may_write(dossier):
        raise lifecycle.NotYet("Een antwoord verstuur je in de stap Oplossen.")
    if not lifecycle.has_redress(dossier):
        raise lifecycle.NotYet("Kies minstens één oplossing.")
    if past := date_gone(dossier, timezone.localdate(at)):
        raise lifecycle.NotYet(past)
    seen = dossier.drafts.filter(letter=ANSWER, version=version)
    if version is not None and not seen.delete()[0]:
        raise lifecycle.NotYet("De brief is net veranderd, of al verstuurd. Kijk nog eens.")
    with in_language(dossier.language):
        letter = letters.answer(dossier, words=text, at=at)
    count = dossier.messages.filter(kind=Message.Kind.ANSWER).count()
    message = post_letter(dossier, letter, once=f"answer:{dossier.reference}:{count + 1}", by=by, at=at)
    promises.keep_about(dossier, promises.ANSWER, at=at)
    dossier.drafts.filter(letter=ANSWER).delete()
    remember(f"{ANSWER}:{dossier.pk}", ["text"], by=by, at=at)
    return message
