"""A call about a dossier that nobody answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers.correspondence import missed
from dossiers.permissions import dossier_or_404, needs


@needs("see")
@require_POST
def not_reached(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever may note a talk may note that there was none (R31)."""
    dossier = dossier_or_404(request.user, reference, "see")
    missed.not_reached(dossier, by=request.user, at=timezone.now())
    messages.success(request, "Genoteerd: niet bereikt. Wat je wilde bellen, blijft staan.")
    return redirect("dossier", reference)
