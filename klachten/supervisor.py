"""`manage.py up`: make everything ready, start web, worker, guard and mail catcher, watch them, stop them together."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from klachten.environment import HOST, NO_SECOND_ROAD, REPO, VAR, mail_address, port
from klachten.processes import Child, Watchdog, die_with_parent, stop_all

LOGS = VAR / "log"
PYTHON = sys.executable
MANAGE = [PYTHON, str(REPO / "manage.py")]


def say(line: str) -> None:
    with contextlib.suppress(OSError):  # nobody reads us any more; go on
        print(line, flush=True)


def stop(line: str) -> None:
    sys.exit(line if line.startswith("Klachten start niet: ") else f"Klachten start niet: {line}")


def up(embedded: list[str]) -> int:
    """`embedded`: names of the values that the user did not give. Returns the exit code."""
    os.chdir(REPO)
    LOGS.mkdir(parents=True, exist_ok=True)
    with only_once():
        check_port()
        if "EMAIL_URL" in embedded:
            os.environ["EMAIL_URL"] = mail_address(free_port(int(os.environ["EMAIL_URL"].rpartition(":")[2])))
        try:
            make_ready()
            return Supervisor(commands("EMAIL_URL" in embedded)).run()
        except KeyboardInterrupt:
            return 130


@contextlib.contextmanager
def only_once():
    """One `up` per folder: a second one would share its database, queue and beat."""
    with open(VAR / "up.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stop("het draait al vanuit deze map. Stop het daar eerst met Ctrl-C.")
        yield


# --- ports


def check_port() -> None:
    number = port()
    try:
        listen(number).close()
    except OSError as error:
        why = "mag je niet gebruiken" if error.errno == errno.EACCES else "is bezet"
        other = number + 1 if number > 1023 else 8000
        stop(f"poort {number} {why}. Kies een andere: PORT={other} python3 manage.py up")


def free_port(wanted: int) -> int:
    try:
        listen(wanted).close()
    except OSError:
        with listen(0) as found:
            return found.getsockname()[1]
    return wanted


def listen(number: int) -> socket.socket:
    door = socket.socket()
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, number))
        door.listen(1)
    except OSError:
        door.close()
        raise
    return door


def answers(number: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((HOST, number), timeout=1):
        return True
    return False


# --- before the start


ERROR = re.compile(r"(?:[\w.]+\.)?(\w+(?:Error|Exception|Configured|Warning): .+)")


def is_demo() -> bool:
    return os.environ.get("DEMO", "").lower() in ("true", "1", "yes", "on")


def has_second_road() -> bool:
    return bool(os.environ.get("ALARM_EMAIL_URL") or os.environ.get("ALARM_COMMAND"))


def make_ready() -> None:
    """Database, static files and the demo, each by its own command; stop with one line when one fails."""
    say("Klachten klaarzetten …")
    if not has_second_road():
        say(NO_SECOND_ROAD)
    with open(LOGS / "start.log", "w+", encoding="utf-8", errors="replace") as log:
        done = run([PYTHON, "-m", "klachten.ready"], log)
        if done.wait():
            log.seek(0)
            stop(reason(log.read(), Path(log.name)))


def run(command: list[str], log: IO[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, text=True, preexec_fn=die_with_parent
    )


def reason(output: str, log: Path) -> str:
    """The one line that a person needs: our own when there is one, else the line of the exception."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["geen uitleg"]
    own = [line for line in lines if line.startswith("Klachten start niet: ")]
    if own:
        return own[0]
    errors = [found[1] for found in map(ERROR.match, lines) if found]
    return f"{(errors or lines)[-1]} (alles in {log})"


# --- what runs


def commands(mail_catcher: bool) -> dict[str, list[str]]:
    found = {
        "web": [PYTHON, "-m", "gunicorn", "klachten.wsgi", "--bind", f"{HOST}:{port()}", *WEB],
        "worker": [
            PYTHON,
            "-m",
            "celery",
            "-A",
            "klachten",
            "worker",
            "-B",
            *WORKER,
            "--concurrency",
            senders(),
        ],
        "guard": [*MANAGE, "guard"],
    }
    if mail_catcher:
        found["mailcatcher"] = [*MANAGE, "mailcatcher"]
    return found


def senders() -> str:
    """SQLite has one writer at a time: a second sender would only make the first one wait with a mail in its hand."""
    return "1" if os.environ["DATABASE_URL"].startswith("sqlite") else "2"


# no --preload: a PDF made before the fork would hang the workers; no access log: an address can hold a secret link
WEB = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "60"]
WEB += ["--graceful-timeout", "15", "--no-control-socket"]
if os.access("/dev/shm", os.W_OK):
    WEB += ["--worker-tmp-dir", "/dev/shm"]
WORKER = ["-s", str(VAR / "beat-schedule"), "--loglevel", "INFO"]
WORKER += ["--without-gossip", "--without-mingle", "--without-heartbeat"]


class Supervisor:
    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.watchdog = Watchdog()
        self.children = [Child(n, c, LOGS / f"{n}.log", self.watchdog) for n, c in commands.items()]
        self.signals = 0

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._signalled)
        begin, told = time.monotonic(), False
        while not self.signals:
            for child in self.children:
                child.tend(say)
                child.cap_log()
            told = told or self._tell_start(time.monotonic() - begin)
            time.sleep(0.2)
        say("Klachten stopt …")
        stop_all(self.children, lambda: self.signals > 1)
        self.watchdog.close()
        return 0

    def _signalled(self, *_: object) -> None:
        self.signals += 1  # a second Ctrl-C: don't wait

    def _tell_start(self, seconds: float) -> bool:
        if answers(port()):
            say(welcome())
            return True
        if seconds > 60:
            say(f"De website antwoordt nog niet. Kijk in {LOGS / 'web.log'}")
        return seconds > 60


def welcome() -> str:
    lines = ["", "Klachten draait.", "", *(_first_start() or _addresses()), ""]
    if is_demo():
        lines += [told_by("demo", "--logins") or "De demo-inloggegevens zijn niet gevonden.", ""]
    width = shutil.get_terminal_size().columns
    return "\n".join([*lines, "Stoppen: Ctrl-C. Logboeken: var/log"[:width], ""])


def _addresses() -> list[str]:
    address = os.environ["BASE_URL"].rstrip("/")
    return [
        f"  Klacht indienen       {address}/",
        f"  Voor medewerkers      {address}/werk/",
        f"  Verzonden mail lezen  {address}/werk/post/",
    ]


def _first_start() -> list[str]:
    """Where to begin and with which code, as long as there is no organisation; a demo has one."""
    line = "" if is_demo() else told_by("first_start_code")
    return [line] if line else []


def told_by(*words: str) -> str:
    """What a command of ours printed."""
    return subprocess.run([*MANAGE, *words], capture_output=True, text=True).stdout.rstrip()
