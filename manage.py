#!/usr/bin/env python3
"""Start here: `python3 manage.py up` runs Klachten, `python3 manage.py test` tests it."""

import sys

from klachten import bootstrap


def main():
    bootstrap.prepare(sys.argv)  # does not come back for `up` and `test`
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
