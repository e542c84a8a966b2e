"""The page of the first start: there until it has been used."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dossiers.casework.fields import bound, tried
from dossiers.models import Organisation, User
from dossiers.organisation.first_forms import FirstStartForm
from dossiers.organisation.first_start import begin
from dossiers.permissions import may, public
from klachten.proxies import client_address

WELCOME = "Klachten is klaar voor gebruik. Maak nu onderwerpen en nodig collega’s uit, bij Instellingen."
NOBODY_HEARS = "Nodig eerst een manager uit: zonder manager krijgt niemand bericht als post blijft liggen."


@public
@never_cache
@sensitive_post_parameters("code", "password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def first_start(request: HttpRequest) -> HttpResponse:
    """The code of setup_code.py is what keeps strangers out; afterwards the page is gone."""
    if Organisation.objects.exists():
        raise Http404
    made: list[User] = []
    form = bound(request, FirstStartForm, source=client_address(request))
    if tried(form, lambda _: made.append(begin(**form.values(), at=timezone.now()))):
        return _come_in(request, made[0])
    return render(request, "dossiers/organisation/first_start.html", {"form": form})


def _come_in(request: HttpRequest, user: User) -> HttpResponse:
    get_adapter().login(request, user)
    messages.success(request, WELCOME)
    if may(user, "see"):
        return redirect("today")
    messages.warning(request, NOBODY_HEARS)
    return redirect("settings")
