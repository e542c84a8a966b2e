"""One at a time: whoever holds a row reads what is true, and it stays true until he commits."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model


def hold(row: Model) -> None:
    """Read a row anew and keep others from writing it until commit. First thing in a transaction.

    PostgreSQL locks the row. SQLite has one writer at a time from BEGIN on (transaction_mode IMMEDIATE): there the
    transaction is the lock, and `select_for_update` does nothing. Always the dossier before its rows, so that two
    people never wait for each other. DoesNotExist when somebody took the row away.
    """
    assert connection.in_atomic_block, "a row is held until the end of a transaction"
    row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update(no_key=True))
