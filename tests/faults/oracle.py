"""Three independent records side by side: what the test submitted, the rows, and the mail server's own files.

The rows are read with plain SQL, so that the product has no say in it.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
DOMAIN = "@proef.example"
ACKS = f"""
SELECT m.id, m.to_address, d.reference, m.state, m.message_id, m.sent_at > m.deadline_at, m.created_at,
       (SELECT count(*) FROM dossiers_attempt a WHERE a.message_id = m.id AND a.outcome = 'uncertain')
FROM dossiers_message m JOIN dossiers_dossier d ON d.id = m.dossier_id
WHERE m.kind = 'ack' AND m.to_address LIKE '%{DOMAIN}'"""
ALARMS = """
SELECT a.cause, a.opened_at, a.closed_at, a.seen_at, (SELECT count(*) FROM dossiers_offered o WHERE o.alarm_id = a.id AND o.ok)
FROM dossiers_alarm a ORDER BY a.opened_at"""
TRIES = "SELECT message_id, at, outcome FROM dossiers_attempt ORDER BY at, id"


def query(database: str, statement: str) -> list[tuple[Any, ...]]:
    """Rows of a plain SELECT; every moment is an instant."""
    return [tuple(map(_instant, values)) for values in _rows(database, statement)]


def _instant(value: Any) -> Any:
    """SQLite keeps moments as text, in UTC."""
    if isinstance(value, str) and MOMENT.match(value):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value


def _rows(database: str, statement: str) -> list[tuple[Any, ...]]:
    if database.startswith("sqlite"):
        connection = sqlite3.connect("/" + urlsplit(database).path.lstrip("/"), timeout=20)
    else:
        import psycopg2

        connection = psycopg2.connect(database)
    with contextlib.closing(connection):
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall()


def can_be_written(database: str) -> bool:
    """SQLite alone: whether nobody holds its one lock for two seconds on end."""
    file = "/" + urlsplit(database).path.lstrip("/")
    with contextlib.closing(sqlite3.connect(file, timeout=2, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.execute("ROLLBACK")
    return True


@dataclass
class Ack:
    pk: int
    address: str
    reference: str
    state: str
    message_id: str
    late: bool
    created_at: Any
    uncertain: int  # how often nobody knew

    @property
    def is_final(self) -> bool:
        """Nothing more happens by itself: it went, or a person has it."""
        return self.state in ("sent", "failed", "held") or (self.state == "uncertain" and self.uncertain > 1)


@dataclass
class Figures:
    """What the command prints; the rest is there to assert on."""

    submitted: int
    acknowledged: int
    lost: list[str]
    double: list[str]
    late: int
    warned: int
    copies: dict[str, list[str]] = field(repr=False)  # address → Message-IDs that the server kept
    acks: dict[str, Ack] = field(repr=False)  # address → its row
    alarms: dict[str, tuple[Any, ...]] = field(
        repr=False
    )  # cause → (opened, closed, seen, offers that were taken)

    def __str__(self) -> str:
        return (
            f"{self.submitted} submitted, {self.acknowledged} acknowledged, {len(self.lost)} lost, "
            f"{len(self.double)} double, {self.late} late, {self.warned} warned"
        )

    def alarm_of(self, address: str) -> tuple[Any, ...]:
        """The guard's alarm about this acknowledgement: its own, or the one for all when there are many."""
        own = self.alarms.get(f"ack:{self.acks[address].reference}")
        return own or self.alarms.get("ack-stuck", (None, None, None, 0))

    def task_within(self, address: str, most: timedelta) -> bool:
        """Did this acknowledgement become a task for a person soon enough? (Verzonden post shows it too.)"""
        opened = self.alarm_of(address)[0]
        return bool(opened) and opened - self.acks[address].created_at <= most

    def warned_of(self, address: str) -> bool:
        """A second road took its alarm, or a person saw it."""
        _, _, seen, taken = self.alarm_of(address)
        return bool(taken or seen)

    @property
    def states(self) -> Counter[str]:
        return Counter(ack.state for ack in self.acks.values())


def acks_of(database: str) -> dict[str, Ack]:
    found = [Ack(*values) for values in query(database, ACKS)]
    assert len({a.address for a in found}) == len(found), "one row for each complaint"
    return {a.address: a for a in found}


def attempts_of(database: str) -> dict[int, list[tuple[datetime, str]]]:
    """Per message its tries, in order: when, and how it ended."""
    found: dict[int, list[tuple[datetime, str]]] = {}
    for pk, at, outcome in query(database, TRIES):
        found.setdefault(pk, []).append((at, outcome))
    return found


def copies_in(mails: Path) -> dict[str, list[str]]:
    """Per address the Message-ID of each mail that the server wrote down."""
    found: dict[str, list[str]] = {}
    for file in sorted(mails.glob("*.eml")):
        head = message_from_bytes(file.read_bytes().partition(b"\r\n\r\n")[0], policy=policy.default)
        found.setdefault(str(head["To"]), []).append(str(head["Message-ID"]))
    return found


def compare(submitted: list[str], database: str, mails: Path) -> Figures:
    """Lost: the submitter was told yes, and there is neither a mail nor a task for a person."""
    acks, kept = acks_of(database), copies_in(mails)
    alarms = {cause: tuple(rest) for cause, *rest in query(database, ALARMS)}
    copies = {address: kept[address] for address in submitted if address in kept}
    for address, ids in copies.items():
        assert set(ids) == {acks[address].message_id}, "every copy carries the Message-ID of its row"
    return Figures(
        submitted=len(submitted),
        acknowledged=len(copies),
        lost=[a for a in submitted if a not in copies and not _has_a_person(acks.get(a))],
        double=[a for a, ids in copies.items() if len(ids) > 1],
        late=sum(bool(ack.late) for ack in acks.values()),
        warned=sum(_counts(cause, *rest) for cause, rest in alarms.items()),
        copies=copies,
        acks=acks,
        alarms=alarms,
    )


def _has_a_person(ack: Ack | None) -> bool:
    return ack is not None and ack.is_final and ack.state != "sent"


def _counts(cause: str, opened: Any, closed: Any, seen: Any, taken: int) -> bool:
    """A warning about an acknowledgement that a second road took, or that a person saw (docs/promises.md)."""
    return cause.startswith(("ack", "no-ack")) and bool(taken or seen)
