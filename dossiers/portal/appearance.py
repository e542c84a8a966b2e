"""Light or dark: the device decides, unless the reader does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dossiers.context import THEME, THEMES
from dossiers.permissions import public

YEAR = 365 * 24 * 3600  # seconds


@public
@csrf_exempt  # whoever makes somebody press this, changes light to dark; a token would make two equal pages differ (A4)
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    back = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "file")
    if (chosen := request.POST.get("kies")) in THEMES:
        response.set_cookie(THEME, chosen, YEAR, httponly=True, secure=request.is_secure(), samesite="Lax")
    else:
        response.delete_cookie(THEME)
    return response
