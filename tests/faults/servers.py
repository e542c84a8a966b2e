"""A Redis and a PostgreSQL of our own, to stop, kill, freeze and restart while the product runs."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.parts import free_port, missing, program

ON_DISK = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))


def until(true, seconds: float, what: str) -> None:
    """Wait for a fact, not for a time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.05)


class Redis:
    """`with Redis(folder) as redis:`; it keeps nothing on disk, so each start is an empty one."""

    def __init__(self, folder: Path) -> None:
        self.program, self.folder, self.port = program("redis-server"), folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        with open(self.folder / "redis.log", "ab") as log:
            self.process = subprocess.Popen([self.program, *words], stdout=log, stderr=log)
        until(self.answers, 10, "redis")

    def _signal(self, sign: int) -> None:
        if self.process:
            self.process.send_signal(sign)

    def stop(self, sign: int = signal.SIGTERM) -> None:
        if self.process:
            self._signal(signal.SIGCONT)
            self._signal(sign)
            self.process.wait(20)
            self.process = None

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def freeze(self) -> None:
        """Its port still accepts; nobody answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def say(self, words: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
            line.sendall(words + b"\r\n")
            return line.recv(200)

    def flush(self) -> None:
        assert self.say(b"FLUSHALL").startswith(b"+OK")

    def answers(self) -> bool:
        with contextlib.suppress(OSError):
            return self.say(b"PING").startswith(b"+PONG")
        return False

    def __enter__(self) -> Redis:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


class Postgres:
    """`with Postgres() as postgres:`; a cluster in a folder of its own, never run by root."""

    def __init__(self) -> None:
        self.bin = ON_DISK[-1] if ON_DISK else missing("PostgreSQL")
        self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="klachten-postgres-"))  # pytest's own are closed to others
        self.url = f"postgres://klachten@127.0.0.1:{self.port}/postgres"

    def run(self, name: str, *words: str) -> None:
        log = self.folder / "commands.log"  # a pipe would stay open for as long as the server lives
        with open(log, "ab") as out:
            command = [*(self.user if os.getuid() == 0 else []), str(self.bin / name), *words]
            done = subprocess.run(command, cwd="/", stdout=out, stderr=out, timeout=120, check=False)
        assert done.returncode == 0, log.read_text(errors="replace")[-2000:]

    def control(self, *words: str) -> None:
        self.run(
            "pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", str(self.folder / "server.log"), *words
        )

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.control("-o", options, "start")

    def stop(self) -> None:
        """Every process of it dies at once, as in a power cut; the next start recovers."""
        self.control("-m", "immediate", "stop")

    def __enter__(self) -> Postgres:
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        data = str(self.folder / "data")
        self.run(
            "initdb", "-D", data, "-U", "klachten", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(AssertionError, subprocess.TimeoutExpired):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
