#!/usr/bin/env python3
"""Start here: `python3 manage.py up` runs Klachten, `python3 manage.py test` tests it."""

import sys

from klachten import bootstrap


def main():
    bootstrap.prepare(sys.argv)  # does not come back for `up` and `test`
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        if not str(error).startswith(("connection to server", "could not translate host name")):
            raise
        told = str(error).strip().splitlines()[0]
        sys.exit(f"De database laat ons niet binnen. Klopt DATABASE_URL, en draait hij? Hij zei: {told}")


if __name__ == "__main__":
    main()
