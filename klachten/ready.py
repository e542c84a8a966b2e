"""Before `up` starts its processes: the database, the static files and, for a demo, something to look at."""

import sys

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if settings.DEMO:
        call_command("demo", "--if-empty")
    refuse()
    call_command("first_start_code")


def refuse() -> None:
    """Stop when this database may not serve a real address."""
    from dossiers.demo import left_behind

    if why := left_behind.refusal():
        sys.exit(f"Klachten start niet: {why}")


if __name__ == "__main__":
    main()
