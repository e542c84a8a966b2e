"""The whole product as processes, as a user runs it: web, worker with beat, guard, and a mail server that keeps all."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

from tests.conftest import free_port

REPO = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


class Product:
    """Start with `with Product(folder) as product:`; the demo organisation is in it."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder, self.port, self.mail_port = folder, free_port(), free_port()
        self.mails = folder / "mails"
        self.mails.mkdir()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: dict[str, subprocess.Popen] = {}
        self.env = {**os.environ, **self._values(), **env}

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
            "LEASE_SECONDS": "20",
            "KLACHTEN_NO_VENV": "1",
            "PYTHONPATH": str(REPO),
        }

    def _database(self) -> str:
        """A database of our own: a file, or one on the PostgreSQL of this run."""
        given = os.environ.get("DATABASE_URL", "")
        if not given.startswith("postgres"):
            return f"sqlite:///{self.folder / 'klachten.sqlite3'}"
        import psycopg2

        name = f"klachten_{uuid.uuid4().hex[:10]}"
        connection = psycopg2.connect(given)
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        return urlsplit(given)._replace(path=f"/{name}").geturl()

    def _broker(self) -> str:
        given = os.environ.get("CELERY_BROKER_URL", "")
        if not given.startswith("redis"):
            return f"ingebouwd://localhost{self.folder / 'queue'}"
        return urlsplit(given)._replace(path="/1").geturl()

    COMMANDS = {
        "web": lambda p: ["-m", "gunicorn", "klachten.wsgi", "--bind", f"127.0.0.1:{p.port}", "--worker-class",
                          "gthread", "--workers", "2", "--threads", "4", "--no-control-socket"],
        "worker": lambda p: ["-m", "celery", "-A", "klachten", "worker", "-B", "-s", str(p.folder / "beat"),
                             "--concurrency", "1" if "sqlite" in p.env["DATABASE_URL"] else "2",
                             "--without-gossip", "--without-mingle", "--without-heartbeat"],
        "guard": lambda p: ["manage.py", "guard"],
        "sink": lambda p: ["tests/sink.py", str(p.mail_port), str(p.mails)],
    }  # fmt: skip

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [PYTHON, *words], cwd=REPO, env=self.env, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, name: str) -> None:
        log = open(self.folder / f"{name}.log", "ab")  # noqa: SIM115 (the child keeps it)
        self.processes[name] = subprocess.Popen(
            [PYTHON, *self.COMMANDS[name](self)],
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

    def __enter__(self) -> Product:
        self.manage("-m", "klachten.ready")
        for name in ("sink", "web", "worker", "guard"):
            self.start(name)
        self.until(self._answers, 30)
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self.processes):
            self.kill(name, signal.SIGTERM if name == "web" else signal.SIGKILL)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(self.url, timeout=2) as page:
            return page.status == 200
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
