"""Which tables a backup holds, in which order, and how they are read as they were at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

Table = type[models.Model]
# made anew by `migrate`, or worth nothing elsewhere
APPS_LEFT_OUT = {"auth", "contenttypes", "sessions"}
TABLES_LEFT_OUT = {"dossiers.heartbeat", "dossiers.miss", "dossiers.registerdraft", "dossiers.session"}


def tables() -> list[Table]:
    """Every table of the product, what is pointed at before what points at it."""
    wanted = [m for m in apps.get_models(include_auto_created=True) if _belongs(m)]
    order = TopologicalSorter({m: _points_at(m) & set(wanted) for m in wanted})
    return [m for m in order.static_order() if m in wanted]


def _belongs(table: Table) -> bool:
    meta = table._meta
    kept = meta.app_label not in APPS_LEFT_OUT and meta.label_lower not in TABLES_LEFT_OUT
    return kept and meta.managed and not meta.proxy


def _points_at(table: Table) -> set[Table]:
    return {f.related_model for f in table._meta.local_fields if f.related_model} - {table}


def columns(table: Table) -> list[str]:
    """Names of its own columns; what joins two tables is a table of its own."""
    return [f.name for f in table._meta.local_fields]


def files_of(table: Table) -> list[str]:
    return [f.name for f in table._meta.local_fields if isinstance(f, models.FileField)]


def version() -> dict[str, list[str]]:
    """The migrations that made these tables: a backup only fits where these are the same."""
    ours = {table._meta.app_label for table in tables()}
    found: dict[str, list[str]] = {label: [] for label in sorted(ours)}
    for label, name in sorted(MigrationRecorder(connection).applied_migrations()):
        if label in ours:
            found[label].append(name)
    return found


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the same moment, and nobody who writes waits for us."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _sqlite_snapshot():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _sqlite_snapshot() -> Iterator[None]:
    """`atomic` would take the write lock (transaction_mode IMMEDIATE); in WAL mode a reader needs none."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
