"""Evalueren: what the complainant thinks of it, and the moves from step to step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers import lifecycle
from dossiers.casework.fields import bound, status_of, tried
from dossiers.casework.preview import envelope_of
from dossiers.dates import day as short_day
from dossiers.evaluation import actions
from dossiers.evaluation.forms import AbsenceForm, ScoresForm, WordsForm
from dossiers.models import Dossier, Step
from dossiers.permissions import dossier_or_404, needs


@needs("work")
@require_POST
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """One step on. The button names the move, so that a page of yesterday makes no other one."""
    dossier = dossier_or_404(request.user, reference, "work")
    following = lifecycle.next_move(dossier)
    name = request.POST.get("move") or following
    try:
        if name is None or name != following:
            raise lifecycle.NotYet(
                "Iemand anders was je voor: het dossier staat al in een andere stap. Kijk nog eens."
            )
        actions.go_on(dossier, name, by=request.user, at=timezone.now())
        messages.success(request, f"{reference} staat nu in de stap {dossier.get_step_display()}.")
    except lifecycle.NotYet as reason:
        messages.error(request, str(reason))
    return redirect("dossier", reference)


@needs("work")
def evaluation(request: HttpRequest, reference: str) -> HttpResponse:
    """Scores noted during a call; or, before the answer, the words that close what was solved at once."""
    dossier = dossier_or_404(request.user, reference, "work")
    looks_back = dossier.step == Step.EVALUEREN
    form = bound(request, ScoresForm if looks_back else WordsForm, now=actions.looked_back(dossier))
    if tried(form, lambda d: _keep(request, dossier, form)):
        messages.success(request, "Het staat in het dossier.")
        return redirect("evaluation", reference)
    return _page(request, dossier, form, AbsenceForm())


def _keep(request: HttpRequest, dossier: Dossier, form: Any) -> None:
    by, at, comment = request.user, timezone.now(), form.cleaned_data["comment"]
    if not dossier.is_open:
        raise lifecycle.NotYet("Dit dossier is gesloten. Heropen het eerst.")
    if isinstance(form, ScoresForm):
        actions.note_scores(dossier, form.scores() | {"comment": comment}, opened=form.opened, by=by, at=at)
    else:
        actions.note_words(dossier, comment, opened=form.opened, by=by, at=at)


def _page(request: HttpRequest, dossier: Dossier, form: Any, absence: AbsenceForm) -> HttpResponse:
    row, at = lifecycle.evaluation_of(lifecycle.look(dossier)), timezone.now()
    survey = dossier.messages.filter(kind__in=actions.ASKED).exclude(state="suppressed").first()
    page = {
        "dossier": dossier, "form": form, "absence": absence, "row": row, "survey": survey,
        "looks_back": dossier.step == Step.EVALUEREN, "envelope": envelope_of(dossier),
        "may_ask": not (lifecycle.evaluated(dossier) or actions.already_asked(dossier, at=at)),
        "low": row.is_low,
        "asks_call": lifecycle.asks_call(dossier),
    }  # fmt: skip
    return render(request, "dossiers/evaluation/evaluation.html", page, status=status_of(form))


@needs("work")
@require_POST
def ask_now(request: HttpRequest, reference: str) -> HttpResponse:
    dossier, at = dossier_or_404(request.user, reference, "work"), timezone.now()
    try:
        actions.ask_now(dossier, by=request.user, at=at)
        messages.success(
            request, f"De twee vragen gaan vandaag ({short_day(timezone.localdate(at), 'nl')}) weg."
        )
    except lifecycle.NotYet as reason:
        messages.error(request, str(reason))
    return redirect("evaluation", reference)


@needs("work")
def absence(request: HttpRequest, reference: str) -> HttpResponse:
    """No answer came, and why (R72)."""
    dossier = dossier_or_404(request.user, reference, "work")
    if request.method != "POST":
        return redirect("evaluation", reference)
    form = bound(request, AbsenceForm)
    if tried(form, lambda d: actions.note_absence(dossier, d["reason"], by=request.user, at=timezone.now())):
        messages.success(request, "Vastgelegd. Je kunt het dossier nu sluiten.")
        return redirect("evaluation", reference)
    return _page(request, dossier, ScoresForm(), form)
