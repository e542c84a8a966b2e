"""Antwoorden: write, look at it as the complainant gets it, send it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dossiers import lifecycle
from dossiers.casework.closed_since import openness, say_closed
from dossiers.casework.fields import bound, status_of, tried, version_of
from dossiers.casework.file_views import pdf
from dossiers.casework.letter_views import posted
from dossiers.casework.preview import Preview, envelope_of, preview_of
from dossiers.correspondence import letters
from dossiers.correspondence.states import NEVER_WENT, waits_for_hands
from dossiers.documents.pdf import render as render_pdf
from dossiers.models import Dossier, Draft, Message, Step
from dossiers.permissions import dossier_or_404, needs
from dossiers.solutions import actions
from dossiers.solutions.forms import DraftForm
from dossiers.solutions.skeleton import SKELETON, why_not_ready
from dossiers.solutions.views import asked_and_offered

MOVE = "start-evalueren"
SECOND = "Bewaard. Let op: er ging al een antwoord. Verstuur je dit ook, dan krijgt de melder ze allebei."


def _draft(dossier: Dossier) -> Draft:
    return dossier.drafts.filter(letter=actions.ANSWER).select_related("saved_by").first() or Draft(
        dossier=dossier
    )


@needs("work")
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """The editor. Every button keeps the text first."""
    dossier = dossier_or_404(request.user, reference, "work")
    draft = _draft(dossier)
    now = {"text": draft.text if draft.pk else actions.sent_so_far(dossier)}
    form = bound(
        request,
        DraftForm,
        now=now | openness(dossier),
        initial={"text": draft.text or SKELETON},
        dossier=dossier,
    )
    if tried(
        form,
        lambda d: actions.save_draft(
            dossier, d["text"], opened=form.opened, by=request.user, at=timezone.now()
        ),
    ):
        if "show" in request.POST:
            return redirect("answer_preview", reference)
        second = actions.may_write(dossier) and actions.on_its_way(dossier).exists()
        messages.success(request, SECOND if second else "Bewaard.")
        say_closed(request, dossier, form.opened)
        return redirect("answer", reference)
    told = _page(request, dossier, form, _draft(dossier) if form.is_bound else draft)
    return render(request, "dossiers/solutions/answer.html", told, status=status_of(form))


def _page(request: HttpRequest, dossier: Dossier, form: DraftForm, draft: Draft) -> dict[str, Any]:
    sent = list(dossier.messages.filter(kind=Message.Kind.ANSWER))
    going, may_write = any(message.state not in NEVER_WENT for message in sent), actions.may_write(dossier)
    return asked_and_offered(dossier) | {
        "form": form, "draft": draft, "envelope": envelope_of(dossier),
        "sent": sent, "by_hand": next((m for m in sent if waits_for_hands(m)), None),
        "stopped": bool(sent) and not going,
        "writes": may_write and (not going or bool(draft.pk) or form.is_bound or "nieuw" in request.GET),
        "may_write": may_write, "too_early": dossier.step < Step.OPLOSSEN,
        "move": MOVE, "move_label": lifecycle.MOVES[MOVE].label,
        "missing": lifecycle.unmet(dossier, lifecycle.MOVES[MOVE].needs) if sent else [],
    }  # fmt: skip


@needs("work")
def answer_preview(request: HttpRequest, reference: str) -> HttpResponse:
    """Exactly what goes, to whom and how; sending asks for the very text that was looked at."""
    dossier, at = dossier_or_404(request.user, reference, "work"), timezone.now()
    draft = _draft(dossier)
    if request.method == "POST":
        return _send(request, dossier, draft, at)
    if not draft.text or not actions.may_write(dossier):
        return redirect("answer", reference)
    shown = _preview(dossier, draft, at)
    if request.GET.get("vorm") == "pdf":
        paper = shown.letter.enclosures[0]
        return pdf(render_pdf(paper.template, paper.data), paper.name)
    page = {
        "dossier": dossier, "draft": draft, "preview": shown, "not_ready": _why_not(dossier, draft),
        "before": actions.on_its_way(dossier).first(),
    }  # fmt: skip
    return render(request, "dossiers/solutions/answer_preview.html", page)


def _preview(dossier: Dossier, draft: Draft, at: datetime) -> Preview:
    return preview_of(dossier, lambda: letters.answer(dossier, words=draft.text, at=at))


def _why_not(dossier: Dossier, draft: Draft) -> str:
    if not lifecycle.has_redress(dossier):
        return "Kies eerst minstens één oplossing. De melder wil weten wat wij doen."
    return actions.date_gone(dossier, timezone.localdate()) or why_not_ready(draft.text)


def _send(request: HttpRequest, dossier: Dossier, draft: Draft, at: datetime) -> HttpResponse:
    try:
        if reason := _why_not(dossier, draft):
            raise lifecycle.NotYet(reason)
        version = version_of(request.POST)
        actions.send_answer(dossier, draft.text, version=version, by=request.user, at=at)
    except lifecycle.NotYet as reason:
        messages.error(request, str(reason))
        return redirect("answer_preview" if draft.pk else "answer", dossier.reference)
    return posted(request, dossier, "Het antwoord", then="answer")
