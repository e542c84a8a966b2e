"""What a backup says about itself: version, rows per table, SHA-256 of every part. Checked before anything else."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

NAME = "manifest.json"
FORMAT = 1
PIECE = 1024 * 1024  # bytes read at once
# what Python's reader of zip files says about one that was cut off or changed
DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, OSError,
)  # fmt: skip


class BackupError(Exception):
    """One clear line for who makes or restores a backup; nothing was changed."""


@dataclass
class Manifest:
    made_at: str
    migrations: dict[str, list[str]]
    rows: dict[str, int] = field(default_factory=dict)  # table → number
    hashes: dict[str, str] = field(default_factory=dict)  # member → SHA-256, in the order of restoring
    missing: list[str] = field(default_factory=list)  # files that a row names and the disk did not have
    format: int = FORMAT

    def as_json(self) -> str:
        return json.dumps(asdict(self), indent=1)


def rows_member(label: str) -> str:
    return f"rows/{label}.jsonl"


def media_member(name: str) -> str:
    return f"media/{name}"


@contextmanager
def opened(source: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive after every part of it was checked; BackupError when one bit is not as it was written."""
    try:
        file = open(source, "rb")  # noqa: SIM115 (closed below, also when it is no archive)
    except OSError as error:
        raise BackupError(f"{source} kan niet worden gelezen: {error.strerror}.") from error
    with file:
        archive, manifest = _checked(file)
        yield archive, manifest


def _checked(file: IO[bytes]) -> tuple[zipfile.ZipFile, Manifest]:
    try:
        archive = zipfile.ZipFile(file)
        manifest = _read(archive)
        _check(archive, manifest)
    except DAMAGE as error:
        raise _damaged(type(error).__name__) from error
    return archive, manifest


def _damaged(why: str) -> BackupError:
    return BackupError(f"De back-up is beschadigd of niet af ({why}). Er is niets veranderd.")


def _read(archive: zipfile.ZipFile) -> Manifest:
    try:
        values: dict[str, Any] = json.loads(archive.read(NAME))
        manifest = Manifest(**values)
    except (KeyError, ValueError, TypeError):
        raise _damaged(f"{NAME} klopt niet") from None
    if manifest.format != FORMAT:
        raise BackupError("Deze back-up is van een nieuwere versie van Klachten. Er is niets veranderd.")
    return manifest


def _check(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    if sorted(archive.namelist()) != sorted([*manifest.hashes, NAME]):
        raise _damaged("er ontbreekt een deel, of er is iets bij")
    for name, wanted in manifest.hashes.items():
        with archive.open(name) as member:
            digest, lines = _digest(member)
        if digest != wanted:
            raise _damaged(f"{name} is veranderd")
        _check_number(name, lines, manifest)


def _check_number(name: str, lines: int, manifest: Manifest) -> None:
    label = name.removeprefix("rows/").removesuffix(".jsonl")
    if name == rows_member(label) and manifest.rows.get(label) != lines:
        raise _damaged(f"{name} heeft niet het goede aantal rijen")


def _digest(member: IO[bytes]) -> tuple[str, int]:
    digest, lines = hashlib.sha256(), 0
    while piece := member.read(PIECE):
        digest.update(piece)
        lines += piece.count(b"\n")
    return digest.hexdigest(), lines
