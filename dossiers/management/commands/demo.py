"""Demo data: a made-up organisation with sixty dossiers (`manage.py up` calls this)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dossiers.demo.load import PASSWORD, load
from dossiers.models import Organisation, User



class Command(BaseCommand):
    help = "Zet voorbeeldgegevens in een lege database, of toon de log-ins daarvan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="doe niets als er al gegevens zijn")
        parser.add_argument("--logins", action="store_true", help="toon waarmee je kunt inloggen")

    def handle(self, *args: Any, if_empty: bool = False, logins: bool = False, **options: Any) -> None:
        if logins:
            self._show()
        elif not Organisation.objects.exists():
            self.stdout.write(f"{load(now=timezone.now())} voorbeelddossiers gemaakt.")
        elif not if_empty:
            raise CommandError("Er staan al gegevens in de database. Voorbeelden komen alleen in een lege.")

    def _show(self) -> None:
        """One person per role, the widest use first."""
        for role in ("behandelaar", "manager", "medewerker", "beheerder"):
            user = next((u for u in User.objects.order_by("pk") if role in u.roles and u.check_password(PASSWORD)), None)
            if user:
                self.stdout.write(f"  {role:<12} {user.email:<30} {PASSWORD}")
