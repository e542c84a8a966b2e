"""What a person decides about a message: each is one POST and one action out of decide.py."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from dossiers.correspondence import another_road, decide, missed, remake, settled
from dossiers.correspondence.forms import ArrivedForm, CallForm, DecideForm, SuppressForm
from dossiers.correspondence.views import found_for, show
from dossiers.lifecycle import NotYet
from dossiers.models import Message
from dossiers.permissions import dossier_or_404, needs


def _to_work(request: HttpRequest, pk: int) -> Message:
    """A message of a dossier that this person may change."""
    found = found_for(request, pk)
    assert found.dossier is not None
    found.dossier = dossier_or_404(request.user, found.dossier.reference, "work")
    return found


@needs("see")
@require_POST
def message_sent(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, decide.mark_sent_by_hand, found_for(request, pk), "Genoteerd. Dank je wel.")


@needs("work")
@require_POST
def message_release(request: HttpRequest, pk: int) -> HttpResponse:
    found, to_present = _to_work(request, pk), request.POST.get("adres") == "nieuw"
    return _decide(request, pk, decide.release, found, "Dit bericht gaat nu.", to_present=to_present)


@needs("work")
@require_POST
def message_suppress(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_words(request, pk, SuppressForm, "stop", decide.suppress, "Dit bericht gaat niet.")


@needs("work")
@require_POST
def message_arrived(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_words(request, pk, ArrivedForm, "arrived", decide.mark_arrived, "Genoteerd: aangekomen.")


@needs("work")
@require_POST
def message_called(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_words(request, pk, CallForm, "call", another_road.call_instead, "Genoteerd. Dank je wel.")


@needs("see")
@require_POST
def message_not_reached(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may say that he called may say that nobody answered."""
    done = "Genoteerd: niet bereikt. Dit bericht blijft staan."
    return _decide(request, pk, missed.message_not_reached, found_for(request, pk), done)


@needs("work")
@require_POST
def message_on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    done = "De brief is klaar. Druk hem af, en druk op “Verzonden” als hij op de post is."
    return _decide(request, pk, another_road.print_instead, _to_work(request, pk), done)


@needs("work")
@require_POST
def message_anew(request: HttpRequest, pk: int) -> HttpResponse:
    done = "Dit bericht is opnieuw gemaakt, met de nieuwe gegevens. Lees het hieronder nog eens na."
    return _decide(request, pk, remake.remake, _to_work(request, pk), done)


def _with_words(
    request: HttpRequest, pk: int, form_class: type[DecideForm], place: str, action: Any, done: str
) -> HttpResponse:
    """A decision with a sentence of its own; what is missing is asked for in its place, and what was typed stays."""
    found, form = _to_work(request, pk), form_class(request.POST)
    if not form.is_valid():
        return show(request, found, **{place: form})
    return _decide(request, pk, action, found, done, form, **form.cleaned_data)


def _decide(
    request: HttpRequest, pk: int, action: Any, found: Message, done: str, form: DecideForm | None = None, **given: Any
) -> HttpResponse:  # fmt: skip
    try:
        action(found, by=request.user, at=timezone.now(), **given)
        messages.success(request, _with_way_back(found, done))
    except NotYet as missing:
        return _too_late(request, found_for(request, pk), str(missing), form)
    return redirect("message", pk)


def _too_late(request: HttpRequest, now: Message, missing: str, form: DecideForm | None) -> HttpResponse:
    """Who was first, and what; words that were typed here stay on the screen, to copy."""
    first = settled.told(now, request.user) if missing == decide.SECOND else ""
    messages.warning(request, first or missing)
    if form is None:
        return redirect("message", now.pk)
    typed = [(form.fields[name].label, value) for name, value in form.cleaned_data.items()]
    return show(request, now, typed=typed)


def _with_way_back(found: Message, done: str) -> SafeString | str:
    """The message is settled; the work goes on in the dossier."""
    if found.dossier is None:
        return done
    url, reference = reverse("dossier", args=[found.dossier.reference]), found.dossier.reference
    return format_html('{} <a href="{}">Terug naar {}</a>', done, url, reference)
