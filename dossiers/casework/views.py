"""What is done to a dossier, one page for each wish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers.casework import actions, ending
from dossiers.casework.fields import bound, status_of, tried
from dossiers.casework.forms import (
    KindForm,
    ReasonForm,
)
from dossiers.casework.from_call import draft_of, told_in
from dossiers.casework.note_form import NoteForm
from dossiers.casework.preview import envelope_of
from dossiers.correspondence import missed
from dossiers.models import Contact, Dossier, RegisterDraft, Step
from dossiers.permissions import dossier_or_404, may_work, needs


def page(request: HttpRequest, name: str, dossier: Dossier, form: Any, **more: Any) -> HttpResponse:
    told = {"dossier": dossier, "form": form, **more}
    return render(request, f"dossiers/casework/{name}.html", told, status=status_of(form))


@needs("work")
def kind(request: HttpRequest, reference: str) -> HttpResponse:
    """A question is not a complaint, and a complaint is not a repair (R49)."""
    dossier = dossier_or_404(request.user, reference, "work")
    now = {"kind": dossier.kind}
    form = bound(request, KindForm, now=now, initial=now)
    if tried(
        form,
        lambda d: actions.change_kind(
            dossier, d["kind"], opened=form.opened, by=request.user, at=timezone.now()
        ),
    ):
        messages.success(request, f"{reference} staat nu als {dossier.get_kind_display().lower()}.")
        return redirect("dossier", reference)
    can_change = dossier.step == Step.HERKENNEN and dossier.is_open
    return page(request, "kind", dossier, form, can_change=can_change)


@needs("see")
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever may read it may add what he knows (R31)."""
    dossier, at = dossier_or_404(request.user, reference, "see"), timezone.now()
    call = draft_of(request.user, request.GET.get("concept", ""))
    promises = dossier.is_open and may_work(request.user, dossier)
    opens = _opens_with(request, call.first())
    form = bound(request, NoteForm, dossier=dossier, at=at, promises=promises, initial=opens)
    if tried(
        form,
        lambda d: actions.note(
            dossier,
            d["kind"],
            d["text"],
            files=d["files"],
            happened_at=d["happened_at"],
            promised=d["promised"],
            by=request.user,
            at=at,
        ),
    ):
        call.delete()
        messages.success(request, "Het staat in het dossier.")
        return redirect("dossier", reference)
    calls = opens.get("kind") == Contact.Kind.PHONE_OUT or dossier.missed_calls
    return page(request, "note", dossier, form, calls=calls, way=missed.other_road(dossier))


def _opens_with(request: HttpRequest, call: RegisterDraft | None) -> dict[str, Any]:
    """A link may say which kind it is about: ?soort=phone_out. A call from Registreren brings all it has."""
    return told_in(call) if call else {"kind": request.GET.get("soort", "")}


@needs("work")
def back(request: HttpRequest, reference: str) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    form = bound(request, ReasonForm, now={"step": dossier.step})
    if tried(
        form,
        lambda d: ending.go_back(
            dossier, d["reason"], opened=form.opened, by=request.user, at=timezone.now()
        ),
    ):
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
def renew_link(request: HttpRequest, reference: str) -> HttpResponse:
    """Asked first, because the link in every letter so far stops."""
    dossier = dossier_or_404(request.user, reference, "work")
    envelope = envelope_of(dossier)
    if request.method != "POST" or "sure" not in request.POST:
        return page(request, "renew_link", dossier, None, envelope=envelope)
    ending.renew_link(dossier, by=request.user, at=timezone.now())
    goes = f" De nieuwe is klaar voor {envelope.name}." if envelope.can_go else ""
    messages.success(request, f"De oude link werkt niet meer.{goes}")
    return redirect("dossier", reference)


@needs("work")
@require_POST
def message_read(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = get_object_or_404(dossier.contacts, pk=pk)
    actions.read_message(row, at=timezone.now())
    return redirect("dossier", reference)
