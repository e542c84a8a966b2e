"""The way back in for the only beheerder, who lost the phone and the ten codes: nobody else can reset it on screen."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dossiers.models import User
from dossiers.organisation import two_factor


class Command(BaseCommand):
    help = "Wist de inlogcode van een collega. Daarna logt die in met alleen het wachtwoord, en stelt hem opnieuw in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="MAILADRES")
        parser.add_argument("--reden", default="Gewist met een opdracht op de server.", metavar="WAAROM")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError("Er is geen collega met dit mailadres.")
        two_factor.reset(person, options["reden"], by=None, at=timezone.now())
        told = two_factor.tell(person, by=None)
        self.stdout.write(f"De inlogcode is gewist.{'' if told else ' De mail erover ging niet weg.'}")
