"""Closing, going back and opening again. One action, one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dossiers import lifecycle, links
from dossiers.casework.writing import post_letter, write
from dossiers.correspondence import letters, vouching
from dossiers.correspondence.letter import carrier_for, in_language
from dossiers.holding import hold
from dossiers.models import (
    Dossier,
    Message,
    User,
)
from dossiers.timeline import Actor, colleague, record
from dossiers.together import agree, marks


@transaction.atomic
def close_dossier(
    dossier: Dossier, name: str, *, note: str = "", words: str = "", opened: str | None = None, by: User, at: datetime
) -> None:  # fmt: skip
    """Close, and confirm the whole procedure in a letter (R72, R73). What was still to go, does not go any more."""
    hold(dossier)
    if opened is not None:
        typed = {"closing": name, "note": note, "text": words}
        agree(f"closing:{dossier.pk}", closed_with(dossier), typed, opened=opened, by=by, at=at)
    lifecycle.close(dossier, name, note=note, by=colleague(by), at=at)
    stop_waiting_post(dossier, reason="het dossier is gesloten", at=at)
    if carrier_for(dossier) != Message.Carrier.PAGE:
        with in_language(dossier.language):
            letter = letters.closing(dossier, name=name, words=words, note=note, at=at)
        count = dossier.periods.count()
        post_letter(dossier, letter, once=f"closing:{dossier.reference}:{count}", by=by, at=at)


def closed_with(dossier: Dossier) -> dict[str, str]:
    """How it was closed, under the names of the form; empty while it is open."""
    period = dossier.periods.exclude(closed_at=None).last()
    if dossier.is_open or period is None:
        return {"closing": "", "note": "", "text": ""}
    letter = dossier.messages.filter(kind=Message.Kind.CLOSING).first()
    return {"closing": period.closing, "note": period.note, "text": letter.text if letter else ""}


MOVED = "Iemand anders was je voor: het dossier staat nu in de stap {}. Kijk nog eens."
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
def go_back(dossier: Dossier, reason: str, *, opened: str, by: User, at: datetime) -> None:
    """One step, from where the page showed it: two people who press at once go back one step, not two."""
    hold(dossier)
    if opened != marks({"step": dossier.step}):
        raise lifecycle.NotYet(MOVED.format(dossier.get_step_display()))
    stop_waiting_post(dossier, reason="het dossier ging een stap terug", at=at)
    lifecycle.go_back(dossier, reason=reason, by=colleague(by), at=at)


@transaction.atomic
def reopen(dossier: Dossier, reason: str, *, by: User, at: datetime) -> None:
    hold(dossier)
    lifecycle.reopen(dossier, reason=reason, by=colleague(by), at=at)


@transaction.atomic
def renew_link(dossier: Dossier, *, by: User, at: datetime) -> None:
    """The old link stops and the new one goes out with a letter of its own; without a road it stops all the same.

    Who reads us at an address that a colleague put right, and where the copy never went, gets it (R56).
    """
    hold(dossier)
    links.renew(dossier, at=at)
    record(dossier, "link_renewed", by=colleague(by), at=at)
    if carrier_for(dossier) != Message.Carrier.PAGE:
        copied = vouching.lacks_copy(dossier)
        with in_language(dossier.language):
            words = " ".join(_of_new_link(dossier, copied))
        write(dossier, words, with_copy=copied, by=by, at=at)


def _of_new_link(dossier: Dossier, copied: bool) -> list[str]:
    """What a new link does; the copy comes along, or stands on its page."""
    told = {"what": letters.noun(dossier), "number": dossier.reference}
    said = _("U krijgt een nieuwe link naar uw %(what)s %(number)s. De oude werkt niet meer.") % told
    if copied:
        return [said, _("Op de pagina staat wanneer u wat hoort.")]
    return [said, _("Op de pagina staat een kopie van wat u ons vertelde, en wanneer u wat hoort.")]
