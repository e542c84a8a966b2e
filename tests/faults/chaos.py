"""What strikes processes at random moments; the same seed gives the same waits and choices."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable

from tests.product import Product


class Chaos:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def often(self, times: int, between: tuple[float, float], strike: Callable[[], object]) -> None:
        """Strike so many times, each after a random number of seconds."""
        for _ in range(times):
            time.sleep(self.chance.uniform(*between))
            strike()

    def kill(self, product: Product, *names: str) -> None:
        """kill -9 of one whole group, as a machine would die, and start it again."""
        name = self.chance.choice(names)
        product.kill(name)
        product.start(name)

    def restart(self, product: Product, *names: str) -> None:
        """Stop as an administrator does, and start again."""
        name = self.chance.choice(names)
        product.kill(name, signal.SIGTERM)
        product.start(name)

    def freeze(self, product: Product, name: str, seconds: float) -> None:
        """Deaf, and then awake as if nothing had happened."""
        product.signal(name, signal.SIGSTOP)
        time.sleep(seconds)
        product.signal(name, signal.SIGCONT)
