"""What Registreren asks of the server while somebody types: who this may be, and keep what is there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers.intake import drafts
from dossiers.intake.known import known_people
from dossiers.intake.running import running, take_message
from dossiers.intake.twice import perhaps_same
from dossiers.models import RegisterDraft
from dossiers.permissions import dossier_or_404, needs

SAY_IT = "Schrijf eerst op wat de melder zegt. Dan geven wij het door."
PASSED_ON = "Doorgegeven aan {}. Het staat daar bij Vandaag."
FILES_AGAIN = "Kies de bestanden hier opnieuw. Je browser bewaart ze niet."


@needs("register")
@require_POST
def known(request: HttpRequest) -> HttpResponse:
    """By POST, though it changes nothing: a name belongs in no address and no log."""
    told = request.POST.dict()
    people, apart = known_people(request.user, told), request.POST.getlist("apart")
    story, category = told.get("story", ""), told.get("category", "")
    same = perhaps_same(people, story=story, category=category, apart=apart, at=timezone.now())
    shown = {"people": people, "same": same, "apart": apart, "running": running(request.user, told)}
    return render(request, "dossiers/intake/_known.html", shown)


@needs("register")
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Every few seconds, when something changed."""
    if drafts.is_filed(request.POST):
        return HttpResponse(status=204)
    saved, apart = drafts.save(request.POST, by=request.user, at=timezone.now())
    return render(request, "dossiers/intake/_draft.html", {"kept": drafts.said_of(saved, apart=apart)})


@needs("register")
@require_POST
def draft_drop(request: HttpRequest, pk: int) -> HttpResponse:
    RegisterDraft.objects.filter(by=request.user, pk=pk).delete()
    messages.success(request, "Weggegooid.")
    return redirect("register")


@needs("register")
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """This call belongs to a dossier that is there: on to its note, with all that was typed."""
    dossier = dossier_or_404(request.user, request.POST.get("erbij", ""), "see")
    saved, _apart = drafts.save(request.POST, by=request.user, at=timezone.now())
    if request.FILES:
        messages.info(request, FILES_AGAIN)
    return redirect(f"{reverse('note', args=[dossier.reference])}?concept={saved.pk}")


@needs("register")
@require_POST
def pass_on(request: HttpRequest) -> HttpResponse:
    """This call is about a dossier that one may not read: what was typed goes to who has it."""
    at, pk = timezone.now(), request.POST.get("aan", "")
    dossier = next((d for d in running(request.user, request.POST.dict()) if str(d.pk) == pk), None)
    if dossier is None:
        raise Http404
    saved, _apart = drafts.save(request.POST, by=request.user, at=at)
    if not request.POST.get("story", "").strip():
        messages.warning(request, SAY_IT)
        return redirect(f"{reverse('register')}?concept={saved.pk}")
    take_message(dossier, saved, by=request.user, at=at)
    messages.success(request, PASSED_ON.format(dossier.handler or f"team {dossier.team}"))
    return redirect("today")
