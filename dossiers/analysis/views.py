"""Ontleden: the complainant's words on one side, our reading of them on the other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dossiers import lifecycle
from dossiers.analysis import actions
from dossiers.analysis.forms import ANSWERS, AnalysisForm, colleague_in
from dossiers.casework.closed_since import openness, say_closed
from dossiers.casework.fields import bound, status_of, tried
from dossiers.lifecycle import MOVES
from dossiers.models import Dossier
from dossiers.permissions import dossier_or_404, needs

MOVE = "start-oplossen"


@needs("work")
def analyse(request: HttpRequest, reference: str) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = lifecycle.analysis_of(dossier)
    now = {n: getattr(row, n) for n in ANSWERS}
    form = bound(request, AnalysisForm, now=now | openness(dossier), dossier=dossier, initial=now)
    if tried(
        form,
        lambda d: actions.save_analysis(dossier, d, opened=form.opened, by=request.user, at=timezone.now()),
    ):
        messages.success(request, "Bewaard.")
        say_closed(request, dossier, form.opened)
        _ask_name(request, form.cleaned_data["cause"])
        return redirect("dossier" if "later" in request.POST else "analyse", reference)
    return render(request, "dossiers/analysis/analyse.html", _page(dossier, form), status=status_of(form))


def _ask_name(request: HttpRequest, cause: str) -> None:
    """A solution instead of a culprit: a gentle word, it stops nobody (R46, R94)."""
    if name := colleague_in(cause):
        messages.info(
            request, f"Is {name} in de oorzaak een collega? Schrijf liever wat er misging, niet wie."
        )


def _page(dossier: Dossier, form: AnalysisForm) -> dict[str, Any]:
    move = MOVES[MOVE]
    lifecycle.look(dossier)
    return {
        "dossier": dossier, "form": form,
        "asked": [(q, a) for q, a in dossier.form if a and a != dossier.story],
        "missing": lifecycle.unmet(dossier, move.needs), "move": MOVE, "move_label": move.label,
        "here": dossier.step == move.start and dossier.is_open, "too_early": dossier.step < move.start,
    }  # fmt: skip
