"""What still waits while somebody is about to close: told with a link, it never stops him."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from dossiers import promises
from dossiers.casework.ending import AUTOMATIC
from dossiers.correspondence.states import STOPPED, may_have_come
from dossiers.dates import day_year
from dossiers.lifecycle import evaluation_of
from dossiers.models import Dossier, Message

Row = tuple[str, str]  # a sentence, and where it is settled


def still_open(dossier: Dossier) -> list[Row]:
    """Messages nobody read, post that waits for a person, a call after a low score, redress, promises not kept."""
    return [*_unread(dossier), *_post(dossier), *_low_score(dossier), *_redress(dossier), *_promises(dossier)]


def _unread(dossier: Dossier) -> list[Row]:
    here = reverse("dossier", args=[dossier.reference])
    rows = dossier.contacts.filter(read_at=None).order_by("at")
    return [
        (f"Nog niet gelezen: het bericht van de melder van {day_year(row.at, 'nl')}.", here) for row in rows
    ]


def _post(dossier: Dossier) -> list[Row]:
    """What closing stops by itself is not meant."""
    waiting = (
        dossier.messages.filter(state__in=STOPPED).exclude(kind__in=AUTOMATIC).order_by("created_at", "pk")
    )
    return [
        (_not_gone(row), reverse("message", args=[row.pk]))
        for row in waiting.defer("text", "html", "made_from")
    ]


NOT_GONE = {Message.Carrier.PHONE: "Nog niet gebeld", Message.Carrier.LETTER: "Nog niet op de post"}


def _not_gone(row: Message) -> str:
    if may_have_come(row):
        return f"Onzeker of het aankwam: {row.get_kind_display().lower()}."
    return f"{NOT_GONE.get(Message.Carrier(row.carrier), 'Nog niet weg')}: {row.get_kind_display().lower()}."


def _low_score(dossier: Dossier) -> list[Row]:
    """The page of the complainant promised that somebody gets in touch (R23)."""
    row = evaluation_of(dossier)
    if not row.is_low or row.answered_at is None or dossier.last_contact_at > row.answered_at:
        return []
    here = reverse("note", args=[dossier.reference]) + "?soort=phone_out"
    day = day_year(timezone.localdate(row.answered_at), "nl")
    return [(f"Nog geen contact na de lage score van {day}. De melder las dat wij contact opnemen.", here)]


def _redress(dossier: Dossier) -> list[Row]:
    here = reverse("solve", args=[dossier.reference])
    rows = (row for row in dossier.redress.all() if row.done_at is None)
    return [(f"Nog niet gedaan: {row.what}, uiterlijk {day_year(row.due_on, 'nl')}.", here) for row in rows]


def _promises(dossier: Dossier) -> list[Row]:
    """A promise about redress stands under redress already; the promised answer is what closing is about."""
    here = reverse("dossier", args=[dossier.reference]) + "#beloften"
    rows = (
        dossier.promises.filter(kept_at=None)
        .exclude(about__startswith="redress:")
        .exclude(about=promises.ANSWER)
    )
    return [(f"Nog niet gehouden: {row.what}, uiterlijk {day_year(row.due_on, 'nl')}.", here) for row in rows]
