"""The same form once more: a retry, the page of before and its button again, other words on it (F18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from dossiers.documents.uploads import Accepted
from dossiers.intake.public_forms import derived
from dossiers.intake.questions import QUESTIONS
from dossiers.models import Dossier, Filing

if TYPE_CHECKING:
    from dossiers.intake.actions import Report

Rows = Iterable[tuple[str, str]]  # question and answer
WITHIN = timedelta(hours=1)
WHO = ("name", "email", "phone", "anonymous", "on_behalf", "relation")  # keys of QUESTIONS


@dataclass(frozen=True)
class News:
    """What the same form says that the dossier has not: the answers as typed, and the files."""

    text: str
    files: list[Accepted]


def is_same(report: Report, earlier: Dossier) -> bool:
    """Every answer and every file is the same."""
    files = sorted((f.name, f.size) for f in report.files)
    return earlier.form == [list(row) for row in report.form] and sorted(_kept(earlier)) == files


def _kept(dossier: Dossier) -> list[tuple[str, int]]:
    return list(dossier.attachments.filter(contact=None).values_list("name", "size"))


def sent_before(report: Report, *, source: str, at: datetime) -> Dossier | None:
    """What this very place sent us within the hour, word for word the same; nobody else gets its receipt."""
    recent = Filing.objects.filter(source=source, at__gt=at - WITHIN, dossier__story=report.story)
    rows = recent.exclude(source="").select_related("dossier").order_by("at", "pk")
    return next((row.dossier for row in rows if is_same(report, row.dossier)), None)


def belongs_with(report: Report, earlier: Dossier, *, at: datetime) -> bool:
    """Within the hour, and who it is stands there the same: never somebody else at the same screen."""
    with translation.override(report.language):
        who = [*(str(QUESTIONS[key]) for key in WHO), _("Uw organisatie"), _("Uw postadres")]
    now, then = dict(report.form), dict(earlier.form)
    same = all(now.get(question) == then.get(question) for question in who)
    return same and at - earlier.registered_at < WITHIN


def news_of(report: Report, earlier: Dossier, *, besides: Rows = ()) -> News | None:
    """None when all of it is there already; a browser that goes back forgets the files, which is no news."""
    known, kept = [tuple(row) for row in earlier.form], _kept(earlier)
    told = [row for row in report.form if tuple(row) not in known] + list(besides)
    files = [f for f in report.files if (f.name, f.size) not in kept]
    with translation.override(report.language):
        text = "\n\n".join(f"{question}\n{said}" for question, said in told) or _("Hier zijn nog bestanden.")
    return News(text, files) if told or files else None


def other_token(token: str, report: Report, *more: str) -> str:
    """A key for this form with these words: a retry of them gives the same (F18)."""
    files = sorted((f.name, f.size) for f in report.files)
    return derived(token, *(part for row in report.form for part in row), *map(str, files), *more)
