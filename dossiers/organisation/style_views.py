"""The page where the house style is chosen, and the small files that carry it to every page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from dossiers.casework.fields import bound, status_of, tried
from dossiers.documents import house_style as style
from dossiers.models import Organisation
from dossiers.organisation import actions
from dossiers.organisation.style_form import CHOSEN, StyleForm
from dossiers.permissions import needs, public

FOR_EVER = "public, max-age=31536000, immutable"  # another style has another address
SAMPLED = ("colour", "marking", "corner", "work_font", "voice_font")
NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@needs("settings")
def house_style(request: HttpRequest) -> HttpResponse:
    row = Organisation.current()
    form = bound(request, StyleForm, now=actions.now_of(row, CHOSEN), instance=row)
    trying = "try" in request.POST and form.is_valid()
    if not trying and tried(form, lambda _d: _change(request, form)):
        messages.success(request, "Bewaard. Zo zien pagina’s, mail en brieven er vanaf nu uit.")
        return redirect("house_style")
    context = {"form": form, "tried": _query(form)}
    return render(request, "dossiers/organisation/house_style.html", context, status=status_of(form))


def _change(request: HttpRequest, form: StyleForm) -> None:
    actions.change_style(**form.style(), opened=form.opened, by=request.user, at=timezone.now())


def _query(form: StyleForm) -> str:
    """What the sample shows: what is chosen on this page, or else what there is."""
    good = form.is_bound and form.is_valid()
    chosen = form.instance if good else Organisation.current()
    return urlencode({name: getattr(chosen, name) for name in SAMPLED})


@needs("settings")
def sample(request: HttpRequest) -> HttpResponse:
    """The stylesheet of what is not kept yet; nothing wrong ever comes out of it."""
    form = StyleForm(request.GET, instance=Organisation())
    return _file(style.sample(form.instance) if form.is_valid() else "", "text/css", "no-store")


def _file(content: str, kind: str, keep: str) -> HttpResponse:
    headers = {"Cache-Control": keep, "Content-Security-Policy": NOTHING_RUNS}
    return HttpResponse(content, f"{kind}; charset=utf-8", headers=headers)


def _kept(make: Callable[[Organisation], str], kind: str) -> Callable[[HttpRequest, str], HttpResponse]:
    """A file of the style there is now; who comes with the address of the one before gets it too, for this once."""

    @public
    def view(request: HttpRequest, version: str) -> HttpResponse:
        now = Organisation.current()
        keep = FOR_EVER if version == now.style_version else "no-store"
        return _file(make(now), kind, keep)

    return view


def _stylesheet(now: Organisation) -> str:
    return style.stylesheet(now, reverse("style_logo", args=[now.style_version]) if now.logo else "")


stylesheet = _kept(_stylesheet, "text/css")
logo = _kept(style.drawing, "image/svg+xml")
icon = _kept(style.icon, "image/svg+xml")
