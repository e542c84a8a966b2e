"""Any row of faults at any size: .venv/bin/python -m tests.faults F1 --size 10000 --kills 200 --seed 1, or --list.

DATABASE_URL and CELERY_BROKER_URL choose PostgreSQL and Redis; without them it is SQLite and the embedded queue. `--on postgres`
starts a PostgreSQL and a Redis for the row, and so does a row that is about them.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from klachten import environment

environment.test_environment()  # before anything of the product is imported

from tests import demo_copy  # noqa: E402
from tests.faults.rig import Rig  # noqa: E402
from tests.faults.rows import Row, all_rows, database_is  # noqa: E402
from tests.faults.servers import Postgres, Redis  # noqa: E402


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # stops what it started
    rows, parser = all_rows(), argparse.ArgumentParser(prog="python3 -m tests.faults", description=__doc__)
    parser.add_argument("row", nargs="?", choices=list(rows))
    parser.add_argument("--list", action="store_true", help="each row with its sentence")
    parser.add_argument("--size", type=int, help="messages, or what the row counts")
    parser.add_argument("--kills", type=int, help="how often something dies")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", choices=["sqlite", "postgres"], default="", help="which database and queue")
    asked = parser.parse_args()
    if asked.list or not asked.row:
        print(
            *(f"{r.name:6} {r.sentence} (--size {r.size} --kills {r.kills})" for r in rows.values()), sep="\n"
        )
        return 0
    try:
        return run(rows[asked.row], asked)
    finally:
        demo_copy.clear()


def run(row: Row, asked: argparse.Namespace) -> int:
    """0 when everything held. The folder with logs and mails stays when it did not."""
    folder, began = Path(tempfile.mkdtemp(prefix=f"faults-{row.name.replace('/', '-')}-")), time.monotonic()
    rig = Rig(
        folder,
        size=row.size if asked.size is None else asked.size,
        kills=row.kills if asked.kills is None else asked.kills,
        seed=asked.seed,
    )
    print(
        f"{row.name}: {row.sentence}\nsize {rig.size}, kills {rig.kills}, seed {asked.seed}, {folder}",
        flush=True,
    )
    with servers(asked.on or row.on, folder):
        print(row.run(rig), f"({time.monotonic() - began:.0f} s)", flush=True)
    shutil.rmtree(folder)
    return 0


@contextlib.contextmanager
def servers(on: str, folder: Path) -> Iterator[None]:
    """What the row is about: as the environment says when that fits, else of its own."""
    if on == "postgres" and database_is(os.environ) != on:
        with Postgres() as postgres, Redis(folder) as redis:
            os.environ.update(DATABASE_URL=postgres.url, CELERY_BROKER_URL=redis.url)
            yield
    else:
        if on == "sqlite":
            os.environ.update(DATABASE_URL="sqlite://", CELERY_BROKER_URL="")  # the product makes its own
        yield


if __name__ == "__main__":
    sys.exit(main())
