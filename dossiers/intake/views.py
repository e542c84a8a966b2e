"""Registreren: a phone call in under two minutes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dossiers.casework.fields import bound, tried
from dossiers.intake import drafts
from dossiers.intake.at_once import take_down
from dossiers.intake.conversation import known_person, report_of, solved_of, team_of
from dossiers.intake.forms import RegisterForm
from dossiers.intake.once_more import unsaid
from dossiers.models import Dossier, Message, RegisterDraft
from dossiers.permissions import needs

SAY = {
    Message.Carrier.EMAIL: "De bevestiging gaat nu per mail naar {to}.",
    Message.Carrier.LETTER: "De bevestiging is een brief. Druk hem vandaag af en verstuur hem:",
    Message.Carrier.PHONE: "Zeg nu dat wij het hebben, of bel vandaag nog. Geef daarna door dat het gedaan is:",
    Message.Carrier.PAGE: "De melder blijft anoniem: dit nummer is de bevestiging.",
}
ALREADY = "Dit staat er al. Klopt er iets niet? Verander het dan bij de gegevens van dit dossier."
ADDED = "Dit dossier had je net al vastgelegd. Wat je nu anders invulde, staat er als notitie bij."
BY_HAND = (Message.Carrier.LETTER, Message.Carrier.PHONE)


@needs("register")
def register(request: HttpRequest) -> HttpResponse:
    at, known = timezone.now(), known_person(request.user, request.GET.get("melder", ""))
    draft = drafts.draft_of(request.user, request.GET.get("concept", ""))
    start = drafts.initial_of(draft) if draft else known
    form, made = bound(request, RegisterForm, at=at, initial=start), []
    if form.is_bound and tried(form, lambda told: made.append(_take_down(request, told, at))):
        drafts.drop(request.POST, by=request.user)
        dossier, said = made[0]
        messages.success(request, said)
        return redirect("dossier", dossier.reference)
    shown = {"form": form, "known": known, **_kept(request, form, draft)}
    return render(request, "dossiers/intake/register.html", shown)


def _kept(request: HttpRequest, form: RegisterForm, draft: RegisterDraft | None) -> dict[str, Any]:
    """The draft of this page, and on a fresh page what this colleague was busy with."""
    if form.is_bound:
        return {"kept": drafts.kept_of(request.POST)}
    if draft:
        return {"kept": drafts.said_of(draft, apart=False)}
    return {"kept": drafts.Kept(form["token"].value()), "busy": drafts.offered(request.user)}


def _take_down(request: HttpRequest, told: dict[str, Any], at: datetime) -> tuple[Dossier, str]:
    """The dossier, and what is said of it."""
    report, solved = report_of(told), solved_of(told)
    dossier = take_down(report, solved, token=told["token"], by=request.user, team=team_of(told), at=at)
    if unsaid(report, solved, dossier):
        return dossier, ADDED
    return dossier, ALREADY if dossier.registered_at < at else _read_out(dossier)


def _read_out(dossier: Dossier) -> SafeString:
    """The number to read out, and how the confirmation goes."""
    confirmation = dossier.messages.get(kind=Message.Kind.ACKNOWLEDGEMENT)
    carrier = Message.Carrier(confirmation.carrier)
    said = format_html(
        "Vastgelegd. Lees het nummer voor: <strong>{}</strong>. {}", dossier.reference,
        SAY[carrier].format(to=confirmation.to_address),
    )  # fmt: skip
    if carrier not in BY_HAND:
        return said
    link = reverse("message", args=[confirmation.pk])
    return format_html('{} <a href="{}">naar de bevestiging</a>.', said, link)
