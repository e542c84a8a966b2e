"""What is wrong now, in words for everybody who is signed in, and "gezien" by who can do something about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from dossiers.banner import banners
from dossiers.correspondence import decide, roads
from dossiers.correspondence.alarm_words import words_of
from dossiers.dates import clock
from dossiers.models import Alarm
from dossiers.permissions import needs

SIGN = "De bewaker keek het laatst om {}. Valt een deel van Klachten stil, dan staat dat hier binnen vijf minuten."
NOT_YOURS = "Dit gaat over post die jij niet mag openen. Vraag een behandelaar of manager om te kijken."


@needs("signed-in")
@require_GET
def alarms(request: HttpRequest) -> HttpResponse:
    """The banners of this page, each with what it means; so they do not stand above it as well."""
    found = banners(request.user, request.organisation)  # type: ignore[attr-defined]
    told = [(banner, words_of(banner.cause)) for banner in found]
    sign = SIGN.format(clock(request.organisation.guard_at, "nl"))  # type: ignore[attr-defined]
    context = {"alarms": [], "told": told, "second": roads.configured(), "sign": sign}
    return render(request, "dossiers/correspondence/alarms.html", context)


@needs("signed-in")
@require_POST
def alarm_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """One alarm, or all of one banner (`ook`)."""
    first = get_object_or_404(Alarm, pk=pk)
    more = [
        int(number) for number in request.POST.getlist("ook") if number.isascii() and number[:9].isdigit()
    ]
    found = [first, *Alarm.objects.filter(pk__in=more[:100]).exclude(pk=pk)]
    if not decide.see_alarms(found, by=request.user, at=timezone.now()):
        messages.warning(request, NOT_YOURS)
    back = request.POST.get("terug", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    # an address, never redirect(): that would look up what was typed as the name of a page
    return HttpResponseRedirect(back if safe and back.startswith("/") else "/werk/")
