"""Verzonden post: every message exactly as it went, its state, and the PDFs that went along."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_GET

from dossiers import links
from dossiers.correspondence import enclosures, states
from dossiers.correspondence.choices import choices
from dossiers.correspondence.flood_groups import waiting_for
from dossiers.correspondence.forms import CallForm, DecideForm, SuppressForm
from dossiers.correspondence.known import known
from dossiers.documents.pdf import RenderError
from dossiers.models import Message
from dossiers.permissions import dossiers_to_work, may, messages_for, needs

PER_PAGE = 50
# the mail may show itself and do nothing else
MAIL_ALONE = {
    "default-src": [NONE], "script-src": [NONE], "style-src": [UNSAFE_INLINE], "img-src": [NONE], "font-src": [NONE],
    "connect-src": [NONE], "form-action": [NONE], "frame-ancestors": [NONE], "base-uri": [NONE],
    "sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"],
}  # fmt: skip


@needs("see")
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    heap, kind = request.GET.get("toestand", ""), request.GET.get("soort", "")
    heap, kind = heap if heap in states.HEAPS else "", kind if kind in Message.Kind.values else ""
    mine = messages_for(request.user)
    wanted = mine.filter(state__in=states.HEAPS[heap][1]) if heap else mine
    wanted = wanted.filter(kind=kind) if kind else wanted
    context = _page(request, wanted.select_related("dossier__complainant"), heap, kind)
    context |= {
        "heap": heap,
        "kind": kind,
        "kinds": [k for k in Message.Kind.choices if k[0] not in Message.Kind.to_colleagues()],
    }
    context["heaps"] = [
        (name, label, _address(name, kind)) for name, (label, _states) in states.HEAPS.items()
    ]
    context |= {"all_url": _address("", kind), "waiting": mine.filter(state__in=states.STOPPED).count()}
    context["together"] = waiting_for(request.user).count() if may(request.user, "work") else 0
    return render(request, "dossiers/correspondence/outbox.html", context)


def _address(heap: str, kind: str, page: int = 1) -> str:
    given = {"toestand": heap, "soort": kind, "bladzijde": page if page > 1 else ""}
    query = urlencode({key: value for key, value in given.items() if value})
    return reverse("outbox") + (f"?{query}" if query else "")


def _page(request: HttpRequest, wanted: Any, heap: str, kind: str) -> dict[str, Any]:
    """One page of the list; it asks for one row more, so that nothing has to be counted."""
    asked = request.GET.get("bladzijde", "1")
    number = min(int(asked), 100_000) if asked.isascii() and asked.isdigit() and int(asked) else 1
    start = (number - 1) * PER_PAGE
    rows = list(wanted[start : start + PER_PAGE + 1])
    return {
        "rows": [(message, states.SHOWN[Message.State(message.state)]) for message in rows[:PER_PAGE]],
        "range_text": f"{start + 1} tot {start + min(len(rows), PER_PAGE)}",
        "previous_url": _address(heap, kind, number - 1) if number > 1 else "",
        "next_url": _address(heap, kind, number + 1) if len(rows) > PER_PAGE else "",
    }


def found_for(request: HttpRequest, pk: int) -> Message:
    mine = messages_for(request.user).select_related("dossier__complainant", "author", "sent_by")
    return get_object_or_404(mine, pk=pk)


@needs("see")
@require_GET
def message(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, found_for(request, pk))


def show(request: HttpRequest, found: Message, **forms: DecideForm) -> HttpResponse:
    """`forms`: what was typed and must be mended, as `stop` or `call`."""
    works = dossiers_to_work(request.user).filter(pk=found.dossier_id).exists()
    tries = list(found.tries.all())
    facts = known(found, tries, at=timezone.now())
    context = {
        "message": found, "text": links.masked(found.text), "known": facts, "waits": found.state in states.STOPPED,
        "shown": states.SHOWN[Message.State(found.state)], "explain": states.explain(found),
        "choices": choices(found, name=facts.name, works=works), "documents": found.documents.defer("content"),
        "tries": [(row, states.OUTCOMES.get(row.outcome, row.outcome)) for row in tries],
        "forms": {"stop": SuppressForm(), "call": CallForm()} | forms,
        "form": next(iter(forms.values()), None),
    }  # fmt: skip
    return render(request, "dossiers/correspondence/message.html", context)


@needs("see")
@csp_replace(MAIL_ALONE)
@require_GET
def message_look(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail as a mail program shows it."""
    headers = {"X-Robots-Tag": "noindex", "Cache-Control": "private, no-store"}
    return HttpResponse(links.masked(found_for(request, pk).html), headers=headers)


@needs("see")
@csp_update({"object-src": [SELF], "style-src": [UNSAFE_INLINE]})
@require_GET
def document(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """The same bytes as went with the message."""
    row = get_object_or_404(found_for(request, pk).documents, pk=document)
    try:
        content = enclosures.content_of(row)
    except RenderError:
        messages.error(request, "Deze pdf kon niet worden gemaakt. Zeg het tegen de beheerder.")
        return redirect("message", pk)
    disposition = content_disposition_header("bewaar" in request.GET, row.name)
    headers = {
        "Content-Disposition": disposition or "inline", "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }  # fmt: skip
    return HttpResponse(content, content_type="application/pdf", headers=headers)
