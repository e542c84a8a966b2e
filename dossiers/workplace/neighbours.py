"""Next and previous through the list one came from, also when the dossier has just left it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.permissions import dossiers_for
from dossiers.workplace.liststate import VIEWS, ListState
from dossiers.workplace.reader import Reader

COOKIE = "lijst"
AN_EVENING = 8 * 60 * 60  # seconds


def way_back(state: ListState, d: Dossier) -> str:
    """The query string that a dossier opened from a list carries: the list, and its place in it at that moment."""
    return urlencode({"lijst": state.changed() or "weergave=open", "plek": state.place(d)})


@dataclass(frozen=True)
class Neighbours:
    """Where we are in the list: "4 van 12", and who comes before and after."""

    list_url: str
    list_name: str
    position: str = ""
    previous_url: str = ""
    next_url: str = ""


def remembered(request: HttpRequest) -> QueryDict:
    """The list out of the address; after an action out of a cookie that goes with this dossier alone."""
    given = request.GET if "lijst" in request.GET else QueryDict(request.COOKIES.get(COOKIE, "")[:2000])
    return given


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """The forms of a dossier lead back to it without the list in the address: keep it for them."""
    if "lijst" in request.GET:
        kept = urlencode({name: request.GET.get(name, "") for name in ("lijst", "plek")})[:2000]
        response.set_cookie(
            COOKIE, kept, max_age=AN_EVENING, path=request.path, httponly=True, samesite="Lax", secure=request.is_secure()
        )


def neighbours_of(dossier: Dossier, given: QueryDict, reader: Reader) -> Neighbours:
    """Three queries with a list, none without. The list is read again: what is no list, is left out."""
    if "lijst" not in given:
        return Neighbours(reverse("worklist"), "Werkvoorraad")
    state = ListState.read(QueryDict(given["lijst"][:1000]))
    place = state.read_place(given.get("plek", "")) or state.read_place(state.place(dossier))
    if place is None or place[1] != dossier.pk:
        place = state.read_place(state.place(dossier))
    assert place is not None
    rows = dossiers_for(reader.user).filter(state.condition(reader)).exclude(pk=dossier.pk)
    sides = [state.ordered(rows.filter(state.beyond(place, back=back)), back=back).first() for back in (True, False)]
    urls = [_address(d, state) if d else "" for d in sides]
    return Neighbours(
        f"{reverse('worklist')}?{state.changed()}", VIEWS[state.view][0], _position(dossier, state, place, reader), *urls
    )


def _address(d: Dossier, state: ListState) -> str:
    return f"{reverse('dossier', args=[d.reference])}?{way_back(state, d)}"


def _position(dossier: Dossier, state: ListState, place: tuple[Any, int], reader: Reader) -> str:
    rows = dossiers_for(reader.user).filter(state.condition(reader))
    counts = rows.aggregate(
        total=Count("pk"), here=Count("pk", filter=Q(pk=dossier.pk)),
        before=Count("pk", filter=state.beyond(place, back=True) & ~Q(pk=dossier.pk)),
    )  # fmt: skip
    return f"{counts['before'] + 1} van {counts['total']}" if counts["here"] else "staat niet meer in deze lijst"
