"""Computes and explains every date from facts; writes nothing and never asks the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from dossiers.models import Dossier, Evaluation, Holiday, Kind, Message, Step
from dossiers.workdays import add_workdays, roll, workdays_between

ZONE = ZoneInfo(settings.TIME_ZONE)


@dataclass(frozen=True)
class Term:
    """A last day for the answer: calendar days after receipt (day 0), and the article that says so."""

    days: int
    article: str
    rolls: bool
    country: str = "NL"


# not checked by a lawyer; the article stands on the screen that uses it
PROFILES = {
    "nl_woningcorporatie": Term(42, "Woningwet art. 55b lid 3, reglement", False),
    "nl_awb": Term(42, "Awb art. 9:11", True),
    "nl_wkkgz": Term(42, "Wkkgz art. 17", True),
    "nl_kinderopvang": Term(42, "Wet kinderopvang art. 1.57b", True),
    "nl_retail": Term(14, "onze eigen klachtenregeling", False),
    "be_vlaanderen_bestuur": Term(45, "Bestuursdecreet art. II.83", False, "BE"),
}


def days_off(country: str = "NL", *, legal: bool = False) -> set[date]:
    """Days that do not count as working days; `legal` adds the days equated by decree (art. 3 lid 3)."""
    rows = Holiday.objects.filter(country=country)
    if not legal:
        rows = rows.exclude(sort=Holiday.Sort.EQUATED)
    return set(rows.values_list("day", flat=True))


def decide_by(profile: str, received_at: datetime) -> date:
    """The last local day for the answer; day of receipt is day 0 (Awb 9:11, Wkkgz 17, ...)."""
    term = PROFILES[profile]
    last = timezone.localdate(received_at) + timedelta(days=term.days)
    return roll(last, days_off(term.country, legal=True)) if term.rolls else last


def end_of(day: date) -> datetime:
    """The instant (UTC) at which a local day ends; right on both DST days."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=ZONE)
    return midnight.astimezone(ZoneInfo("UTC"))


def at_hour(day: date, hour: int) -> datetime:
    """A local hour on a local day, as an instant (UTC)."""
    return datetime.combine(day, time(hour), tzinfo=ZONE).astimezone(ZoneInfo("UTC"))


def progress_on(last_contact_at: datetime, workdays: int, off: set[date]) -> date:
    """The n-th working day after the last contact (R57)."""
    return add_workdays(timezone.localdate(last_contact_at), workdays, off)


def silent_workdays(last_contact_at: datetime, today: date, off: set[date]) -> int:
    return workdays_between(timezone.localdate(last_contact_at), today, off)


def evaluation_on(answered_on: date, days: int) -> date:
    """When to ask how it went: so many calendar days after the answer (R71)."""
    return answered_on + timedelta(days=days)


def first_action_on(registered_on: date, off: set[date]) -> date:
    """Every complaint is urgent: the first step within one working day (R90)."""
    return add_workdays(registered_on, 1, off)


@dataclass(frozen=True)
class Kept:
    """Until which day a closed dossier is kept, and the sentence that says why."""

    until: date
    why: str


def keep(closing: str, closed_at: datetime, years: int) -> Kept:
    """So many years after the local day of closing; 29 February ends on 1 March, never a day short.

    AVG 5(1)(e) wants a limit and no set of rules here names one, so the years are a setting.
    """
    day = timezone.localdate(closed_at)
    try:
        until = day.replace(year=day.year + years)
    except ValueError:
        until = date(day.year + years, 3, 1)
    return Kept(until, f"het is gesloten als “{closing}”. Dat bewaren wij {years} jaar na het sluiten.")


ACKNOWLEDGED = (Message.State.SENT, Message.State.SUPPRESSED)
# no day asks anything of us: after all that has one stands what we may close, and last what waits for the complainant
TO_CLOSE, WAITS = date.max - timedelta(days=1), date.max


def first_due(dossier: Dossier) -> date:
    """The first date that asks something of us: the worklist sorts on it."""
    dates = list(dossier.promises.filter(kept_at=None).values_list("due_on", flat=True))
    if not dossier.messages.filter(kind=Message.Kind.ACKNOWLEDGEMENT, state__in=ACKNOWLEDGED).exists():
        dates.append(dossier.acknowledge_on)
    if dossier.decide_by and dossier.step < Step.EVALUEREN:
        dates.append(dossier.decide_by)
    if not dossier.handler_id or dossier.kind != Kind.KLACHT:
        dates.append(first_action_on(timezone.localdate(dossier.registered_at), days_off()))
    return min(dates, default=_without_a_day(dossier))


def _without_a_day(dossier: Dossier) -> date:
    if dossier.step < Step.EVALUEREN:
        return dossier.decide_by or dossier.acknowledge_on
    looked_back = Evaluation.objects.filter(dossier=dossier).exclude(answered_at=None, absent_at=None)
    return TO_CLOSE if looked_back.exists() else WAITS
