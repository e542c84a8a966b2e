"""What every page knows: the organisation, who is reading, the other language, and open alarms."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from dossiers.banner import banners
from dossiers.models import Organisation, Role, User
from dossiers.models.alarm import watched
from dossiers.permissions import may

OTHER = {
    "nl": ("en", "English", "Continue in English"),
    "en": ("nl", "Nederlands", "Verder in het Nederlands"),
}
THEME = "weergave"  # the cookie
THEMES = ("light", "dark")


def _other_language_url(request: HttpRequest, language: str) -> str:
    """The same page in the other language; the front page where there is none."""
    match = getattr(request, "resolver_match", None)
    with translation.override(language):
        try:
            return (
                reverse(match.view_name, args=match.args, kwargs=match.kwargs) if match else reverse("file")
            )
        except NoReverseMatch:
            return reverse("file")


def demo_logins() -> list[tuple[str, str]]:
    """One made-up person per role: the label and the address."""
    users = list(User.objects.filter(is_active=True, email__endswith=".example").order_by("pk"))
    found = ((role.label, next((u.email for u in users if role in u.roles), "")) for role in Role)
    return [(label, email) for label, email in found if email]


def _demo(request: HttpRequest) -> dict[str, Any]:
    """The log-ins to try, on the log-in page of a demo only."""
    match = getattr(request, "resolver_match", None)
    if not (settings.DEMO and match and match.url_name == "account_login"):
        return {}
    return {"demo_logins": demo_logins(), "demo_password": settings.DEMO_PASSWORD}


def site(request: HttpRequest) -> dict[str, Any]:
    code, name, go = OTHER[(translation.get_language() or "nl")[:2]]
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    lazily = SimpleLazyObject(watched if signed_in else Organisation.current)
    ours = getattr(request, "organisation", None) or lazily
    return {
        "organisation": ours,
        "other_language_code": code,
        "other_language_name": name,
        "other_language_go": go,
        "other_language_url": _other_language_url(request, code),
        "is_administrator": signed_in and may(user, "settings"),
        "may_register": signed_in and may(user, "register"),
        "may_see_dossiers": signed_in and may(user, "see"),
        "alarms": banners(user, ours) if signed_in else [],
        "theme": theme if (theme := request.COOKIES.get(THEME)) in THEMES else "",
        **_demo(request),
    }
