"""The code for the first start, for who can't find it in the log."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dossiers.organisation.setup_code import announcement


class Command(BaseCommand):
    help = "Toon waar en met welke code je Klachten inricht."

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing on the standard output when it is done already: `up` shows what stands there."""
        if line := announcement():
            self.stdout.write(line)
        else:
            self.stderr.write("Klachten is al ingericht.")
