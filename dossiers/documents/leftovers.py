"""Files that belong to nothing: written for a dossier whose transaction never came to its end (F16)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from dossiers.models import Attachment

log = logging.getLogger(__name__)
FOLDER = "bijlagen"
UNDER_WAY = timedelta(days=1)  # a file is written before its row is committed


def sweep(*, at: datetime) -> int:
    """Take away what no row points at and is older than a day; how many files that were."""
    old = [path for path in _files() if _written(path, at) < at - UNDER_WAY]
    names = {path.relative_to(settings.MEDIA_ROOT).as_posix(): path for path in old}
    kept = set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
    gone = [path for name, path in names.items() if name not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone:
        log.info("%s files without a row taken away", len(gone))
    return len(gone)


def _files() -> Iterator[Path]:
    return (path for path in (Path(settings.MEDIA_ROOT) / FOLDER).rglob("*") if path.is_file())


def _written(path: Path, at: datetime) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, at.tzinfo)
