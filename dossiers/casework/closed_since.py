"""Work that goes on in a page of before a colleague closed the dossier: it is kept, and the page says so (F17)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from dossiers.casework.clash import when
from dossiers.correspondence.states import NEVER_WENT
from dossiers.models import Dossier, Message, Period
from dossiers.together import marks

LETTER = " De slotbrief is weg, of gaat zo. Wat je nu bewaarde, staat daar niet in."


def openness(dossier: Dossier) -> dict[str, bool]:
    """What a page keeps beside its values, to see later whether it knew."""
    return {"is_open": dossier.is_open}


def say_closed(request: HttpRequest, dossier: Dossier, opened: str) -> None:
    """Who closed it and when, for who saved in a page on which it was still open."""
    period = dossier.periods.select_related("closed_by").last()
    if dossier.is_open or period is None or marks(openness(dossier)) in opened.split():
        return
    own = period.closed_by == request.user
    who = "Jij sloot" if own else f"{period.closed_by.name if period.closed_by else 'Klachten'} sloot"
    told = f"Let op: {who} dit dossier {when(period.closed_at)}."
    messages.warning(request, told + (LETTER if _letter_goes(dossier, period) else ""))


def _letter_goes(dossier: Dossier, period: Period) -> bool:
    letters = dossier.messages.filter(kind=Message.Kind.CLOSING, created_at__gte=period.closed_at)
    return letters.exclude(state__in=NEVER_WENT).exists()
