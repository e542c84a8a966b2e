"""The pages for when it goes wrong. A database that is away for a moment keeps nobody's text from coming in (F10)."""

from __future__ import annotations

import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from dossiers.documents.limits import limits
from dossiers.permissions import public

AGAIN_AFTER = 10  # seconds
SECRET = re.compile(r"password|^code$")  # what is never written into a page


def trouble(request: HttpRequest) -> HttpResponse:
    """Django's handler500, called while the error is being handled: only the database may be tried again."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return away(request)
    return server_error(request)


def away(request: HttpRequest) -> HttpResponse:
    """503 with what was typed still in it, and a button that sends it again; it asks the database nothing."""
    page = {"kept": _kept(request), "files": bool(request.FILES), "is_sent": request.method == "POST"}
    page["path"] = request.get_full_path()
    response = HttpResponse(render_to_string("503.html", page), status=503)
    response["Retry-After"] = str(AGAIN_AFTER)
    add_never_cache_headers(response)
    return response


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    lists = request.POST.lists()
    return [(name, str(value)) for name, values in lists for value in values if not SECRET.search(name)]


@public
@require_safe
def too_large(request: HttpRequest) -> HttpResponse:
    """What the web server in front of us shows instead of its own page (docs/nginx.conf); it keeps the status 413."""
    return render(request, "413.html", {"limits": limits()})
