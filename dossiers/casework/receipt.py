"""A slip in the moment of receipt is mended by whoever logged it or handles it; the term is counted anew (R62).

What a visitor sent has the time of our own clock, and that no one changes. The words and the form stay (R39, R60).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dossiers import deadlines
from dossiers.casework.columns import set_columns
from dossiers.correspondence import remake
from dossiers.dates import day_year, moment
from dossiers.holding import hold
from dossiers.lifecycle import NotYet
from dossiers.models import Dossier, Kind, Message, Organisation, User
from dossiers.promises import refresh_due
from dossiers.timeline import colleague, record
from dossiers.together import agree

CLOCK = "De klok van de server schreef op wanneer dit binnenkwam. Dat verandert niemand."
CLOSED = "Dit dossier is gesloten. Heropen het eerst."
AFTER = "Het is vastgelegd op {logged}. Toen was het al binnen: kies dat moment of eerder."
# the reader has, or may have, the day that stood in it
READ = (Message.State.CLAIMED, Message.State.HANDING, Message.State.SENT, Message.State.UNCERTAIN)


def why_not(dossier: Dossier) -> str:
    """Why the moment can't be mended; "" when it can."""
    if dossier.registered_by_id is None:
        return CLOCK
    return "" if dossier.is_open else CLOSED


def now_of(dossier: Dossier) -> dict[str, datetime]:
    """What stands there, under the name of the form: to the minute, local time."""
    return {"received_at": timezone.localtime(dossier.received_at).replace(second=0, microsecond=0)}


@transaction.atomic
def correct_receipt(
    dossier: Dossier, received_at: datetime, reason: str, *, opened: str, by: User, at: datetime
) -> None:
    """The right moment, with who, when and why in the timeline. NotYet, and Clash when somebody else mended it."""
    hold(dossier)
    typed = {"received_at": timezone.localtime(received_at)}
    if not agree(f"receipt:{dossier.pk}", now_of(dossier), typed, opened=opened, by=by, at=at):
        return
    if why := why_not(dossier):
        raise NotYet(why)
    if received_at > dossier.registered_at:
        raise NotYet(AFTER.format(logged=moment(dossier.registered_at, "nl")))
    was = {"received": dossier.received_at, "decide_by": dossier.decide_by}
    _write(dossier, received_at)
    _record(dossier, was, reason, by, at)
    remake.turn(dossier, by=by, at=at)
    refresh_due(dossier)


def _write(dossier: Dossier, received_at: datetime) -> None:
    """The only door to `received_at` after filing: save() refuses it."""
    said = dossier.last_contact_at == dossier.received_at  # nothing was said since
    columns: dict[str, Any] = {"last_contact_at": received_at} if said else {}
    set_columns(dossier, received_at=received_at, decide_by=_decide_by(dossier, received_at), **columns)


def _decide_by(dossier: Dossier, received_at: datetime) -> date | None:
    """Counted from the right day; never later than a day that the complainant already read (R58, R99)."""
    if dossier.kind != Kind.KLACHT or dossier.decide_by is None:
        return dossier.decide_by
    law = deadlines.decide_by(Organisation.current().law_profile, received_at)
    told = dossier.messages.filter(kind=Message.Kind.ACKNOWLEDGEMENT, state__in=READ).exists()
    return min(law, dossier.decide_by) if told else law


def _record(dossier: Dossier, was: dict[str, Any], reason: str, by: User, at: datetime) -> None:
    old, new = moment(was["received"], "nl"), moment(dossier.received_at, "nl")
    record(dossier, "received_corrected", by=colleague(by), at=at, quote=reason, old=old, new=new)
    if dossier.decide_by and dossier.decide_by != was["decide_by"]:
        old, new = day_year(was["decide_by"], "nl"), day_year(dossier.decide_by, "nl")
        record(dossier, "counted_anew", by=colleague(by), at=at, old=old, new=new)
