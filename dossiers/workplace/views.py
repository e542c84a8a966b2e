"""The three pages where colleagues work: Vandaag, Werkvoorraad, the dossier."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from dossiers.casework.definitions import KINDS
from dossiers.correspondence import mail_silence
from dossiers.models import Kind, Role
from dossiers.permissions import dossier_or_404, dossiers_for, may, needs
from dossiers.reference import number_in
from dossiers.workplace import filters, today_aside
from dossiers.workplace import today as today_page
from dossiers.workplace.dossier_page import READ_ALONG, page_of
from dossiers.workplace.neighbours import remember, remembered
from dossiers.workplace.reader import Reader, reader_of
from dossiers.workplace.search import did_you_mean
from dossiers.workplace.worklist import Worklist

LOOKS = "nu-kaart"  # the card that asks by itself whether something changed
STOP_LOOKING = 286  # tells htmx that this was the last time
GREETINGS = ((12, "Goedemorgen"), (18, "Goedemiddag"), (24, "Goedenavond"))


def _greeting(reader: Reader) -> str:
    hour = timezone.localtime(reader.at).hour
    return next(word for until, word in GREETINGS if hour < until)


@needs("signed-in")
def today(request: HttpRequest) -> HttpResponse:
    """What needs me now. Who only keeps the settings starts there."""
    if not may(request.user, "see"):
        if may(request.user, "settings"):
            return redirect("settings")
        raise PermissionDenied
    reader = reader_of(request, timezone.now())
    now = today_page.today_of(reader)
    context = {
        "organisation": reader.organisation, "greeting": _greeting(reader), "sentence": now.sentence(reader),
        "now": now, "today_count": now.count, "coming": now.coming, "pleased": today_aside.pleased(reader),
        "logged": today_aside.logged(reader), "works": request.user.has_role(Role.BEHANDELAAR, Role.MANAGER),
        "nothing_yet": lambda: not dossiers_for(request.user).exists(),
    }  # fmt: skip
    context["mail_silent_since"] = mail_silence.since()
    context["is_klacht"] = KINDS[Kind.KLACHT]  # R48: who logs it knows what it is
    return render(request, "dossiers/workplace/today.html", context)


@needs("see")
def worklist(request: HttpRequest) -> HttpResponse:
    """All dossiers that I may see; the address is the state."""
    page = Worklist(reader_of(request, timezone.now()), request.GET)
    options, q = filters.choices(page), page.state.get("q")
    context = {
        "organisation": page.reader.organisation, "page": page, "state": page.state.parts, "q": q, "rows": page.rows(),
        "views": filters.views(page), "options": options, "chips": filters.chips(page.state, options),
        "sorting": filters.sorting(page.state), "sort": page.state.sort, "pages": page.pages(),
        "view_name": filters.VIEWS[page.state.view][0], "number": number_in(q),
        "view_words": "" if number_in(q) else filters.view_words(page.state.view, page.found),
        "empty": filters.EMPTY[page.state.view],
        "reads_team": request.user.has_role(Role.BEHANDELAAR, Role.MANAGER),
        "closed_query": page.state.changed(weergave="gesloten") if q and page.state.view != "gesloten" else "",
    }  # fmt: skip
    if q and not page.found:
        context["better"] = better = did_you_mean(q, page.mine)
        context["better_query"] = page.state.changed(q=better)
    return render(request, "dossiers/workplace/worklist.html", context)


@needs("see")
def dossier(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything of one dossier."""
    if right := _put_right(request, reference):
        return redirect("dossier", right)
    found = dossier_or_404(request.user, reference, "see", *READ_ALONG)
    reader = reader_of(request, timezone.now())
    context = page_of(found, request.GET, remembered(request, found), reader)
    looks_again = request.headers.get("HX-Trigger") == LOOKS
    if looks_again and context["now"] and context["now"].waits:
        return _nothing_new()
    status = STOP_LOOKING if looks_again else 200
    response = render(request, "dossiers/workplace/dossier.html", context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Trigger"])
    remember(request, response)
    return response


def _put_right(request: HttpRequest, reference: str) -> str:
    """The number as it is written, when it was typed sloppily; 404 for a dossier that is not there for this user."""
    number = number_in(reference)
    if number is None or not number.letter_fits or number.reference == reference:
        return ""
    return dossier_or_404(request.user, number.reference, "see").reference


def _nothing_new() -> HttpResponse:
    """The page that looks again stays as it is."""
    response = HttpResponse(status=204)
    response["Cache-Control"] = "no-store"
    return response
