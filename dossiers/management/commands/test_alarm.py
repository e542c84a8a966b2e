"""Try the second roads on a quiet day: a try-out over each, and one line that says whether it was taken."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dossiers.correspondence import roads
from klachten.environment import NO_SECOND_ROAD

TEXT = "Dit is een proef van de waarschuwingen van Klachten. U hoeft niets te doen."


class Command(BaseCommand):
    help = "Stuur een proefwaarschuwing over elke tweede weg (ALARM_EMAIL_URL, ALARM_COMMAND) en zeg of het lukte."
    requires_system_checks: list[str] = []  # works also on a day when something else is broken

    def handle(self, *args: Any, **options: Any) -> None:
        if not roads.configured():
            raise CommandError(NO_SECOND_ROAD)
        answers = roads.take(dict.fromkeys(roads.configured(), TEXT))
        for road, wrong in answers.items():
            self.stdout.write(f"{road}: {'mislukt, ' + wrong if wrong else 'gelukt'}")
        if any(answers.values()):
            raise CommandError("Niet elke weg werkt. Herstel dit vandaag nog.")
