"""Files that come with a dossier: checked first (documents/uploads.py), then kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from dossiers.documents.uploads import Accepted
from dossiers.models import Attachment, Contact, Dossier, User


def attach(
    dossier: Dossier,
    files: Iterable[Accepted],
    *,
    by: User | None,
    at: datetime,
    contact: Contact | None = None,
) -> list[Attachment]:
    """Store what was accepted. The file is written before the row; a row never points at nothing."""
    return [
        Attachment.objects.create(
            dossier=dossier, contact=contact, file=f.file, name=f.name, content_type=f.content_type, size=f.size,
            sha256=checksum(f.file), added_at=at, added_by=by,
        )
        for f in files
    ]  # fmt: skip


def checksum(upload: Any) -> str:
    """SHA-256 of an upload, read in pieces; it is left at its beginning."""
    upload.seek(0)
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    return digest.hexdigest()
