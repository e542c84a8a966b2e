"""Verzonden post: every message exactly as it went, its state, and the PDFs that went along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from dossiers import links
from dossiers.correspondence import enclosures, mail_silence, states
from dossiers.correspondence.choices import choices
from dossiers.correspondence.flood_groups import waiting_for
from dossiers.correspondence.forms import ArrivedForm, CallForm, DecideForm, SuppressForm
from dossiers.correspondence.known import known
from dossiers.correspondence.post_list import KINDS, PostState, did_you_mean, page_of
from dossiers.documents.pdf import RenderError
from dossiers.models import Message
from dossiers.permissions import may, may_work, messages_for, needs
from dossiers.typed import words_of

# the mail may show itself and do nothing else
MAIL_ALONE = {
    "default-src": [NONE], "script-src": [NONE], "style-src": [UNSAFE_INLINE], "img-src": [NONE], "font-src": [NONE],
    "connect-src": [NONE], "form-action": [NONE], "frame-ancestors": [NONE], "base-uri": [NONE],
    "sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"],
}  # fmt: skip


@needs("see")
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    state, mine = PostState.read(request.GET), messages_for(request.user)
    context = page_of(mine, state) | {"state": state, "kinds": KINDS.items(), "chips": state.chips()}
    context |= {"words": words_of(state.q), "all_url": state.address(heap="")}
    context["heaps"] = [
        (name, label, state.address(heap=name)) for name, (label, _states) in states.HEAPS.items()
    ]
    if state.q and not context["rows"] and (better := did_you_mean(state, mine)):
        context |= {"better": better, "better_url": state.address(q=better)}
    context["mail_silent_since"] = mail_silence.since()
    context["waiting"] = mine.filter(state__in=states.STOPPED).count()
    context["together"] = waiting_for(request.user).count() if may(request.user, "work") else 0
    return render(request, "dossiers/correspondence/outbox.html", context)


def found_for(request: HttpRequest, pk: int) -> Message:
    mine = messages_for(request.user).select_related("dossier__complainant", "author", "sent_by")
    return get_object_or_404(mine, pk=pk)


@needs("see")
@require_GET
def message(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, found_for(request, pk))


def show(
    request: HttpRequest, found: Message, *, typed: Sequence[tuple[Any, str]] = (), **forms: DecideForm
) -> HttpResponse:
    """`forms`: what was typed and must be mended, as `stop` or `call`. `typed`: what came too late (409)."""
    works = may_work(request.user, found.dossier)
    prefetch_related_objects([found], "dossier__parties")  # asked for on each road
    tries = list(found.tries.all())
    facts = known(found, tries, at=timezone.now())
    context = {
        "message": found, "text": links.masked(found.text), "known": facts, "waits": found.state in states.STOPPED,
        "shown": states.SHOWN[Message.State(found.state)], "explain": states.explain(found),
        "choices": choices(found, name=facts.name, works=works), "documents": found.documents.defer("content"),
        "tries": [(row, states.OUTCOMES.get(row.outcome, row.outcome)) for row in tries],
        "forms": {"stop": SuppressForm(), "call": CallForm(), "arrived": ArrivedForm()} | forms,
        "form": next(iter(forms.values()), None), "typed": typed,
    }  # fmt: skip
    return render(request, "dossiers/correspondence/message.html", context, status=409 if typed else 200)


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
