"""The bytes of a PDF: rendered by the first who needs them, then the same for ever."""

from __future__ import annotations

from dossiers.documents.pdf import render
from dossiers.models import Document


def content_of(document: Document) -> bytes:
    """Render once and store; who comes second gets what the first one stored."""
    if document.content is None:
        made = render(document.template, document.data)
        Document.objects.filter(pk=document.pk, content=None).update(content=made)
        document.refresh_from_db(fields=["content"])
    return bytes(document.content or b"")
