"""Files complaints, one after the other, and writes an address down only after the action said yes.

Run inside the product: python3 -m tests.faults.submit FILE [MOMENT] < addresses. Without a moment it is now.
"""

import sys
from datetime import datetime

import django
from django.utils import timezone

django.setup()

from dossiers.intake import caps  # noqa: E402
from dossiers.intake.actions import Report, file_complaint  # noqa: E402

caps.IN_ALL = 10**9  # the caps of the public form are another row


def report(address, at):
    return Report(
        subject="Het licht is uit",
        story="Het licht in de hal is uit.",
        form=[("Wat is er gebeurd?", "Licht uit")],
        carrier="formulier",
        received_at=at,
        complainant={"email": address},
    )


def main(file, moment=""):
    with open(file, "a") as record:
        for address in sys.stdin.read().split():
            at = datetime.fromisoformat(moment) if moment else timezone.now()
            file_complaint(report(address, at), token=address, source=address, at=at)
            print(address, file=record, flush=True)


main(*sys.argv[1:])
