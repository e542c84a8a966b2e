"""What still waits while somebody is about to close: told with a link, it never stops him."""

from __future__ import annotations

from django.urls import reverse

from dossiers import promises
from dossiers.dates import day_year
from dossiers.models import Dossier

Row = tuple[str, str]  # a sentence, and where it is settled


def still_open(dossier: Dossier) -> list[Row]:
    """Messages nobody read, redress that is not done, promises not kept."""
    return [*_unread(dossier), *_redress(dossier), *_promises(dossier)]


def _unread(dossier: Dossier) -> list[Row]:
    here = reverse("dossier", args=[dossier.reference])
    rows = dossier.contacts.filter(read_at=None).order_by("at")
    return [
        (f"Nog niet gelezen: het bericht van de melder van {day_year(row.at, 'nl')}.", here) for row in rows
    ]


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
