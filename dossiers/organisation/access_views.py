"""What a beheerder does about somebody's access, on a page of its own: with a reason that is kept."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from dossiers.casework.fields import StaffForm, bound, prose, tried
from dossiers.models import User
from dossiers.organisation import two_factor
from dossiers.organisation.views import page
from dossiers.permissions import needs

RESET = "De inlogcode van {name} is gewist. {name} kreeg er een mail over."
NO_MAIL = "De inlogcode van {name} is gewist, maar de mail erover ging niet weg. Vertel het zelf."


class ResetForm(StaffForm):
    reason = prose(
        "Waarom?", "Schrijf op waarom je de code wist.", rows=3, most=500,
        hint="Bijvoorbeeld: telefoon kwijt, aan de balie gezien dat het echt deze collega is.",
    )  # fmt: skip


@needs("settings")
def reset_two_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """For a colleague who lost the phone and the ten codes."""
    person = get_object_or_404(User, pk=pk)
    if not is_mfa_enabled(person):
        messages.info(request, f"{person.name} heeft geen inlogcode.")
        return redirect("person", pk)
    form = bound(request, ResetForm)
    if tried(form, lambda d: two_factor.reset(person, d["reason"], by=request.user, at=timezone.now())):
        told = two_factor.tell(person, by=request.user)
        (messages.success if told else messages.warning)(
            request, (RESET if told else NO_MAIL).format(name=person.name)
        )
        return redirect("person", pk)
    return page(request, "reset_two_factor", form=form, person=person)
