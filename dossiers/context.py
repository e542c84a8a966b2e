"""What every page knows: the organisation, who is reading, the other language, and open alarms."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from dossiers.models import Alarm, Message, Organisation, Role, User
from dossiers.models.alarm import watched
from dossiers.permissions import dossiers_for, may

OTHER = {
    "nl": ("en", "English", "Continue in English"),
    "en": ("nl", "Nederlands", "Verder in het Nederlands"),
}
THEME = "weergave"  # the cookie
THEMES = ("light", "dark")
GUARD_SILENT_AFTER = 300  # seconds
GUARD_SILENT = (
    "De bewaker van de post geeft geen teken van leven. Zeg het wie de server beheert: "
    "post kan blijven liggen."
)
# where the post stands that an alarm is about; the rest waits for a person
WAITS_IN = {"ack-late": "onderweg", "silent:worker": "onderweg", "silent:beat": "onderweg"}


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


def _alarms(user: Any, ours: Any) -> list[dict[str, Any]]:
    """Open alarms as lines for the banner, with an address for who may open it; a silent guard is one of them."""
    last = ours.guard_at
    silent = last is None or (timezone.now() - last).total_seconds() > GUARD_SILENT_AFTER
    lines = [{"text": GUARD_SILENT, "url": _post_url(user, "onderweg")}] if silent else []
    rows = _open_alarms(user) if ours.is_alarmed else ()
    return [*lines, *({"alarm": a, "text": a.text, "url": _alarm_url(a, user)} for a in rows)]


def _open_alarms(user: Any) -> Any:
    """With each whether this person may see its dossier, and which acknowledgement stopped. One query."""
    stopped = Message.objects.filter(kind=Message.Kind.ACKNOWLEDGEMENT, dossier=OuterRef("dossier"))
    found = Alarm.objects.filter(closed_at=None).select_related("dossier", "seen_by")
    in_sight = Exists(dossiers_for(user).filter(pk=OuterRef("dossier")))
    return found.annotate(in_sight=in_sight, stopped=Subquery(stopped.order_by("pk").values("pk")[:1]))[:5]


def _alarm_url(alarm: Any, user: Any) -> str:
    """Where something can be done about it, for who may go there."""
    if not may(user, "see"):
        return ""
    if alarm.dossier is None:
        return _post_url(user, WAITS_IN.get(alarm.cause, "wacht"))
    return _dossier_url(alarm) if alarm.in_sight else ""


def _post_url(user: Any, heap: str) -> str:
    return f"{reverse('outbox')}?toestand={heap}" if may(user, "see") else ""


def _dossier_url(alarm: Any) -> str:
    """An acknowledgement that stopped: straight to where a person decides about it."""
    pk = alarm.stopped if alarm.cause.startswith("ack:") else None
    return reverse("message", args=[pk]) if pk else reverse("dossier", args=[alarm.dossier.reference])


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
        "alarms": _alarms(user, ours) if signed_in else [],
        "theme": theme if (theme := request.COOKIES.get(THEME)) in THEMES else "",
        **_demo(request),
    }
