"""Next and previous through the list one came from, also when the dossier has just left it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.workplace.listparts import FILTERS, SORTS, VIEWS
from dossiers.workplace.liststate import ListState, Place
from dossiers.workplace.reader import Reader

COOKIE = "lijst"
A_DAY_OF_WORK = 8 * 60 * 60  # seconds


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


def remembered(request: HttpRequest, dossier: Dossier) -> QueryDict:
    """The list out of the address; after an action out of a cookie that goes with this dossier alone."""
    if "lijst" in request.GET:
        return request.GET
    kept = QueryDict(request.COOKIES.get(COOKIE, "")[:2000])
    return kept if kept.get("plek", "").endswith(f"~{dossier.pk}") else QueryDict()


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """The forms of a dossier lead back to it without the list in the address: keep it for them."""
    if "lijst" in request.GET:
        kept = urlencode({name: request.GET.get(name, "") for name in ("lijst", "plek")})[:2000]
        response.set_cookie(
            COOKIE, kept, max_age=A_DAY_OF_WORK, path=request.path, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip


def neighbours_of(dossier: Dossier, given: QueryDict, reader: Reader) -> Neighbours:
    """Two queries with a list, none without. The list is read again: what is no list, is left out."""
    if "lijst" not in given:
        return Neighbours(reverse("worklist"), "Werkvoorraad")
    state = ListState.read(QueryDict(given["lijst"][:1000]))
    place = state.read_place(given.get("plek", "")) or state.read_place(state.place(dossier))
    if place is None or place[1] != dossier.pk:
        place = state.read_place(state.place(dossier))
    assert place is not None
    rows = reader.dossiers.filter(state.condition(reader))
    urls = _beside(rows.exclude(pk=dossier.pk), state, place)
    list_url = f"{reverse('worklist')}?{state.changed()}"
    narrowed = any(state.get(name) for name in FILTERS)
    name = "Terug naar de lijst" if narrowed else VIEWS[state.view][0]
    return Neighbours(list_url, name, _position(dossier, rows, state, place), *urls)


def _beside(rows: QuerySet[Dossier], state: ListState, place: Place) -> list[str]:
    """The addresses of the one before and the one after, "" at an end: one query for both."""
    sides = [
        state.ordered(rows.filter(state.beyond(place, back=b)), back=b).values("pk")[:1]
        for b in (True, False)
    ]
    found = rows.filter(Q(pk=Subquery(sides[0])) | Q(pk=Subquery(sides[1])))
    urls = ["", ""]
    for d in found.only("reference", *SORTS.values()):
        urls[state.is_after(d, place)] = f"{reverse('dossier', args=[d.reference])}?{way_back(state, d)}"
    return urls


def _position(dossier: Dossier, rows: QuerySet[Dossier], state: ListState, place: Place) -> str:
    counts = rows.aggregate(
        total=Count("pk"), here=Count("pk", filter=Q(pk=dossier.pk)),
        before=Count("pk", filter=state.beyond(place, back=True) & ~Q(pk=dossier.pk)),
    )  # fmt: skip
    return (
        f"{counts['before'] + 1} van {counts['total']}" if counts["here"] else "staat niet meer in deze lijst"
    )
