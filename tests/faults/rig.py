"""What a row works with: the product as processes, complaints that come in, and the three records at the end."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.faults import oracle
from tests.faults.chaos import Chaos
from tests.faults.oracle import DOMAIN, Figures
from tests.product import PYTHON, REPO, Product


class Rig:
    """`size`, `kills` and `seed` as asked for. Without `wait` a row moves the clock where it would wait for minutes."""

    def __init__(self, folder: Path, *, size: int, kills: int = 0, seed: int = 1, wait: bool = True) -> None:
        self.folder, self.size, self.kills, self.wait = folder, size, kills, wait
        self.chance, self.chaos = random.Random(seed), Chaos(seed)
        self.record, self.warnings = folder / "submitted", folder / "warnings"

    def product(self, **wanted: Any) -> AbstractContextManager[Product]:
        """Counts of web, worker, beat and guard, and values of the environment; with a second road that keeps a file."""
        road = f"{PYTHON} {REPO / 'tests/faults/road.py'} {self.warnings}"
        return Product(self.folder, **{"ALARM_COMMAND": road, **wanted})

    def addresses(self, shares: dict[str, float] | None = None) -> list[str]:
        """`size` different addresses in random order; the given share of each misbehaves so (tests/sink.py)."""
        shares = shares or {}
        manners = [m for m, share in shares.items() for _ in range(max(1, round(share * self.size)))]
        manners += [""] * (self.size - len(manners))
        self.chance.shuffle(manners)
        return [f"p{n}{'+' if m else ''}{m}{DOMAIN}" for n, m in enumerate(manners)]

    def submit(self, product: Product, addresses: Iterable[str], at: datetime | None = None) -> None:
        """File a complaint for each, in a process of its own. The record holds who was told yes."""
        words = [PYTHON, "-m", "tests.faults.submit", str(self.record), *([at.isoformat()] if at else [])]
        with open(self.folder / "submit.log", "a") as log:
            subprocess.run(
                words,
                cwd=REPO,
                env=product.env,
                input="\n".join(addresses),
                text=True,
                check=True,
                stderr=log,
            )

    @property
    def submitted(self) -> list[str]:
        return self.record.read_text().split()

    def warned(self) -> list[str]:
        """Each line that the second road took."""
        return self.warnings.read_text().splitlines() if self.warnings.exists() else []

    def quiet(
        self, product: Product, seconds: float, tend: Callable[[Product], None] = lambda _: None
    ) -> None:
        """Wait until nothing more happens by itself; `tend` looks after the processes meanwhile."""

        def is_quiet() -> bool:
            time.sleep(1)
            tend(product)
            return all(ack.is_final for ack in oracle.acks_of(product.env["DATABASE_URL"]).values())

        product.until(is_quiet, seconds)

    def pending(self, product: Product) -> int:
        return sum(not ack.is_final for ack in oracle.acks_of(product.env["DATABASE_URL"]).values())

    def figures(self, product: Product) -> Figures:
        return oracle.compare(self.submitted, product.env["DATABASE_URL"], product.mails)
