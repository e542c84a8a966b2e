"""What goes out by itself: a progress update after days of silence (R57), one reminder after a survey (R71)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from dossiers import deadlines
from dossiers.correspondence import letters, outbox
from dossiers.correspondence.letter import Letter, carrier_for, in_language
from dossiers.holding import hold
from dossiers.models import Dossier, Kind, Message, Organisation, Step
from dossiers.workdays import is_workday

OFFICE_HOURS = range(9, 17)  # nobody gets a letter from us at night
DATE_PASSED = "De genoemde datum is voorbij. Noem eerst een nieuwe datum, met de reden."


def is_office_time(at: datetime, off: set) -> bool:  # type: ignore[type-arg]
    """Local time; lives here and not in a crontab, which is wrong around DST."""
    return timezone.localtime(at).hour in OFFICE_HOURS and is_workday(timezone.localdate(at), off)


def _may_write(at: datetime) -> bool:
    """In office hours, and not before there is somebody to write for (the first start)."""
    return is_office_time(at, deadlines.days_off()) and Organisation.objects.exists()


def silent_dossiers(at: datetime) -> list[Dossier]:
    """Open complaints on their way to an answer, with no contact for the agreed number of working days."""
    organisation, off, today = Organisation.current(), deadlines.days_off(), timezone.localdate(at)
    walking = Dossier.objects.filter(
        closed_at=None,
        kind=Kind.KLACHT,
        step__range=(Step.INFORMEREN, Step.OPLOSSEN),
        expected_on__isnull=False,
    ).select_related("complainant", "handler", "team")
    days = organisation.progress_after_workdays
    return [d for d in walking if deadlines.progress_on(d.last_contact_at, days, off) <= today]


def send_progress_updates(*, at: datetime) -> int:
    """Tell everybody who heard nothing for N working days; how many rows were made."""
    if not _may_write(at):
        return 0
    return sum(send_progress(dossier, at=at) for dossier in silent_dossiers(at))


def send_progress(dossier: Dossier, *, at: datetime) -> bool:
    """One update a day at most; never with a date that has passed: then a person must look."""
    today, carrier = timezone.localdate(at), carrier_for(dossier)
    if carrier == Message.Carrier.PAGE or dossier.expected_on is None:
        return False
    waiting = dossier.messages.filter(kind=Message.Kind.PROGRESS, state__in=["held", "queued", "claimed"])
    if waiting.exists():
        return False
    with in_language(dossier.language):
        letter = letters.progress(dossier, expected_on=dossier.expected_on, at=at)
    return _once(
        letter, f"progress:{dossier.reference}:{today}", dossier, carrier, at,
        held=DATE_PASSED if dossier.expected_on < today else "",
    )  # fmt: skip


def _once(letter: Letter, once: str, dossier: Dossier, carrier: str, at: datetime, held: str = "") -> bool:
    """Post unless this fact was told already: two clocks at once make one row (F12)."""
    if Message.objects.filter(once=once).exists():
        return False
    try:
        with transaction.atomic():
            hold(dossier)
            if not dossier.is_open:
                return False
            outbox.post(letter, once=once, dossier=dossier, carrier=carrier, at=at, held=held)
    except IntegrityError:
        return False
    return True


def send_reminders(*, at: datetime) -> int:
    """One reminder, so many days after the survey went, while there is no answer."""
    if not _may_write(at):
        return 0
    organisation = Organisation.current()
    asked = Message.objects.filter(
        kind=Message.Kind.SURVEY,
        state=Message.State.SENT,
        dossier__closed_at=None,
        dossier__step=Step.EVALUEREN,
    ).exclude(dossier__evaluation__answered_at__isnull=False)
    due = [m for m in asked.select_related("dossier__complainant", "dossier__handler", "dossier__team")
           if m.sent_at and letters.reminder_due(m.sent_at, organisation) <= at]  # fmt: skip
    return sum(_remind(m.dossier, at) for m in due if m.dossier)


def _remind(dossier: Dossier, at: datetime) -> bool:
    with in_language(dossier.language):
        letter = letters.survey(dossier, reminder=True, at=at)
    return _once(letter, f"reminder:{dossier.reference}:1", dossier, carrier_for(dossier), at)
