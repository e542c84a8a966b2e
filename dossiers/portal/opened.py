"""From the secret in an address to its dossier."""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dossiers import links
from dossiers.casework.gone import typed_in
from dossiers.intake.caps import source_of
from dossiers.permissions import View
from dossiers.portal.guessing import wait_after
from klachten.proxies import client_address


def opened(view: View) -> View:
    """The view gets the dossier. Wrong, expired and revoked look alike: one page that tells how to get a new link."""

    @wraps(view)
    def checked(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponse:
        dossier = links.opened_by(secret, at=timezone.now())
        if dossier is None:
            return unknown(request)
        return view(request, dossier, secret, **kwargs)

    return checked


def unknown(request: HttpRequest) -> HttpResponse:
    """A secret that opens nothing; after too many of those a page that says when to try again (A4)."""
    at = timezone.now()
    seconds = wait_after(source_of(client_address(request)), at=at)
    if not seconds:
        return render(
            request, "dossiers/portal/link_gone.html", {"typed": typed_in(request.POST)}, status=404
        )
    # the first whole minute in which it works again: a page shows no seconds
    again = at + timedelta(seconds=seconds + 59)
    page = render(request, "dossiers/portal/too_often.html", {"again": again}, status=429)
    page["Retry-After"] = str(seconds)
    return page
