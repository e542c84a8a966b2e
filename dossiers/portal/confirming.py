"""The owner of a mail address says that it is his, and finds the copy of what he wrote (R56)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dossiers import links
from dossiers.correspondence import vouching
from dossiers.correspondence.letters import noun
from dossiers.permissions import by_link
from dossiers.portal.opened import unknown


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, secret: str) -> HttpResponse:
    """One button. Looking changes nothing: mail programs follow links by themselves."""
    at = timezone.now()
    found = links.confirmation_of(secret, at=at)
    if found is None:
        return unknown(request)
    if request.method == "POST":
        vouching.confirm(found, at=at)
        return HttpResponseRedirect(reverse("confirm_address", args=[secret]), status=303)
    context = {"found": found, "dossier": found.link.dossier, "secret": found.link.secret}
    context["noun"] = noun(found.link.dossier)
    return render(request, "dossiers/portal/confirm.html", context)
