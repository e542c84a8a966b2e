"""Before `up` starts its processes: the database, the static files and, for a demo, something to look at."""

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if settings.DEMO:
        call_command("demo", "--if-empty")


if __name__ == "__main__":
    main()
