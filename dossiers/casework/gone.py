"""What a page was about may be gone by the time somebody presses its button: say what happened, keep what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.views.defaults import page_not_found, permission_denied

from dossiers.models import Dossier, Event
from dossiers.permissions import SignedOut
from dossiers.timeline import sentence

TECHNICAL = {"csrfmiddlewaretoken", "opened", "token", "version", "next"}
CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField, forms.FileField)


class Gone(Http404):
    """A row of this dossier is not there any more; `kinds` are the lines of the timeline that tell who took it."""

    def __init__(self, dossier: Dossier, *kinds: str) -> None:
        super().__init__("a row of a dossier is gone")
        self.dossier, self.kinds = dossier, kinds

    def event(self) -> Event | None:
        lines = self.dossier.events.filter(kind__in=self.kinds)
        return lines.select_related("actor").order_by("-at", "-pk").first()


def row_or_gone(rows: QuerySet[Any], dossier: Dossier, pk: int, *kinds: str) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Gone(dossier, *kinds)
    return row


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404. A colleague who pressed a button reads what happened, by whom, and his own words."""
    gone, pressed = isinstance(exception, Gone), request.method == "POST" and request.user.is_authenticated
    typed = typed_in(posted(request)) if pressed else []
    if not (pressed and (gone or typed)):
        return page_not_found(request, exception)
    told = {"typed": typed, "files": bool(request.FILES)} | (_happened(request, exception) if gone else {})
    return render(request, "dossiers/casework/gone.html", told, status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403. Whose log-in ended while he typed reads his own words; without words he logs in first."""
    if not isinstance(exception, SignedOut):
        return permission_denied(request, exception)
    if not (typed := typed_in(posted(request))):
        return redirect_to_login(request.get_full_path())
    told = {"typed": typed, "files": bool(request.FILES), "back": came_from(request)}
    return render(request, "dossiers/casework/signed_out.html", told, status=403)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW. Words are shown when a page of ours sent them; a stranger could put some here."""
    ours = not reason.startswith(("Origin", "Referer"))
    return render(request, "403_csrf.html", {"typed": typed_in(posted(request)) if ours else []}, status=403)


def posted(request: HttpRequest) -> QueryDict:
    """What was sent, or nothing of it when it can't be read: too many fields, too large, broken off."""
    try:
        return request.POST
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return QueryDict()


def came_from(request: HttpRequest) -> str:
    """The page with the form, when it is one of ours; the address of a button alone shows nothing."""
    try:
        there = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return "/werk/"
    return there.path if there.netloc == request.get_host() else "/werk/"


def _happened(request: HttpRequest, gone: Any) -> dict[str, Any]:
    event = gone.event()
    return {"dossier": gone.dossier, "event": event, "told": event and sentence(event, request.user)}


def typed_in(data: QueryDict) -> list[tuple[str, str]]:
    """Each question with what was typed there; what was chosen or ticked is no text to lose."""
    asked = _fields_of({name for name in data if name not in TECHNICAL})
    said = [(name, value.strip()) for name, values in data.lists() for value in values if value.strip()]
    return [
        (str(asked[name].label or "") if name in asked else "", value)
        for name, value in said
        if name not in TECHNICAL and (_is_written(asked[name]) if name in asked else " " in value)
    ]


def _is_written(field: Any) -> bool:
    widget = field.widget
    return not (isinstance(field, CHOSEN) or widget.is_hidden or isinstance(widget, forms.PasswordInput))


def _fields_of(names: set[str]) -> dict[str, Any]:
    """The fields of the form of ours that asks most of these, and the least besides."""
    best: Any = max(_forms(), key=lambda form: (len(names & set(form.base_fields)), -len(form.base_fields)))
    return dict(best.base_fields)


def _forms(top: type[forms.BaseForm] = forms.BaseForm) -> Iterator[Any]:
    for form in top.__subclasses__():
        if form.__module__.startswith("dossiers.") and hasattr(form, "base_fields"):
            yield form
        yield from _forms(form)
