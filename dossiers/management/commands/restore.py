"""`manage.py restore FILE`: a backup back into an empty installation, everything or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dossiers.backup.manifest import BackupError
from dossiers.backup.unpack import unpack


class Command(BaseCommand):
    help = "Zet een back-up terug in een lege database (na migrate). Wat nog onderweg was, wacht op een mens."
    requires_system_checks: list[str] = []  # works also on a day when something else is broken

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="een bestand van manage.py backup")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            waiting = unpack(file, at=timezone.now(), tell=self.stdout.write)
        except BackupError as error:
            raise CommandError(str(error)) from error
        one = waiting == 1
        what = (
            "1 bericht was nog niet weg en wacht"
            if one
            else f"{waiting} berichten waren nog niet weg en wachten"
        )
        self.stdout.write(f"Klaar. {what} op een mens: zie Verzonden post.")
