"""Ontleden: the complainant's words on one side, our reading of them on the other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dossiers import lifecycle
from dossiers.analysis import actions
from dossiers.analysis.forms import ANSWERS, AnalysisForm
from dossiers.casework.fields import bound, tried, version_of
from dossiers.lifecycle import MOVES
from dossiers.models import Analysis, Dossier
from dossiers.permissions import dossier_or_404, needs

MOVE = "start-oplossen"


@needs("work")
def analyse(request: HttpRequest, reference: str) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = lifecycle.analysis_of(dossier)
    form = bound(request, AnalysisForm, dossier=dossier, initial={n: getattr(row, n) for n in ANSWERS})
    version = version_of(request.POST)
    if tried(
        form, lambda d: actions.save_analysis(dossier, d, version=version, by=request.user, at=timezone.now())
    ):
        messages.success(request, "Bewaard.")
        return redirect("analyse", reference)
    return render(request, "dossiers/analysis/analyse.html", _page(dossier, form, version))


def _page(dossier: Dossier, form: AnalysisForm, version: int) -> dict[str, Any]:
    now = Analysis.objects.filter(dossier=dossier).first() or Analysis(dossier=dossier)
    clash = form.is_bound and version != now.version
    move = MOVES[MOVE]
    return {
        "dossier": dossier, "form": form, "version": now.version,
        "clash": _theirs(form, now) if clash else [],
        "saved_by": dossier.events.filter(kind="analysed").first() if clash else None,
        "asked": [(q, a) for q, a in dossier.form if a and a != dossier.story],
        "missing": lifecycle.unmet(dossier, move.needs), "move": MOVE, "move_label": move.label,
        "here": dossier.step == move.start and dossier.is_open, "too_early": dossier.step < move.start,
    }  # fmt: skip


def _theirs(form: AnalysisForm, now: Analysis) -> list[tuple[str, str]]:
    """What somebody else saved and differs from what was typed here."""
    typed = form.cleaned_data
    shown = {n: str(getattr(now, f"get_{n}_display", lambda n=n: getattr(now, n))()) for n in ANSWERS}
    return [
        (str(form.fields[n].label), shown[n] or "(leeg)")
        for n in ANSWERS
        if typed.get(n, "") != getattr(now, n)
    ]
