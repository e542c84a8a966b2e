"""Oplossen: what was asked beside what we offer (R68, R98), apart from whose fault it is (R21)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers import lifecycle
from dossiers.casework.fields import bound, tried
from dossiers.casework.gone import row_or_gone
from dossiers.correspondence.letter import in_language
from dossiers.intake.questions import QUESTIONS
from dossiers.models import Dossier, Redress
from dossiers.permissions import dossier_or_404, needs
from dossiers.solutions import actions
from dossiers.solutions.forms import RedressForm


def asked_and_offered(dossier: Dossier) -> dict[str, Any]:
    """Both sides, as this page and the letter show them; a gift stands apart."""
    prefetch_related_objects([dossier], Prefetch("redress", Redress.objects.select_related("owner")))
    rows = list(dossier.redress.all())
    return {
        "dossier": dossier,
        "analysis": lifecycle.analysis_of(dossier),
        "offered": [row for row in rows if row.kind != Redress.Kind.GIFT],
        "gifts": [row for row in rows if row.kind == Redress.Kind.GIFT],
        "asked": wishes_of(dossier),
    }


def wishes_of(dossier: Dossier) -> list[tuple[str, str]]:
    """What the complainant ticked as helpful; who he is and what happened stands elsewhere."""
    with in_language(dossier.language):
        asked = str(QUESTIONS["wishes"])
    return [(question, answer) for question, answer in dossier.form if question == asked and answer]


@needs("work")
def solve(request: HttpRequest, reference: str) -> HttpResponse:
    dossier, at = dossier_or_404(request.user, reference, "work"), timezone.now()
    form = bound(request, RedressForm, at=at)
    if tried(form, lambda d: actions.add_redress(dossier, **d, by=request.user, at=at)):
        messages.success(request, "Toegevoegd. Het komt in de brief.")
        return redirect("solve", reference)
    page = asked_and_offered(dossier) | {"form": form, "answered": lifecycle.answered(dossier)}
    return render(request, "dossiers/solutions/solve.html", page)


@needs("work")
@require_POST
def redress_done(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = row_or_gone(dossier.redress, dossier, pk, "redress_removed")
    actions.finish_redress(row, by=request.user, at=timezone.now())
    messages.success(request, f"Gedaan: {row.what}.")
    return redirect("solve", reference)


@needs("work")
@require_POST
def redress_remove(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = row_or_gone(dossier.redress, dossier, pk, "redress_removed")
    try:
        actions.remove_redress(row, by=request.user, at=timezone.now())
        messages.success(request, f"Weggehaald: {row.what}.")
    except lifecycle.NotYet as reason:
        messages.error(request, str(reason))
    return redirect("solve", reference)
