"""Who else is part of it, and what was promised: add, change, take away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers.casework import actions, mending
from dossiers.casework.fields import bound, tried
from dossiers.casework.forms import MovePromiseForm, PartyForm, PromiseForm, ReasonForm
from dossiers.casework.gone import row_or_gone
from dossiers.casework.owner_views import say_astray
from dossiers.casework.views import page
from dossiers.correspondence.letter import reader_of
from dossiers.dates import day as short_day
from dossiers.lifecycle import NotYet
from dossiers.models import Dossier, Promise
from dossiers.permissions import dossier_or_404, needs


@needs("work")
def party(request: HttpRequest, reference: str) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    form = bound(request, PartyForm)
    if tried(
        form, lambda d: actions.add_party(dossier, d.pop("part"), d, by=request.user, at=timezone.now())
    ):
        messages.success(request, f"{form.cleaned_data['name']} staat in het dossier.")
        return redirect("dossier", reference)
    return page(request, "party", dossier, form, parties=dossier.parties.all())


@needs("work")
def party_change(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = row_or_gone(dossier.parties, dossier, pk, "party_removed")
    was, address = row.name, reader_of(dossier)[1]
    now = {name: getattr(row, name) for name in PartyForm.base_fields}
    form = bound(request, PartyForm, now=now, initial=now)
    if tried(
        form, lambda d: mending.change_party(row, d, opened=form.opened, by=request.user, at=timezone.now())
    ):
        messages.success(request, f"De gegevens van {row.name} zijn bewaard.")
        say_astray(request, dossier, address)
        return redirect("dossier", reference)
    return page(request, "party_change", dossier, form, row=row, was=was)


@needs("work")
@require_POST
def party_remove(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = row_or_gone(dossier.parties, dossier, pk, "party_removed")
    try:
        mending.remove_party(row, by=request.user, at=timezone.now())
        messages.success(request, f"{row.name} staat niet meer bij dit dossier.")
    except NotYet as reason:
        messages.warning(request, str(reason))
    return redirect("dossier", reference)


@needs("work")
def promise(request: HttpRequest, reference: str) -> HttpResponse:
    dossier, at = dossier_or_404(request.user, reference, "work"), timezone.now()
    form = bound(request, PromiseForm, at=at)
    if tried(form, lambda d: actions.make_promise(dossier, d["what"], d["due_on"], by=request.user, at=at)):
        messages.success(request, f"Beloofd, uiterlijk {short_day(form.cleaned_data['due_on'], 'nl')}.")
        return redirect("dossier", reference)
    left = dossier.promises.filter(kept_at=None).select_related("owner")
    return page(request, "promise", dossier, form, open_promises=left)


@needs("work")
@require_POST
def promise_kept(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = row_or_gone(dossier.promises, dossier, pk, "promise_withdrawn")
    actions.keep_promise(row, by=request.user, at=timezone.now())
    messages.success(request, "Belofte gehouden.")
    return redirect("dossier", reference)


def _open_promise(dossier: Dossier, pk: int) -> Promise:
    rows = dossier.promises.filter(kept_at=None, about="")
    return row_or_gone(rows, dossier, pk, "promise_withdrawn", "kept")


@needs("work")
def promise_move(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    dossier, at = dossier_or_404(request.user, reference, "work"), timezone.now()
    row = _open_promise(dossier, pk)
    now = {"due_on": row.due_on}
    form = bound(request, MovePromiseForm, now=now, at=at, initial=now)
    if tried(form, lambda d: mending.move_promise(row, **d, opened=form.opened, by=request.user, at=at)):
        messages.success(request, f"De belofte geldt nu tot {short_day(form.cleaned_data['due_on'], 'nl')}.")
        return redirect("dossier", reference)
    return page(request, "promise_move", dossier, form, row=row)


@needs("work")
def promise_withdraw(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    dossier = dossier_or_404(request.user, reference, "work")
    row = _open_promise(dossier, pk)
    form = bound(request, ReasonForm)
    if tried(form, lambda d: mending.withdraw_promise(row, d["reason"], by=request.user, at=timezone.now())):
        messages.success(request, "De belofte is ingetrokken.")
        return redirect("dossier", reference)
    return page(request, "promise_withdraw", dossier, form, row=row)
