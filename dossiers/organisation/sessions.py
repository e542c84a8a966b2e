"""Where somebody is logged in, and ending that."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from dossiers.models import Session, User
from dossiers.models.session import BROWSER, SINCE

# the first that stands in what a browser says about itself; each also calls itself the ones below
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "Mac",
    "Linux": "Linux",
}  # fmt: skip


def _found(words: dict[str, str], agent: str) -> str:
    return next((name for word, name in words.items() if word in agent), "")


def described(agent: str) -> str:
    """Chrome op Windows; nothing else of what the browser tells is kept."""
    return " op ".join(filter(None, (_found(BROWSERS, agent), _found(SYSTEMS, agent))))


def begin(request: HttpRequest) -> None:
    """Right after a log-in: what the list of "Mijn account" shows. Sweeps out what has expired."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    request.session[BROWSER] = described(request.headers.get("User-Agent", ""))
    request.session[SINCE] = now.isoformat()


def began_within(request: HttpRequest, span: timedelta) -> bool:
    """Whether this browser logged in so short ago."""
    since = request.session.get(SINCE)
    return bool(since) and timezone.now() - datetime.fromisoformat(since) < span


def open_sessions(user: User, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(user=user, expire_date__gt=at).order_by("-since")


def end_others(user: User, keep: str | None) -> int:
    """End every log-in of this person but the one with key `keep`. Returns how many."""
    ended, _ = Session.objects.filter(user=user).exclude(session_key=keep or "").delete()
    return ended


def end_all(user: User) -> int:
    return end_others(user, None)
