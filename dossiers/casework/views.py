"""What is done to a dossier, one page for each wish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers.casework import actions, ending
from dossiers.casework.fields import bound, tried
from dossiers.casework.forms import (
    KindForm,
    NoteForm,
    PartyForm,
    PromiseForm,
    ReasonForm,
)
from dossiers.dates import day as short_day
from dossiers.models import Dossier, Step
from dossiers.permissions import dossier_or_404, needs


def page(request: HttpRequest, name: str, dossier: Dossier, form: Any, **more: Any) -> HttpResponse:
    return render(request, f"dossiers/casework/{name}.html", {"dossier": dossier, "form": form, **more})


@needs("work")
def kind(request: HttpRequest, reference: str) -> HttpResponse:
    """A question is not a complaint, and a complaint is not a repair (R49)."""
    dossier = dossier_or_404(request.user, reference, "work")
    form = bound(request, KindForm, initial={"kind": dossier.kind})
    if tried(form, lambda d: actions.change_kind(dossier, d["kind"], by=request.user, at=timezone.now())):
        messages.success(request, f"{reference} staat nu als {dossier.get_kind_display().lower()}.")
        return redirect("dossier", reference)
    can_change = dossier.step == Step.HERKENNEN and dossier.is_open
    return page(request, "kind", dossier, form, can_change=can_change)


@needs("see")
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever may read it may add what he knows (R31)."""
    dossier, at = dossier_or_404(request.user, reference, "see"), timezone.now()
    form = bound(request, NoteForm, at=at, **_asked_kind(request))
    if tried(
        form,
        lambda d: actions.note(
            dossier,
            d["kind"],
            d["text"],
            files=d["files"],
            happened_at=d["happened_at"],
            by=request.user,
            at=at,
        ),
    ):
        messages.success(request, "Het staat in het dossier.")
        return redirect("dossier", reference)
    return page(request, "note", dossier, form)


def _asked_kind(request: HttpRequest) -> dict[str, Any]:
    """A link may say which kind it is about: ?soort=phone_out."""
    return {"initial": {"kind": request.GET.get("soort", "")}}


@needs("work")
def party(request: HttpRequest, reference: str) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    form = bound(request, PartyForm)
    if tried(
        form, lambda d: actions.add_party(dossier, d.pop("part"), d, by=request.user, at=timezone.now())
    ):
        messages.success(request, f"{form.cleaned_data['name']} staat in het dossier.")
        return redirect("dossier", reference)
    return page(request, "party", dossier, form)


@needs("work")
def promise(request: HttpRequest, reference: str) -> HttpResponse:
    dossier, at = dossier_or_404(request.user, reference, "work"), timezone.now()
    form = bound(request, PromiseForm, at=at)
    if tried(form, lambda d: actions.make_promise(dossier, d["what"], d["due_on"], by=request.user, at=at)):
        messages.success(request, f"Beloofd, uiterlijk {short_day(form.cleaned_data['due_on'], 'nl')}.")
        return redirect("dossier", reference)
    return page(request, "promise", dossier, form, open_promises=dossier.promises.filter(kept_at=None))


@needs("work")
@require_POST
def promise_kept(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = get_object_or_404(dossier.promises, pk=pk)
    actions.keep_promise(row, by=request.user, at=timezone.now())
    messages.success(request, "Belofte gehouden.")
    return redirect("dossier", reference)


@needs("work")
def back(request: HttpRequest, reference: str) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    form = bound(request, ReasonForm)
    if tried(form, lambda d: ending.go_back(dossier, d["reason"], by=request.user, at=timezone.now())):
        messages.success(request, f"Het dossier staat weer in de stap {dossier.get_step_display()}.")
        return redirect("dossier", reference)
    earlier = Step(dossier.step - 1).label if dossier.step > Step.HERKENNEN else ""
    return page(request, "back", dossier, form, earlier=earlier)


@needs("work")
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    form = bound(request, ReasonForm)
    if tried(form, lambda d: ending.reopen(dossier, d["reason"], by=request.user, at=timezone.now())):
        messages.success(request, f"{reference} is weer open, in de stap {dossier.get_step_display()}.")
        return redirect("dossier", reference)
    return page(request, "reopen", dossier, form)


@needs("work")
@require_POST
def renew_link(request: HttpRequest, reference: str) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    ending.renew_link(dossier, by=request.user, at=timezone.now())
    messages.success(request, "De oude link werkt niet meer. De nieuwe gaat mee met je bericht hieronder.")
    return redirect("write", reference)


@needs("work")
@require_POST
def message_read(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = get_object_or_404(dossier.contacts, pk=pk)
    actions.read_message(row, at=timezone.now())
    return redirect("dossier", reference)
