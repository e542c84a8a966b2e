"""Verzonden post after a flood: what waits, in heaps, each with one decision (A5)."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from dossiers.correspondence import flood, flood_decide
from dossiers.correspondence.flood_first import who_was_first
from dossiers.correspondence.flood_groups import EVERYTHING, WAYS, heap_of, heaps, waiting_for
from dossiers.correspondence.flood_seen import Seen, seen_in
from dossiers.dates import moment
from dossiers.lifecycle import NotYet
from dossiers.permissions import needs

FIRST = "plek"


@needs("work")
@require_GET
def flooded(request: HttpRequest) -> HttpResponse:
    way = request.GET.get("hoe", FIRST)
    way = way if way in WAYS else FIRST
    waiting = waiting_for(request.user)
    context = {
        "breaker": flood.open_breaker(),
        **waiting.order_by().aggregate(waiting=Count("pk"), until=Max("pk")),
        "heaps": heaps(waiting, way),
        "way": way,
        "made": WAYS[way],
        "ways": [(name, made.label, _address(name)) for name, made in WAYS.items()],
    }
    return render(request, "dossiers/correspondence/flood.html", context)


def _address(way: str) -> str:
    return f"{reverse('flood')}?{urlencode({'hoe': way})}"


@needs("work")
@require_POST
def flood_release(request: HttpRequest) -> HttpResponse:
    way, at, seen = request.POST.get("hoe", ""), timezone.now(), seen_in(request.POST)
    wanted = heap_of(waiting_for(request.user), way, request.POST.get("hoop", ""))
    try:
        let = flood_decide.let_go(wanted, seen=seen, everything=way == EVERYTHING, by=request.user, at=at)
        messages.success(request, _told(let) + seen.told_of(wanted))
    except flood_decide.AllDecided:
        messages.warning(request, _first(request, way, seen) + seen.told_of(wanted))
    except NotYet as missing:
        messages.warning(request, str(missing))
    return redirect(_address(way if way in WAYS else FIRST))


def _told(let: flood_decide.Let) -> str:
    """How many go and until when, and why some stay."""
    if not let.gone and not let.left:
        return "Nieuwe bevestigingen gaan weer vanzelf."
    last = f" De laatste gaat op {moment(let.last, 'nl')}." if let.gone > 1 else ""
    stay = " Meer past niet in een dag: de rest blijft hier wachten." if let.left else ""
    return f"Laten gaan: {let.gone}.{last}{stay}"


def _first(request: HttpRequest, way: str, seen: Seen) -> str:
    return who_was_first(request.user, way, request.POST.get("hoop", ""), seen)


@needs("work")
@require_POST
def flood_stop(request: HttpRequest) -> HttpResponse:
    way, seen = request.POST.get("hoe", ""), seen_in(request.POST)
    wanted = heap_of(waiting_for(request.user), way, request.POST.get("hoop", ""))
    try:
        count = flood_decide.stop(wanted, seen=seen, by=request.user, at=timezone.now())
        told = f"Niet verstuurd: {count}. De klachten zelf blijven staan."
        messages.success(request, told + seen.told_of(wanted))
    except flood_decide.AllDecided:
        messages.warning(request, _first(request, way, seen) + seen.told_of(wanted))
    except NotYet as missing:
        messages.warning(request, str(missing))
    return redirect(_address(way if way in WAYS else FIRST))
