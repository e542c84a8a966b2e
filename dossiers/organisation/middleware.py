"""Until the first start is done, every page says so kindly, instead of failing for want of an organisation."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from dossiers.models import Organisation

TEMPLATE = "dossiers/organisation/not_ready.html"


class FirstStart:
    """Asks the database until there is an organisation; from then on a process remembers it."""

    is_begun = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.is_begun or _is_open(request.path_info):
            return self.get_response(request)
        self.is_begun = Organisation.objects.exists()
        return self.get_response(request) if self.is_begun else not_ready()


def _is_open(path: str) -> bool:
    """The first start itself, what it looks like, and whether we live."""
    return path in (reverse("first_start"), reverse("health")) or path.startswith(settings.STATIC_URL)


def not_ready() -> HttpResponse:
    """503 without any context: there is nothing yet to fill a page with."""
    with translation.override("nl"):
        page = render_to_string(TEMPLATE)
    return HttpResponse(page, status=503, headers={"Cache-Control": "no-store"})
