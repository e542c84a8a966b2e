"""From the secret in an address to its dossier."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dossiers import links
from dossiers.permissions import View


def opened(view: View) -> View:
    """The view gets the dossier. Wrong, expired and revoked look alike: one page that tells how to get a new link."""

    @wraps(view)
    def checked(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponse:
        dossier = links.opened_by(secret, at=timezone.now())
        if dossier is None:
            return render(request, "dossiers/portal/link_gone.html", status=404)
        return view(request, dossier, secret, **kwargs)

    return checked
