"""`manage.py backup FILE`: everything in one file, while people go on working."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dossiers.backup.manifest import BackupError
from dossiers.backup.pack import pack


class Command(BaseCommand):
    help = "Bewaar alle gegevens en bijlagen in één bestand (zip). Er staan persoonsgegevens in: bewaar het veilig."
    requires_system_checks: list[str] = []  # works also on a day when something else is broken

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="het bestand dat gemaakt wordt; het mag nog niet bestaan")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = pack(file, at=timezone.now(), tell=self.stdout.write)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file}: {sum(manifest.rows.values())} rijen, klaar")
        if manifest.missing:
            self.stderr.write(f"LET OP: {len(manifest.missing)} bijlagen waren er niet meer (zie hierboven).")
