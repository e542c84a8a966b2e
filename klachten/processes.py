"""The processes of `up`: each in its own session, started again when it dies, and never left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

LONGEST_WAIT = 30  # seconds between two starts of a child that keeps dying
STEADY = 60  # seconds alive after which the next death counts as the first
GRACE = 20  # seconds to finish after SIGTERM
LOG_CAP = 5_000_000  # bytes; one older file is kept
PR_SET_PDEATHSIG = 1
_prctl = getattr(ctypes.CDLL(None), "prctl", None)  # Linux only; elsewhere the watchdog does it alone


def die_with_parent() -> None:
    """In the child, before exec: be told when `up` dies, even by kill -9."""
    if _prctl:
        _prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Watchdog:
    """Our line to watchdog.py, which holds the list of what must not outlive us."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("watchdog.py")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(script)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def tell(self, sign: str, group: int) -> None:
        assert self.process.stdin
        with contextlib.suppress(OSError):
            os.write(self.process.stdin.fileno(), f"{sign}{group}\n".encode())

    def adopt(self) -> None:
        """In the child, before exec: `up` itself may be killed before it could tell."""
        die_with_parent()
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a watchdog that is gone keeps no child from starting
        self.tell("+", os.getpid())
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.process.communicate(timeout=GRACE)


class Child:
    def __init__(self, name: str, command: list[str], log: Path, watchdog: Watchdog) -> None:
        self.name, self.command, self.log, self.watchdog = name, command, log, watchdog
        self.process: subprocess.Popen[bytes] | None = None
        self.wait, self.started, self.next_start = 1.0, 0.0, 0.0

    def start(self) -> None:
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=self.watchdog.adopt,
                env={**os.environ, "KLACHTEN_NO_VENV": "1", "PYTHONUNBUFFERED": "1"},
            )
        self.started = time.monotonic()

    def tend(self, tell: Callable[[str], None]) -> None:
        """Start it when it is time; notice that it died."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.next_start:
                self.start()
        elif self.process.poll() is not None:
            self._bury(now, tell)

    def _bury(self, now: float, tell: Callable[[str], None]) -> None:
        assert self.process
        if now - self.started > STEADY:
            self.wait = 1.0
        how = self.process.returncode
        why = f"signaal {-how}" if how < 0 else f"code {how}"
        tell(f"{self.name} is gestopt ({why}); nieuwe start over {self.wait:.0f} s. Zie {self.log}")
        self.kill()
        self.next_start = now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stopped(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def kill(self) -> None:
        """End the whole group: what a dead parent left behind as well."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.watchdog.tell("-", self.process.pid)
        self.process = None

    def cap_log(self) -> None:
        """The child keeps its file open for appending, so copy and empty it."""
        with contextlib.suppress(OSError):
            if self.log.stat().st_size > LOG_CAP:
                shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
                os.truncate(self.log, 0)


def stop_all(children: list[Child], hurry: Callable[[], bool]) -> None:
    """Ask all at once, wait at most GRACE seconds, then end what is left."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + GRACE
    while not all(child.stopped() for child in children) and time.monotonic() < deadline and not hurry():
        time.sleep(0.1)
    for child in children:
        child.kill()
