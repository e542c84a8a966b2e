"""Files of a dossier, after a check; never shown inside a page of ours."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from dossiers.correspondence.copy import copy_of_form
from dossiers.correspondence.enclosures import content_of
from dossiers.correspondence.letter import in_language
from dossiers.documents.pdf import render
from dossiers.models import Document, Dossier, Message
from dossiers.permissions import dossier_or_404, needs


@needs("see")
def attachment(request: HttpRequest, reference: str, pk: int) -> FileResponse:
    dossier = dossier_or_404(request.user, reference, "see")
    row = get_object_or_404(dossier.attachments, pk=pk)
    try:
        content = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=row.name, content_type=row.content_type)
    return closed(response)


def closed(response: HttpResponse | FileResponse):  # type: ignore[no-untyped-def]
    """Its kind is never guessed at, and no cache keeps it."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return closed(response)


@needs("see")
def form_copy(request: HttpRequest, reference: str) -> HttpResponse:
    """The form as filled in (R56, R60): the very copy that was sent, or else a fresh one."""
    dossier = dossier_or_404(request.user, reference, "see")
    if sent := _sent_copy(dossier):
        return pdf(content_of(sent), sent.name)
    with in_language(dossier.language):
        made = copy_of_form(dossier)
    return pdf(render(made.template, made.data), made.name)


def _sent_copy(dossier: Dossier) -> Document | None:
    sent = Document.objects.filter(message__dossier=dossier, template="formulier")
    return sent.filter(message__kind=Message.Kind.ACKNOWLEDGEMENT).first()
