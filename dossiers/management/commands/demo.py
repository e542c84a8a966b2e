"""Demo data: a made-up organisation with sixty dossiers (`manage.py up` calls this)."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dossiers.context import demo_logins
from dossiers.demo.load import load
from dossiers.models import Organisation


def _told() -> int:
    """Without the lines of delivery: they would say "sent" of what goes nowhere."""
    logging.disable(logging.INFO)
    try:
        return load(now=timezone.now())
    finally:
        logging.disable(logging.NOTSET)


class Command(BaseCommand):
    help = "Zet voorbeeldgegevens in een lege database, of toon de log-ins daarvan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="doe niets als er al gegevens zijn")
        parser.add_argument("--logins", action="store_true", help="toon waarmee je kunt inloggen")

    def handle(self, *args: Any, if_empty: bool = False, logins: bool = False, **options: Any) -> None:
        if logins:
            self._show()
        elif not Organisation.objects.exists():
            self.stdout.write(f"{_told()} voorbeelddossiers gemaakt.")
        elif not if_empty:
            raise CommandError("Er staan al gegevens in de database. Voorbeelden komen alleen in een lege.")

    def _show(self) -> None:
        for role, email in demo_logins():
            self.stdout.write(f"  {role:<12} {email:<32} {settings.DEMO_PASSWORD}")
