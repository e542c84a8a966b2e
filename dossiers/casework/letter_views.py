"""Letters to the complainant: introduce yourself, write, close. Each is shown before it goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dossiers import lifecycle, links
from dossiers.casework import ending, writing
from dossiers.casework.fields import bound, tried
from dossiers.casework.introduced import introduction_of
from dossiers.casework.letter_forms import CloseForm, DatedForm, IntroduceForm, WriteForm
from dossiers.casework.preview import Preview, preview_of
from dossiers.casework.still_open import still_open
from dossiers.casework.views import page
from dossiers.correspondence import letters
from dossiers.correspondence.states import waits_for_hands
from dossiers.models import Dossier, Message
from dossiers.permissions import dossier_or_404, needs
from dossiers.together import marks

DO_NOW = {Message.Carrier.PHONE: "Bel {name} nu", Message.Carrier.LETTER: "Druk de brief nu af"}
YOUR_WORDS = "(Hier komen jouw woorden.)"


def posted(request: HttpRequest, dossier: Dossier, what: str, then: str = "dossier") -> HttpResponse:
    """A mail goes and the work goes on; a call or a letter to post is what one does now, on its own page."""
    message, who = dossier.messages.first(), dossier.complainant.called
    if message is None or not waits_for_hands(message):
        messages.success(request, f"{what} is klaar voor {who}.")
        return redirect(then, dossier.reference)
    do = DO_NOW[Message.Carrier(message.carrier)].format(name=message.to_name or who)
    messages.success(request, f"{what} staat klaar. {do}, en geef daarna hier door dat het gedaan is.")
    return redirect("message", message.pk)


def sends(request: HttpRequest) -> bool:
    """A request for a fresh preview sends nothing."""
    return "show" not in request.POST


def _dated(request: HttpRequest, form: type[DatedForm], dossier: Dossier, at: datetime) -> Any:
    now, law = writing.last_letter(dossier), request.organisation.law_profile  # type: ignore[attr-defined]
    return bound(request, form, now=now, dossier=dossier, law=law, at=at)


@needs("work")
def introduce(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody introduces himself, with a date (R58, R74, R100)."""
    dossier, at = dossier_or_404(request.user, reference, "work"), timezone.now()
    form = _dated(request, IntroduceForm, dossier, at)
    if sends(request) and tried(
        form,
        lambda d: writing.introduce(
            dossier, d["text"], d["expected_on"], opened=form.opened, by=request.user, at=at
        ),
    ):
        return posted(request, dossier, "De kennismaking")
    if went := introduction_of(dossier):
        return _already(request, dossier, form, went)
    day = form.current("expected_on") or form.initial["expected_on"]
    words = form.current("text") or YOUR_WORDS
    shown = preview_of(dossier, lambda: letters.introduction(dossier, words=words, expected_on=day, at=at))
    return page(request, "introduce", dossier, form, preview=shown)


def _already(request: HttpRequest, dossier: Dossier, form: IntroduceForm, went: Message) -> HttpResponse:
    """What went, and the words typed here as the beginning of an ordinary message."""
    told = {
        "dossier": dossier, "went": went, "letter": links.masked(went.text),
        "typed": (form["text"].value() or "") if form.is_bound else "", "opened": marks(writing.last_letter(dossier)),
    }  # fmt: skip
    return render(request, "dossiers/casework/introduced.html", told, status=409 if form.is_bound else 200)


@needs("work")
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """A personal message; whoever moves the date says why (R58)."""
    dossier, at = dossier_or_404(request.user, reference, "work"), timezone.now()
    form = _dated(request, WriteForm, dossier, at)
    if sends(request) and tried(
        form,
        lambda d: writing.write(
            dossier,
            d["text"],
            new_date=d["new_date"],
            reason=d["reason"],
            opened=form.opened,
            by=request.user,
            at=at,
        ),
    ):
        return posted(request, dossier, "Je bericht")
    return page(request, "write", dossier, form, preview=_message(form, dossier, at))


def _message(form: WriteForm, dossier: Dossier, at: Any) -> Preview:
    said = {"words": form.current("text") or YOUR_WORDS, "reason": form.current("reason") or ""}
    day = form.current("new_date")
    return preview_of(
        dossier, lambda: letters.personal(dossier, was=dossier.expected_on, expected_on=day, at=at, **said)
    )


# where each need is met
PLACES = {
    lifecycle.facts_written: "analyse",
    lifecycle.has_redress: "solve",
    lifecycle.customer_content: "evaluation",
    lifecycle.evaluated: "evaluation",
}


def _choices(dossier: Dossier) -> list[dict[str, Any]]:
    """Each closing that fits here, and what it still misses."""
    prefetch_related_objects([lifecycle.look(dossier)], "redress")
    return [
        {
            "name": name, **_said(dossier, name),
            "missing": [(s, PLACES.get(check)) for s, check in closing.needs.items() if not check(dossier)],
        }
        for name, closing in lifecycle.closings_for(dossier).items()
    ]  # fmt: skip


def _said(dossier: Dossier, name: str) -> dict[str, str]:
    """A question is not closed as "no complaint": nobody said that it was one (R49)."""
    if name == "not_a_complaint" and not lifecycle.is_complaint(dossier):
        return {
            "label": "Afgehandeld",
            "explain": "Het is beantwoord of gedaan. De melder leest in de brief wat.",
        }
    closing = lifecycle.CLOSINGS[name]
    return {"label": closing.label, "explain": closing.explain}


@needs("work")
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Close, with the letter that puts everything in a row (R72, R73)."""
    dossier, at = dossier_or_404(request.user, reference, "work"), timezone.now()
    form = bound(request, CloseForm, now=ending.closed_with(dossier), dossier=dossier)
    if sends(request) and tried(
        form,
        lambda d: ending.close_dossier(
            dossier, d["closing"], note=d["note"], words=d["text"], opened=form.opened, by=request.user, at=at
        ),
    ):
        messages.success(request, f"{reference} is gesloten.")
        return redirect("dossier", reference)
    return page(
        request, "close", dossier, form, preview=_closing(form, dossier, at), choices=_choices(dossier),
        still_open=still_open(dossier),
    )  # fmt: skip


def _closing(form: CloseForm, dossier: Dossier, at: Any) -> Preview | None:
    if not (name := form.current("closing")):
        return None
    said = {"words": form.current("text") or "", "note": form.current("note") or ""}
    return preview_of(dossier, lambda: letters.closing(dossier, name=name, at=at, **said))
