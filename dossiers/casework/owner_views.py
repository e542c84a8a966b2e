"""Whose dossier it is, and what is known: both may take it out of somebody's sight."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from dossiers.casework import actions
from dossiers.casework import details as details_actions
from dossiers.casework import receipt as receipt_actions
from dossiers.casework.closed_since import openness, say_closed
from dossiers.casework.details_form import DetailsForm
from dossiers.casework.fields import bound, tried
from dossiers.casework.forms import AssignForm
from dossiers.casework.receipt_form import ReceiptForm
from dossiers.casework.views import page
from dossiers.correspondence import astray
from dossiers.correspondence.letter import reader_of
from dossiers.dates import long_day
from dossiers.models import Dossier, Party, Role
from dossiers.permissions import dossier_or_404, dossiers_for, may_correct, may_work, needs

TOO_LATE = (
    "De melder rekent op ons antwoord op {}. Het moet uiterlijk {}. "
    '<a href="{}">Schrijf een bericht met een eerdere dag</a>.'
)


@needs("assign")
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Exactly one person is responsible (R74)."""
    dossier = dossier_or_404(request.user, reference, "work")
    now = {"handler": dossier.handler}
    form = bound(request, AssignForm, now=now, dossier=dossier, chooser=request.user)
    if tried(
        form,
        lambda d: actions.assign(
            dossier, d["handler"], opened=form.opened, reason=d["note"], by=request.user, at=timezone.now()
        ),
    ):
        chosen = form.cleaned_data["handler"]
        who = "Jij bent" if chosen == request.user else f"{chosen.name} is"
        messages.success(request, f"{who} nu verantwoordelijk voor {reference}.")
        return back_to(request, dossier)
    return page(request, "assign", dossier, form, one_team=not request.user.has_role(Role.MANAGER))


def back_to(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The dossier; or Vandaag, when it went where this person can't follow."""
    if dossiers_for(request.user).filter(pk=dossier.pk).exists():
        return redirect("dossier", dossier.reference)
    messages.info(request, f"{dossier.reference} is nu bij {dossier.team.name}. Jij ziet het niet meer.")
    return redirect("today")


@needs("work")
def details(request: HttpRequest, reference: str) -> HttpResponse:
    dossier = _to_correct(request, reference)
    was, about = reader_of(dossier)[1], dossier.category_id
    form = bound(
        request, DetailsForm, now=details_actions.now_of(dossier) | openness(dossier), dossier=dossier
    )
    if tried(
        form,
        lambda d: details_actions.save_details(
            dossier, d, opened=form.opened, by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, "De gegevens zijn bewaard.")
        say_closed(request, dossier, form.opened)
        say_astray(request, dossier, was)
        _say_team(request, dossier, about)
        return back_to(request, dossier)
    if form.is_bound:
        dossier = _to_correct(request, reference)  # as it is stored, not as it was tried
    speaks = dossier.parties.filter(part=Party.Part.REPRESENTATIVE).first()
    return page(request, "details", dossier, form, speaks=speaks)


@needs("work")
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """A letter of Friday that was logged as one of Monday (R62)."""
    dossier = _to_correct(request, reference)
    now = receipt_actions.now_of(dossier)
    form = bound(request, ReceiptForm, now=now, initial=now)
    if tried(
        form,
        lambda d: receipt_actions.correct_receipt(
            dossier, **d, opened=form.opened, by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, "Verbeterd. In het verloop staat wat er stond en waarom.")
        _say_expected(request, dossier)
        return redirect("dossier", reference)
    return page(request, "receipt", dossier, form, why_not=receipt_actions.why_not(dossier))


def _say_expected(request: HttpRequest, dossier: Dossier) -> None:
    """A day that we named and that the law no longer allows: whoever changes it tells the complainant (R58)."""
    named, last = dossier.expected_on, dossier.decide_by
    if named and last and named > last:
        url = reverse("write", args=[dossier.reference])
        messages.warning(request, format_html(TOO_LATE, long_day(named, "nl"), long_day(last, "nl"), url))


def _say_team(request: HttpRequest, dossier: Dossier, about: int | None) -> None:
    """Another topic often means another team; we never move it by ourselves."""
    topic = dossier.category
    if topic and topic.pk != about and topic.team_id != dossier.team_id:
        messages.info(
            request,
            f"{topic.name} is meestal van team {topic.team.name}. Dit dossier blijft bij {dossier.team.name}.",
        )


def say_astray(request: HttpRequest, dossier: Dossier, was: str) -> None:
    """Post went to the address from before: what may still be done, for who may do it."""
    if may_work(request.user, dossier) and (left := astray.told(dossier, was)):
        messages.warning(request, left)


def _to_correct(request: HttpRequest, reference: str) -> Dossier:
    dossier = dossier_or_404(request.user, reference, "see")
    if not may_correct(request.user, dossier):
        raise Http404
    return dossier
