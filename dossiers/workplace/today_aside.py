"""The margin of Vandaag: the days to come, kind words, and what became of what I logged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dossiers.dates import day
from dossiers.models import Dossier, Evaluation, Promise, Role, Step
from dossiers.workplace.reader import Reader
from dossiers.workplace.today_words import lower_first, page_of

AHEAD = timedelta(days=7)
PLEASED = 8  # a score from here on is worth reading aloud


@dataclass(frozen=True)
class Coming:
    on: date
    text: str
    url: str


def coming(promises: list[Promise], dossiers: list[Dossier], r: Reader) -> list[Coming]:
    """What is due in the days after today, in order of date."""
    due = [
        Coming(p.due_on, f"{p.dossier.complainant.called}: {lower_first(p.what)}", page_of("dossier", p.dossier))
        for p in promises if p.due_on > r.today
    ]  # fmt: skip
    until = r.today + AHEAD
    due += [
        Coming(d.decide_by, f"Antwoord aan {d.complainant.called} uiterlijk", page_of("dossier", d))
        for d in dossiers if d.handler_id and d.decide_by and r.today < d.decide_by <= until and d.step < Step.EVALUEREN
    ]  # fmt: skip
    return sorted(due, key=lambda c: c.on)[:8]


def pleased(r: Reader) -> Evaluation | None:
    """The newest kind words about a dossier that I may see."""
    found = Evaluation.objects.filter(
        handling__gte=PLEASED, solution__gte=PLEASED, answered_at__isnull=False, dossier__in=r.to_work
    ).exclude(comment="")
    return found.select_related("dossier__complainant").order_by("-answered_at").first()


def logged(r: Reader) -> list[dict[str, Any]]:
    """What somebody without dossiers of his own logged, and what became of it."""
    if r.user.has_role(Role.BEHANDELAAR, Role.MANAGER):
        return []
    found = r.dossiers.filter(registered_by=r.user).select_related("complainant", "handler")
    return [{"dossier": d, "became": _became(d)} for d in found.order_by("-registered_at")[:5]]


def _became(d: Dossier) -> str:
    if d.closed_at:
        return f"Afgerond op {day(d.closed_at)}."
    if d.handler is None:
        return "Een collega pakt het op."
    return f"{d.handler.name} is ermee bezig: {d.get_step_display().lower()}."
