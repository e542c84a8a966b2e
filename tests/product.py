"""The whole product as processes, as a user runs it: web, worker with beat, guard, and a mail server that keeps all."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

from tests import demo_copy
from tests.logbook import leaks_in
from tests.parts import free_port

REPO = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


def _name(kind: str, number: int) -> str:
    return kind if number == 1 else f"{kind}-{number}"


class Product:
    """Start with `with Product(folder) as product:`; the demo organisation is in it.

    How many of each may be said: web, worker, beat, guard. A beat of None sits inside the first worker, as with `manage.py up`.
    The second of a kind is called web-2, worker-2 and so on; each web has its own port (`urls`).
    """

    def __init__(
        self,
        folder: Path,
        *,
        web: int = 1,
        worker: int = 1,
        beat: int | None = None,
        guard: int = 1,
        **env: str,
    ) -> None:
        self.folder, self.mail_port, self.beat_inside = folder, free_port(), beat is None
        counts = {"sink": 1, "web": web, "worker": worker, "beat": beat or 0, "guard": guard}
        self.names = [_name(kind, n) for kind, count in counts.items() for n in range(1, count + 1)]
        self.ports = {name: free_port() for name in self.names if name.startswith("web")}
        self.urls = [f"http://127.0.0.1:{port}" for port in self.ports.values()]
        self.url = next(iter(self.urls), "http://127.0.0.1")
        self.mails = folder / "mails"
        self.mails.mkdir()
        self.processes: dict[str, subprocess.Popen] = {}
        self.given = {**os.environ, **env}
        values = self._values()
        own = {
            name: values[name] for name in ("DATABASE_URL", "CELERY_BROKER_URL")
        }  # within the servers given
        self.env = {**self.given, **values, **env, **own}

    def _values(self) -> dict[str, str]:
        return {
            "SECRET_KEY": "only-for-the-tests-" * 3,
            "DATABASE_URL": self._database(),
            "CELERY_BROKER_URL": self._broker(),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "BASE_URL": self.url,
            "MEDIA_ROOT": str(self.folder / "media"),
            "STATIC_ROOT": str(self.folder / "static"),
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEMO": "true",
            "LEASE_SECONDS": self.given.get("LEASE_SECONDS", "20"),
            "KLACHTEN_NO_VENV": "1",
            "PYTHONPATH": str(REPO),
        }

    def _database(self) -> str:
        """A database of our own: a file, or one on the PostgreSQL of this run."""
        given = self.given.get("DATABASE_URL", "")
        if not given.startswith("postgres"):
            return f"sqlite:///{self.folder / 'klachten.sqlite3'}"
        name = f"klachten_{uuid.uuid4().hex[:10]}"
        demo_copy.on_server(given, f"CREATE DATABASE {name}")
        return urlsplit(given)._replace(path=f"/{name}").geturl()

    def _drop_database(self) -> None:
        own = urlsplit(self.env["DATABASE_URL"])
        if own.scheme.startswith("postgres"):
            demo_copy.on_server(self.given["DATABASE_URL"], f"DROP DATABASE {own.path[1:]} WITH (FORCE)")

    def _broker(self) -> str:
        given = self.given.get("CELERY_BROKER_URL", "")
        if not given.startswith("redis"):
            return f"ingebouwd://localhost{self.folder / 'queue'}"
        return urlsplit(given)._replace(path=f"/{1 + uuid.uuid4().int % 15}").geturl()

    COMMANDS = {
        "web": lambda p, name: ["-m", "gunicorn", "klachten.wsgi", "--bind", f"127.0.0.1:{p.ports[name]}",
                                "--worker-class", "gthread", "--workers", "2", "--threads", "4",
                                "--no-control-socket"],
        "worker": lambda p, name: ["-m", "celery", "-A", "klachten", "worker", "-n", f"{name}@%h",
                                   "--concurrency", str(p.senders), "--without-gossip", "--without-mingle",
                                   "--without-heartbeat", *(p.clock(name) if name == "worker" else [])],
        "beat": lambda p, name: ["-m", "celery", "-A", "klachten", "beat", "--pidfile=", "-s", str(p.folder / name)],
        "guard": lambda p, name: ["manage.py", "guard"],
        "sink": lambda p, name: ["-m", "tests.sink", str(p.mail_port), str(p.mails)],
    }  # fmt: skip

    @property
    def on_postgres(self) -> bool:
        return self.env["DATABASE_URL"].startswith("postgres")

    @property
    def senders(self) -> int:
        """Processes of one worker."""
        return 1 if "sqlite" in self.env["DATABASE_URL"] else 2

    def clock(self, name: str) -> list[str]:
        return ["-B", "-s", str(self.folder / "beat")] if self.beat_inside else []

    def manage(self, *words: str, within: float = 120, **env: str) -> str:
        done = subprocess.run(
            [PYTHON, *words],
            cwd=REPO,
            env=self.env | env,
            capture_output=True,
            text=True,
            timeout=within,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, name: str) -> None:
        log = open(self.folder / f"{name}.log", "ab")  # noqa: SIM115 (the child keeps it)
        self.processes[name] = subprocess.Popen(
            [PYTHON, *self.COMMANDS[name.partition("-")[0]](self, name)],
            cwd=REPO,
            env=self.env,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()

    def kill(self, name: str, sign: int = signal.SIGKILL) -> None:
        """The whole group at once, as a machine would die."""
        process = self.processes.pop(name, None)
        if process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            process.wait(20)

    def signal(self, name: str, sign: int) -> None:
        """To the whole group: SIGSTOP makes it deaf, SIGCONT wakes it."""
        os.killpg(self.processes[name].pid, sign)

    def __enter__(self) -> Product:
        demo_copy.give(self)
        try:
            for name in self.names:
                self.start(name)
            self.until(lambda: all(map(self._answers, self.urls)) and self.takes_mail(), 30)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, kind: object = None, *_: object) -> None:
        for name in list(self.processes):
            self.kill(name, signal.SIGTERM if name.startswith("web") else signal.SIGKILL)
        self._drop_database()
        assert kind or not leaks_in(self.folder), leaks_in(self.folder)

    def _answers(self, url: str) -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2) as page:
            return page.status == 200
        return False

    def takes_mail(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.mail_port), timeout=1):
            return True
        return False

    def until(self, true, seconds: float):
        """Wait for a fact, not for a time. Returns what made it true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := true():
                return found
            time.sleep(0.1)
        logs = "\n".join(
            f"== {f.name}\n{f.read_text(errors='replace')[-2000:]}" for f in self.folder.glob("*.log")
        )
        raise AssertionError(f"not within {seconds} s\n{logs}")

    def mail(self) -> list:
        return [
            message_from_bytes(f.read_bytes(), policy=policy.default)
            for f in sorted(self.mails.glob("*.eml"))
        ]

    def mail_to(self, address: str) -> list:
        return [m for m in self.mail() if address in m["To"]]

    def script(self, text: str) -> str:
        """Run a few lines inside the product, in a process of its own."""
        return self.manage("-c", "import django; django.setup()\n" + text)
