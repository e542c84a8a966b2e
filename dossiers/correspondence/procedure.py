"""The dates of the whole procedure, from facts, as the complainant reads them (R73)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.dates import day_year
from dossiers.lifecycle import evaluation_of
from dossiers.models import Contact, Dossier, Message

Moment = tuple[datetime, str]


def _messages(dossier: Dossier) -> list[Moment]:
    told = {
        Message.Kind.ACKNOWLEDGEMENT: _("U kreeg onze bevestiging."),
        Message.Kind.INTRODUCTION: _("U hoorde wie u helpt en wanneer ons antwoord komt."),
        Message.Kind.PROGRESS: _("U hoorde hoe het ervoor stond."),
        Message.Kind.PERSONAL: _("Wij schreven u."),
        Message.Kind.ANSWER: _("U kreeg ons antwoord."),
        Message.Kind.SURVEY: _("Wij vroegen hoe het ging."),
    }
    sent = dossier.messages.filter(kind__in=told, sent_at__isnull=False)
    return [(m.sent_at, told[Message.Kind(m.kind)]) for m in sent if m.sent_at]


def _contacts(dossier: Dossier) -> list[Moment]:
    told = {
        Contact.Kind.PHONE_OUT: _("Wij belden u."),
        Contact.Kind.PHONE_IN: _("U belde ons."),
        Contact.Kind.VISIT: _("Wij spraken elkaar."),
        Contact.Kind.CUSTOMER_MESSAGE: _("U schreef ons."),
    }
    return [(c.at, told[Contact.Kind(c.kind)]) for c in dossier.contacts.filter(kind__in=told)]


def _outcome(dossier: Dossier) -> list[Moment]:
    rows = [(r.done_at, _("Gedaan: %(what)s") % {"what": r.what}) for r in dossier.redress.all() if r.done_at]
    evaluation = evaluation_of(dossier)
    if evaluation.answered_at and evaluation.handling:
        scores = {"handling": evaluation.handling, "solution": evaluation.solution}
        told = _("U gaf een %(handling)s voor het contact en een %(solution)s voor de oplossing.") % scores
        rows.append((evaluation.answered_at, told))
    return rows


def procedure_rows(dossier: Dossier, *, at: datetime) -> list[tuple[str, str]]:
    """Day and sentence, oldest first; the last row is today's closing. The short day fits its column on paper."""
    filed = (dossier.received_at, _("U vertelde ons wat er was."))
    moments = [
        filed,
        *_messages(dossier),
        *_contacts(dossier),
        *_outcome(dossier),
        (at, _("Wij sluiten uw dossier.")),
    ]
    moments.sort(key=lambda row: row[0])  # by moment alone: filing stays first, closing last
    return [(day_year(timezone.localdate(when), dossier.language), what) for when, what in moments]
