"""The pages of a complainant: follow, evaluate. Nothing that colleagues write to each other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.casework.actions import customer_writes
from dossiers.correspondence.letters import noun
from dossiers.evaluation import actions
from dossiers.intake.other_language import moved
from dossiers.intake.public_forms import derived, fresh_token
from dossiers.intake.public_views import helper_of
from dossiers.lifecycle import evaluation_of
from dossiers.models import Dossier, Evaluation, Message, Organisation, Step
from dossiers.permissions import by_link
from dossiers.portal.dates import dates_of, gone
from dossiers.portal.forms import EvaluationForm, MessageForm
from dossiers.portal.opened import opened
from dossiers.portal.route import closing_of, is_phoned, not_mailed, parts_of, route_of
from dossiers.portal.talk import agreed, talk_of
from dossiers.timeline import complainant

TOLD = (Message.State.SENT, Message.State.SUPPRESSED)
STILL_WELCOME = timedelta(days=60)  # after closing, for an evaluation


@by_link
@opened
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, dossier: Dossier, secret: str) -> HttpResponse:
    """Where it stands, who helps, what was said, and something to add (R53, R57, R58, R80, R100)."""
    form = moved(request, MessageForm) or _message(request)
    if form.is_valid():
        return _add(request, dossier, secret, form.cleaned_data)
    return render(request, "dossiers/portal/follow.html", {"form": form, **_page(dossier, secret)})


def _message(request: HttpRequest) -> MessageForm:
    if request.method == "POST":
        return MessageForm(request.POST, request.FILES)
    return MessageForm(initial={"token": fresh_token()})


def _add(request: HttpRequest, dossier: Dossier, secret: str, said: dict[str, Any]) -> HttpResponse:
    names = [part for f in said["files"] for part in (f.name, str(f.size))]
    token = derived(said["token"], said["text"], *names) if said["token"] else None
    customer_writes(dossier, said["text"], files=said["files"], token=token, at=timezone.now())
    told = _("Dank u. Uw bericht is bij ons. %(name)s leest het. Is er haast bij? Bel %(phone)s.")
    messages.success(request, told % helper_of(dossier))
    return HttpResponseRedirect(reverse("follow", args=[secret]), status=303)


def _page(dossier: Dossier, secret: str) -> dict[str, Any]:
    """Our messages are read once, for all that is told of them."""
    ours = Organisation.current()
    dossier.seen = {"evaluation": getattr(dossier, "evaluation", None)}
    post = list(dossier.messages.select_related("author").defer("html"))
    route, waiting = route_of(dossier, post), not _is_told(post)
    return {
        "organisation": ours,
        "dossier": dossier,
        "secret": secret,
        "noun": noun(dossier),
        "route": route,
        "route_parts": parts_of(route),
        **_looked_back(dossier),
        "here": next((junction for junction in route if junction.state == "here"), None),
        "helper": helper_of(dossier),
        "talk": talk_of(dossier, post, ours.name),
        "agreed": agreed(dossier, gone(post, Message.Kind.ANSWER)),
        "waiting": waiting,
        "phoned": is_phoned(post),
        "not_mailed": bool(not_mailed(post)),
        "asked": _is_asked(dossier, post),
        **dates_of(dossier, post, waiting=waiting),
        "closing": closing_of(dossier),
    }


def _is_told(post: list[Message]) -> bool:
    """The acknowledgement went, or somebody decided that it need not."""
    return any(m.kind == Message.Kind.ACKNOWLEDGEMENT and m.state in TOLD for m in post)


def _is_asked(dossier: Dossier, post: list[Message]) -> bool:
    """A survey went out, or none can, and nobody answered yet."""
    if evaluation_of(dossier).answered_at or not _may_evaluate(dossier, timezone.now()):
        return False
    return dossier.complainant.is_anonymous or any(gone(post, kind) for kind in actions.ASKED)


def _may_evaluate(dossier: Dossier, at: datetime) -> bool:
    if dossier.is_open:
        return dossier.step == Step.EVALUEREN
    return dossier.closed_at is not None and at - dossier.closed_at < STILL_WELCOME


def _scores(row: Evaluation) -> dict[str, Any]:
    if row.answered_at is None:
        return {}
    return {"handling": row.handling, "solution": row.solution, "comment": row.comment}


def _looked_back(dossier: Dossier) -> dict[str, Any]:
    """The scores that were given, and whether one of them asks for a call (R23)."""
    row = evaluation_of(dossier)
    return {"scores": _scores(row), "is_low": row.is_low}


@by_link
@opened
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: HttpRequest, dossier: Dossier, secret: str) -> HttpResponse:
    """Two questions (R71). The answer may be changed until the dossier is closed."""
    at, row = timezone.now(), evaluation_of(dossier)
    page = {
        "dossier": dossier,
        "secret": secret,
        "noun": noun(dossier),
        "helper": helper_of(dossier),
        "row": row,
        **_looked_back(dossier),
    }
    may_answer = _may_evaluate(dossier, at) and (dossier.is_open or row.answered_at is None)
    if not may_answer or (row.answered_at and request.method != "POST" and "wijzig" not in request.GET):
        return render(request, "dossiers/portal/evaluated.html", {**page, "may_change": may_answer})
    posted = request.POST if request.method == "POST" else None
    form = moved(request, EvaluationForm) or EvaluationForm(posted, initial=_scores(row))
    if not form.is_valid():
        return render(request, "dossiers/portal/evaluate.html", {**page, "form": form})
    if form.has_changed():
        actions.evaluate(dossier, **form.cleaned_data, by=complainant(dossier), at=at)
    return HttpResponseRedirect(reverse("evaluate", args=[secret]), status=303)
