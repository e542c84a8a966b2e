"""Solved during the conversation: three short lines are the dissection, and the dossier closes (R1, R27, R52)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.casework.ending import close_dossier
from dossiers.intake.actions import Report, register
from dossiers.intake.once import only_once, told_before
from dossiers.intake.once_more import belongs, key_of, note_once, unsaid
from dossiers.intake.public_forms import fresh_token
from dossiers.models import Analysis, Dossier, Evaluation, Kind, Redress, Team, User
from dossiers.timeline import colleague, record

GOOD = "de melder vindt het zo goed"  # said in the timeline, with the customer's own words (R39)


@dataclass(frozen=True)
class Solved:
    """What happened, what was done, and the customer's own words that it is good."""

    happened: str
    done: str
    words: str


def take_down(
    report: Report,
    solved: Solved | None = None,
    *,
    token: str,
    by: User,
    team: Team | None = None,
    at: datetime,
) -> Dossier:
    """A conversation becomes a dossier, once; what was put right on the spot is closed in the same transaction.

    The same page with other words comes with it as a note.
    """
    token = token or fresh_token()
    new: list[Dossier] = []
    before = told_before(report, solved=solved is not None, by=by, at=at)
    dossier = before or only_once(
        token, lambda: new.append(_take_down(report, solved, token, by, team, at)) or new[0]
    )
    if new or (news := unsaid(report, solved, dossier)) is None:
        return dossier
    other = key_of(token, report, solved)
    if belongs(report, solved, dossier, by=by, at=at):
        note_once(dossier, news, token=other, by=by, at=at)
        return dossier
    return only_once(other, lambda: _take_down(report, solved, other, by, team, at))


@transaction.atomic
def _take_down(
    report: Report, solved: Solved | None, token: str, by: User, team: Team | None, at: datetime
) -> Dossier:
    report.solved = solved is not None
    dossier = register(report, by=by, team=team, token=token, at=at)
    if solved:
        solve_at_once(dossier, happened=solved.happened, done=solved.done, words=solved.words, by=by, at=at)
    return dossier


@transaction.atomic
def solve_at_once(dossier: Dossier, *, happened: str, done: str, words: str, by: User, at: datetime) -> None:
    """Write the three lines down, then close with a letter. What is no klacht never walked: it ends as handled."""
    Analysis.objects.update_or_create(dossier=dossier, defaults={"facts": happened})
    Redress.objects.create(
        dossier=dossier,
        kind=Redress.Kind.OTHER,
        what=done[:200],
        due_on=timezone.localdate(at),
        owner=by,
        done_at=at,
    )
    Evaluation.objects.update_or_create(dossier=dossier, defaults={"comment": words, "noted_by": by})
    record(dossier, "redress_added", by=colleague(by), at=at, what=done[:200])
    record(dossier, "contact", by=colleague(by), at=at, quote=words, kind=GOOD)
    if dossier.handler is None:
        dossier.handler = by
        Dossier.objects.filter(pk=dossier.pk).update(handler=by)
        record(dossier, "assigned", by=colleague(by), at=at, handler=by.name)
    if dossier.kind == Kind.KLACHT:
        close_dossier(dossier, "solved_at_once", by=by, at=at)
    else:
        close_dossier(dossier, "not_a_complaint", note=done, by=by, at=at)
