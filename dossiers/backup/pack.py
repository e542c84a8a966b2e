"""Writes what can't be made again into one file: the rows as they were at one moment, and the attachments."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.core import serializers
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError

from dossiers.backup.manifest import NAME, PIECE, BackupError, Manifest, media_member, rows_member
from dossiers.backup.tables import Table, columns, files_of, one_moment, tables, version

Tell = Callable[[str], None]
OFTEN = {
    errno.EACCES: "gebruiker {user} mag niet schrijven in {folder}. Geef die map aan gebruiker {user}",
    errno.ENOENT: "de map {folder} bestaat niet. Maak haar eerst",
    errno.ENOSPC: "de schijf van {folder} is vol. Maak ruimte of kies een andere",
}


class Exact(DjangoJSONEncoder):
    """Django's own encoder cuts a moment off at milliseconds."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class Written:
    """One member of the archive: hashed and counted on its way in."""

    def __init__(self, member: IO[bytes]) -> None:
        self.member, self.digest, self.lines, self.line = member, hashlib.sha256(), 0, ""

    def write_bytes(self, piece: bytes) -> None:
        self.digest.update(piece)
        self.member.write(piece)

    def write(self, text: str) -> None:
        """For Django's serialiser, which gives each line in small pieces."""
        self.line += text
        if text == "\n":
            self.write_bytes(self.line.encode())
            self.lines, self.line = self.lines + 1, ""


def pack(target: Path, *, at: datetime, tell: Tell) -> Manifest:
    """Make `target`; it appears under its name only when it is whole. Nothing that exists is overwritten."""
    hidden = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        _must_not_exist(target)
        with _private(hidden) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = _fill(archive, at, tell)
            file.flush()
            os.fsync(file.fileno())
        _must_not_exist(target)
        hidden.rename(target)
    except (OSError, DatabaseError) as error:
        raise BackupError(f"De back-up kon niet worden geschreven: {_why(error, target)}.") from error
    finally:
        with suppress(OSError):
            hidden.unlink()
    return manifest


def _why(error: OSError | DatabaseError, target: Path) -> str:
    """What to do about the place of the backup; of an attachment that can't be read, what the system says."""
    named = getattr(error, "filename", None)
    ours = named is None or Path(named).parent == target.parent
    if ours and (why := OFTEN.get(getattr(error, "errno", None))):
        return why.format(folder=target.absolute().parent, user=os.getuid())
    return str(error).strip().splitlines()[0]


def _must_not_exist(target: Path) -> None:
    if target.exists():
        raise BackupError(f"{target} bestaat al. Kies een andere naam: een back-up wordt nooit overschreven.")


def _private(path: Path) -> IO[bytes]:
    """Complaints and secret links stand in it: only for who made it."""
    return open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _fill(archive: zipfile.ZipFile, at: datetime, tell: Tell) -> Manifest:
    with one_moment():
        manifest = Manifest(made_at=at.isoformat(), migrations=version())
        for table in tables():
            _put_rows(archive, table, manifest)
            tell(f"{table._meta.label_lower}: {manifest.rows[table._meta.label_lower]} rijen")
        names = sorted({name for table in tables() for name in _media_of(table)})
    for name in names:
        _put_file(archive, name, manifest, tell)
    tell(f"bijlagen: {len(names) - len(manifest.missing)} van {len(names)}")
    archive.writestr(NAME, manifest.as_json())
    return manifest


def _put_rows(archive: zipfile.ZipFile, table: Table, manifest: Manifest) -> None:
    label = table._meta.label_lower
    rows = table._base_manager.order_by("pk").iterator(chunk_size=500)
    with archive.open(rows_member(label), "w", force_zip64=True) as member:
        written = Written(member)
        serializers.serialize("jsonl", rows, stream=written, fields=columns(table), cls=Exact)
    manifest.rows[label] = written.lines
    manifest.hashes[rows_member(label)] = written.digest.hexdigest()


def _media_of(table: Table) -> set[str]:
    return {
        name
        for field in files_of(table)
        for name in table._base_manager.values_list(field, flat=True)
        if name
    }


def _put_file(archive: zipfile.ZipFile, name: str, manifest: Manifest, tell: Tell) -> None:
    """A file that is gone must not keep the rest from being saved, but is named."""
    if not default_storage.exists(name):
        manifest.missing.append(name)
        tell(f"LET OP, dit bestand is weg: {name}")
        return
    part = zipfile.ZipInfo(media_member(name))  # stored as it is: pictures and PDFs are small already
    with default_storage.open(name) as file, archive.open(part, "w", force_zip64=True) as member:
        written = Written(member)
        for piece in file.chunks(PIECE):
            written.write_bytes(piece)
    manifest.hashes[part.filename] = written.digest.hexdigest()
