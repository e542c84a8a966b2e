"""The public form and its receipt."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from dossiers import deadlines, links
from dossiers.correspondence.flood import ROBOT
from dossiers.correspondence.letter import contact_of
from dossiers.correspondence.letters import noun
from dossiers.intake import work
from dossiers.intake.actions import file_complaint
from dossiers.intake.again import news_of
from dossiers.intake.caps import source_of
from dossiers.intake.filled import report_of, unkept
from dossiers.intake.mail_news import ON_PAGE, mail_news
from dossiers.intake.other_language import moved
from dossiers.intake.public_forms import ComplaintForm, fresh_token
from dossiers.models import Carrier, Dossier, Message
from dossiers.permissions import by_link, public
from klachten.proxies import client_address

RECEIPT_FOR = timedelta(hours=24)
UNKEPT = "niet-bewaard"  # in the address of the receipt: details were filled in and not kept
ADDED = "aangevuld"  # the same form came before; what was other in it is with that complaint
State = Message.State


def language() -> str:
    return (translation.get_language() or "nl")[:2]


@public
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)  # the token in it belongs to one visitor
def file(request: HttpRequest) -> HttpResponse:
    """The form. Looking at it writes nothing."""
    if request.method != "POST":
        token = fresh_token()
        begin = {"token": token, "challenge": work.challenge_for(token, at=timezone.now())}
        return _form(request, ComplaintForm(initial=begin))
    if form := moved(request, ComplaintForm):
        return _form(request, form)
    form = ComplaintForm(request.POST, request.FILES)
    return _receipt(request, form) if form.is_valid() else _form(request, form)


def _form(request: HttpRequest, form: ComplaintForm) -> HttpResponse:
    return render(request, "dossiers/intake/file.html", {"form": form})


def _receipt(request: HttpRequest, form: ComplaintForm) -> HttpResponse:
    at, said = timezone.now(), form.cleaned_data
    report = report_of(said, doubted=form.doubted, language=language(), at=at)
    dossier = file_complaint(
        report, token=said["token"] or fresh_token(), source=source_of(client_address(request)),
        marked=ROBOT if said["website"] else "", proved=_worked(said, at), at=at,
    )  # fmt: skip
    told = {UNKEPT: unkept(said), ADDED: news_of(report, dossier) is not None}
    where = reverse("received", args=[links.secret_of(dossier, at=at)])
    asked = "&".join(word for word, holds in told.items() if holds)
    return HttpResponseRedirect(f"{where}?{asked}" if asked else where, status=303)


def _worked(said: dict[str, Any], at: datetime) -> bool:
    return work.is_done(said["token"], said["challenge"] or "", said["answers"] or "", at=at)


def helper_of(dossier: Dossier) -> dict[str, str]:
    """Who helps and how to reach him, as a card (R100)."""
    who = contact_of(dossier)
    words = who["name"].split() or ["?"]
    return {**who, "initials": (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()}


def _is_new(dossier: Dossier | None, at: datetime) -> bool:
    return bool(dossier and dossier.carrier == Carrier.FORMULIER and at - dossier.registered_at < RECEIPT_FOR)


@by_link
@require_safe
def received(request: HttpRequest, secret: str) -> HttpResponse:
    """The receipt, for a day; after that, and for a wrong link, the follow page answers."""
    now = timezone.now()
    dossier = links.opened_by(secret, at=now)
    if dossier is None or not _is_new(dossier, now):
        return redirect("follow", secret)
    ack = dossier.messages.get(kind=Message.Kind.ACKNOWLEDGEMENT)
    day = timezone.localdate(dossier.registered_at)
    context = {
        "dossier": dossier,
        "secret": secret,
        "noun": noun(dossier),
        "follow_url": links.address("follow", secret, language=language()),
        "helper": helper_of(dossier),
        "ack": ack,
        "mail_news": mail_news(ack, at=now),
        "by_mail": ack.carrier == Message.Carrier.EMAIL and ack.state not in ON_PAGE,
        "has_copy": ack.documents.exists(),
        "has_link": f"/{secret}/" in ack.text,
        "told": ack.state in (State.SENT, State.SUPPRESSED),
        "first_on": deadlines.first_action_on(day, deadlines.days_off()),
        "file_count": dossier.attachments.filter(contact=None).count(),
        "added": ADDED in request.GET,
        "unkept": UNKEPT in request.GET and dossier.complainant.is_anonymous,
    }
    return render(request, "dossiers/intake/received.html", context)
