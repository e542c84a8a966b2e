"""Puts a backup back into an empty installation: everything or nothing, and no message leaves by itself afterwards."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO

from django.core import serializers
from django.core.exceptions import SuspiciousOperation
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, connection, models, transaction

from dossiers.backup.manifest import BackupError, Manifest, media_member, opened, rows_member
from dossiers.backup.pack import Tell
from dossiers.backup.tables import tables, version
from dossiers.correspondence.states import RESTORED
from dossiers.models import Alarm, Holiday, Message, Offered

State = Message.State
BATCH = 200  # rows
# what an installation has without anybody having used it: filled by `migrate`, or by a guard that already runs
NOT_YOURS = (Offered, Alarm, Holiday)
# an uncertain acknowledgement would go once more by itself, so it waits too
NOT_FINAL = (State.QUEUED, State.CLAIMED, State.HANDING, State.UNCERTAIN)
EXPECTED = (DatabaseError, DeserializationError, SuspiciousOperation, OSError, zipfile.BadZipFile)
TOO_LATE = "teruggezet uit een back-up: wat hierin stond, is voorbij"


def unpack(source: Path, *, at: datetime, tell: Tell) -> int:
    """Check all, write the files, then all rows in one transaction. Returns how many messages it made wait."""
    with opened(source) as (archive, manifest):
        tell(f"back-up van {manifest.made_at} is heel")
        _must_fit(manifest)
        _must_be_empty()
        put: list[str] = []
        try:
            _put_media(archive, manifest, put)
            tell(f"{len(put)} bijlagen teruggezet")
            return _put_all_rows(archive, manifest, at, tell)
        except BaseException as error:
            _take_away(put)
            if isinstance(error, EXPECTED):
                raise BackupError(f"Terugzetten lukte niet: {_why(error)}. Er is niets veranderd.") from error
            raise


def _why(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


# --- before anything is written


def _must_fit(manifest: Manifest) -> None:
    here = version()
    if manifest.migrations != here:
        newest = manifest.migrations.get("dossiers", ["?"])[-1]
        raise BackupError(
            f"De back-up is gemaakt met een andere versie ({newest}; hier {_newest(here)}). "
            "Zet die versie neer en draai eerst `manage.py migrate`."
        )


def _newest(migrations: dict[str, list[str]]) -> str:
    return (migrations.get("dossiers") or ["geen"])[-1]


def _must_be_empty() -> None:
    used = [t for t in tables() if t not in NOT_YOURS and t._base_manager.exists()]
    if used:
        raise BackupError(
            f"Er staan al gegevens in deze database ({used[0]._meta.db_table}). "
            "Terugzetten kan alleen in een lege."
        )


# --- the files


def _put_media(archive: zipfile.ZipFile, manifest: Manifest, put: list[str]) -> None:
    for member in manifest.hashes:
        name = member.removeprefix("media/")
        if member != media_member(name):
            continue
        if default_storage.exists(name):
            raise BackupError(f"In MEDIA_ROOT staat al een bestand {name}. Begin met een lege map.")
        put.append(name)
        with archive.open(member) as content:
            default_storage.save(name, File(content))


def _take_away(put: list[str]) -> None:
    for name in put:
        default_storage.delete(name)


# --- the rows


@transaction.atomic
def _put_all_rows(archive: zipfile.ZipFile, manifest: Manifest, at: datetime, tell: Tell) -> int:
    _must_be_empty()
    for table in NOT_YOURS:
        table._base_manager.all().delete()
    for label in manifest.rows:
        with archive.open(rows_member(label)) as lines:
            tell(f"{label}: {_put_rows(lines)} rijen")
    _count_on()
    return _calm(at)


def _put_rows(lines: IO[bytes]) -> int:
    """Straight into the table: a row is put back as it was, also where a model refuses to change one."""
    rows, number = _rows(lines), 0
    while batch := list(islice(rows, BATCH)):
        type(batch[0])._base_manager.bulk_create(batch)
        number += len(batch)
    return number


def _rows(lines: IO[bytes]) -> Iterator[models.Model]:
    return (found.object for found in serializers.deserialize("jsonl", lines))


def _count_on() -> None:
    """PostgreSQL counts apart from the rows: the next number must come after the highest."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _calm(at: datetime) -> int:
    """What was on its way may have gone after the backup: a person looks. The guard opens its own alarms anew.

    A warning to a colleague belongs to no dossier, so nobody would see it wait.
    """
    Alarm.objects.filter(closed_at=None).update(closed_at=at)
    waiting, free = Message.objects.filter(state__in=NOT_FINAL), {"claim": "", "lease_until": None}
    ours = waiting.filter(kind__in=Message.Kind.to_colleagues())
    ours.update(state=State.SUPPRESSED, reason=TOO_LATE, **free)
    return waiting.update(state=State.HELD, reason=RESTORED, **free)
