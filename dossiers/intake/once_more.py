"""Registreren once more with other words on the same page: they come with the dossier as a note (F18)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError

from dossiers.casework.actions import note
from dossiers.intake.again import News, belongs_with, news_of, other_token
from dossiers.intake.form_rules import SOLVED
from dossiers.intake.forms import RegisterForm
from dossiers.models import Analysis, Contact, Dossier, Evaluation, Redress, User

if TYPE_CHECKING:
    from dossiers.intake.actions import Report
    from dossiers.intake.at_once import Solved

KEPT_IN = ((Analysis, "facts"), (Redress, "what"), (Evaluation, "comment"))  # the three lines of a talk


def unsaid(report: Report, solved: Solved | None, dossier: Dossier) -> News | None:
    """What this page says that the dossier has not; the three lines of what was solved belong to it."""
    lines = (solved.happened, solved.done, solved.words) if solved else ()
    there = {
        text for model, name in KEPT_IN if lines
        for text in model.objects.filter(dossier=dossier).values_list(name, flat=True)
    }  # fmt: skip
    asked = zip((str(RegisterForm.base_fields[name].label) for name in SOLVED), lines, strict=False)
    return news_of(report, dossier, besides=[row for row in asked if row[1] not in there])


def note_once(dossier: Dossier, news: News, *, token: str, by: User, at: datetime) -> None:
    """The same press twice is one note."""
    mine = dossier.contacts.filter(token=token)
    if mine.exists():
        return
    try:
        note(dossier, Contact.Kind.NOTE, news.text, files=news.files, token=token, by=by, at=at)
    except IntegrityError:
        # a double click: the other press was first
        if not mine.exists():
            raise


def belongs(report: Report, solved: Solved | None, dossier: Dossier, *, by: User, at: datetime) -> bool:
    """This colleague, this person, this hour. What turns out to be solved closes a dossier of its own."""
    turned_out = solved is not None and dossier.is_open
    return dossier.registered_by == by and not turned_out and belongs_with(report, dossier, at=at)


def key_of(token: str, report: Report, solved: Solved | None) -> str:
    lines = (solved.happened, solved.done, solved.words) if solved else ()
    return other_token(token, report, *lines)
