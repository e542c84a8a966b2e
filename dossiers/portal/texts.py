"""How we work, what we keep, and for whom this site is: the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dossiers import deadlines
from dossiers.models import Organisation
from dossiers.permissions import public


@public
@require_safe
def procedure(request: HttpRequest) -> HttpResponse:
    """How we work, with the term that we hold ourselves to (R108)."""
    ours = Organisation.current()
    days = deadlines.PROFILES[ours.law_profile].days
    term = ngettext("%(days)s dag", "%(days)s dagen", days) % {"days": days}
    return render(request, "dossiers/portal/procedure.html", {"answer_term": term, "organisation": ours})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "dossiers/portal/privacy.html")


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "dossiers/portal/accessibility.html")
