"""Who reads a list, and when: what "mine", "this week" and "too long silent" mean today."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from dossiers import deadlines
from dossiers.models import Dossier, Organisation, User
from dossiers.permissions import dossiers_for, dossiers_to_work
from dossiers.workdays import DAY, add_workdays, is_workday, workdays_between

NEAR = 5  # working days before the last day of an answer


@dataclass
class Reader:
    """One colleague at one moment, with the calendar read once."""

    user: User
    at: datetime
    organisation: Organisation
    off: set[date] = field(default_factory=deadlines.days_off)

    @cached_property
    def dossiers(self) -> QuerySet[Dossier]:
        """What this person may read; every list, count and neighbour starts here."""
        return dossiers_for(self.user)

    @cached_property
    def to_work(self) -> QuerySet[Dossier]:
        """What this person may change."""
        return dossiers_to_work(self.user)

    @property
    def teams(self) -> list[int]:
        """The ids of his teams."""
        return [pk for pk, _is_top in self.user.memberships()]

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @property
    def end_of_week(self) -> date:
        """Sunday of this week."""
        return self.today + timedelta(days=6 - self.today.weekday())

    @property
    def near(self) -> date:
        return add_workdays(self.today, NEAR, self.off)

    @property
    def quiet_before(self) -> datetime:
        """Whose last contact lies before this instant, heard nothing for the agreed number of working days (R57)."""
        day, count = self.today, 0
        while count < self.organisation.progress_after_workdays:
            count += is_workday(day, self.off)
            day -= DAY
        return deadlines.end_of(day)

    def silent_workdays(self, last_contact_at: datetime) -> int:
        return deadlines.silent_workdays(last_contact_at, self.today, self.off)

    def late_without_handler(self, d: Dossier) -> str:
        """How long ago somebody should have taken this up: "2 werkdagen", "" when in time (R90)."""
        first = deadlines.first_action_on(timezone.localdate(d.registered_at), self.off)
        late = workdays_between(first, self.today, self.off)
        return f"{late} {'werkdag' if late == 1 else 'werkdagen'}" if late else ""


def reader_of(request: HttpRequest, at: datetime) -> Reader:
    return Reader(request.user, at, request.organisation)  # type: ignore[arg-type, attr-defined]
