"""Who asks, known with one query; and until the first start is done, every page says so kindly."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from dossiers.models import Organisation, User

TEMPLATE = "dossiers/organisation/not_ready.html"


class SignedIn(AuthenticationMiddleware):
    """Django's own, without a query for the user: that row came with the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _carried(request) or auth.get_user(request))  # type: ignore[assignment]


def _carried(request: HttpRequest) -> User | None:
    """Who came with the session, when all is as usual; None leaves the judgement, old keys among it, to Django."""
    session = request.session
    session.get(auth.SESSION_KEY)  # reads the row
    user: User | None = getattr(session, "carried", None)
    if user is None or not user.is_active or session.get(auth.SESSION_KEY) != str(user.pk):
        return None
    is_known = session.get(auth.BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    proof = session.get(auth.HASH_SESSION_KEY, "")
    return user if is_known and constant_time_compare(proof, user.get_session_auth_hash()) else None


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
