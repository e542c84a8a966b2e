"""Files behind the link: the copy of the form, letters, and what the complainant sent us himself."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dossiers.correspondence.copy import copy_of_form
from dossiers.correspondence.enclosures import content_of
from dossiers.correspondence.letter import in_language
from dossiers.documents.pdf import render
from dossiers.documents.uploads import headers_for
from dossiers.models import Document, Dossier, Message
from dossiers.permissions import by_link
from dossiers.portal.opened import opened
from dossiers.portal.talk import documents_of, files_of

COPY = "formulier"


def _one(rows: Any, pk: int) -> Any:
    """404 alike for what does not exist and for what is not theirs."""
    if (row := rows.filter(pk=pk).first()) is None:
        raise Http404
    return row


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, headers=headers_for(name))


@by_link
@opened
@require_safe
def copy(request: HttpRequest, dossier: Dossier, secret: str) -> HttpResponse:
    """The form as it was filled in (R56): the very copy that went with the acknowledgement, where there is one."""
    acks = Document.objects.filter(message__dossier=dossier, message__kind=Message.Kind.ACKNOWLEDGEMENT)
    if kept := acks.filter(template=COPY).first():
        return _pdf(content_of(kept), kept.name)
    with in_language(dossier.language):
        made = copy_of_form(dossier)
    return _pdf(render(made.template, made.data), made.name)


@by_link
@opened
@require_safe
def letter(request: HttpRequest, dossier: Dossier, secret: str, pk: int) -> HttpResponse:
    document = _one(documents_of(dossier), pk)
    return _pdf(content_of(document), document.name)


@by_link
@opened
@require_safe
def attachment(request: HttpRequest, dossier: Dossier, secret: str, pk: int) -> FileResponse:
    row = _one(files_of(dossier), pk)
    # told one by one: what FileResponse is not told it takes from the name on disk, a hash
    headers = headers_for(row.name)
    response = FileResponse(row.file.open("rb"), content_type=headers["Content-Type"])
    for name, value in headers.items():
        response[name] = value
    return response
