"""Real parts that a test may need: a browser, Redis, PostgreSQL. Absent at home: skip; in CI: fail."""

import os
import shutil
import socket
from typing import NoReturn

import pytest

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def missing(what: str) -> NoReturn:
    """Leave the test, with the reason; with KLACHTEN_REQUIRE=all that fails."""
    if os.environ.get("KLACHTEN_REQUIRE") == "all":
        pytest.fail(f"{what} ontbreekt, en KLACHTEN_REQUIRE=all")
    pytest.skip(f"{what} ontbreekt")


def program(*names: str) -> str:
    """Path of the first of these programs that is there."""
    return next(filter(None, map(shutil.which, names)), None) or missing(names[0])


def browser() -> str:
    """The same engine without windows costs a fifth less."""
    return program(
        "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
