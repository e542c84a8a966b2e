"""docker-compose.yml without a container engine: the same values and command lines, as processes of this machine.

Only ports, the names of other machines and the folder /srv are replaced; nothing of the environment of the tests comes along.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path

import yaml

from tests.faults.servers import Postgres, until
from tests.parts import free_port, program

REPO = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((REPO / "docker-compose.yml").read_text())["services"]
DOCKERFILE = (REPO / "Dockerfile").read_text()
NAME = "klachten.example.nl"  # as in docs/nginx.conf
PROXY = "127.0.0.1"
VALUES = {
    "SECRET_KEY": "kJ8-vQ2_mZ5xT1pW9rB4nL7cF3hD6gS0aYeUiOkRtPqMwXz-tests", "POSTGRES_PASSWORD": "geheim",
    "BASE_URL": f"https://{NAME}", "ALLOWED_HOSTS": NAME, "TRUSTED_PROXIES": f"{PROXY}/32",
}  # fmt: skip
VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")


def image_command() -> list[str]:
    """CMD of the Dockerfile: what a service without a command runs."""
    return json.loads(DOCKERFILE.partition("\nCMD ")[2].replace("\\\n", ""))


def image_environment() -> dict[str, str]:
    block = DOCKERFILE.partition("ENV ")[2].partition("\n\n")[0]
    return dict(re.findall(r"(\w+)=(\S+)", block))


class Stack:
    """`with Stack(folder) as stack:`; two webs behind nginx, two workers, one beat, one guard, PostgreSQL and Redis."""

    SERVICES = {
        "web": "web",
        "web-2": "web",
        "worker": "worker",
        "worker-2": "worker",
        "beat": "beat",
        "guard": "guard",
    }

    def __init__(self, folder: Path) -> None:
        self.nginx_program = program("nginx", "/usr/sbin/nginx")
        self.redis_program, self.openssl = program("redis-server"), program("openssl")
        self.folder, self.postgres = folder, Postgres()
        self.redis_port, self.mail_port, self.https = free_port(), free_port(), free_port()
        self.ports = {name: free_port() for name, service in self.SERVICES.items() if service == "web"}
        self.processes: dict[str, subprocess.Popen] = {}
        self.mails = folder / "mails"
        for made in (self.mails, folder / "srv" / "beat", folder / "nginx"):
            made.mkdir(parents=True)
        self.env = self._environment()

    def _environment(self) -> dict[str, str]:
        """What the file gives to every service, and what the image holds; PATH finds this Python's programs."""
        given = {**VALUES, "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}"}
        ours = {k: self.here(self._filled(str(v), given)) for k, v in COMPOSE["web"]["environment"].items()}
        image = {name: self.here(value) for name, value in image_environment().items()}
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        return {"PATH": path, "LC_ALL": "C.UTF-8", **image, **ours}

    @staticmethod
    def _filled(text: str, given: dict[str, str]) -> str:
        def value(found: re.Match) -> str:
            name, kind, otherwise = found.groups()
            return given[name] if kind == "?" else given.get(name, otherwise or "")

        return VARIABLE.sub(value, text)

    def here(self, text: str, name: str = "web") -> str:
        """The same words on this machine. The second worker of one machine needs a name of its own."""
        port, process = self.ports.get(name, 0), self.processes.get(name)
        for there, own in {
            "@database:5432": f"@127.0.0.1:{self.postgres.port}", "redis:6379": f"127.0.0.1:{self.redis_port}",
            "/srv/": f"{self.folder}/srv/", "0.0.0.0:8000": f"127.0.0.1:{port}", ", 8000,": f", {port},",
            "/proc/1/": f"/proc/{process.pid if process else 1}/", "$$": "$",
        }.items():  # fmt: skip
            text = text.replace(there, own)
        return text

    def command(self, name: str) -> list[str]:
        service = COMPOSE[self.SERVICES.get(name, name)]
        words = shlex.split(service["command"]) if "command" in service else image_command()
        own_name = ["--hostname", f"celery@{name}"] if " worker " in service.get("command", "") else []
        return [self.here(word, name) for word in words] + own_name

    def run(self, *words: str, **env: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            words, cwd=REPO, env=self.env | env, capture_output=True, text=True, timeout=60, check=False
        )

    def manage(self, *words: str) -> str:
        done = self.run("python", *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def healthy(self, name: str) -> subprocess.CompletedProcess:
        """The health check of a service, run as the engine would."""
        kind, *words = COMPOSE[self.SERVICES.get(name, name)]["healthcheck"]["test"]
        told = [self.here(word, name) for word in words]
        to_parts = {"PGHOST": "127.0.0.1", "PGPORT": str(self.postgres.port), "HOSTNAME": name}
        to_parts["PATH"] = f"{self.postgres.bin}:{self.env['PATH']}"
        if name == "redis":
            told = ["redis-cli", "-p", str(self.redis_port), *told[1:]]
        return self.run(*(["sh", "-c", *told] if kind == "CMD-SHELL" else told), **to_parts)

    # --- starting and stopping

    def start(self, name: str, *command: str) -> None:
        with open(self.folder / f"{name}.log", "ab") as log:
            self.processes[name] = subprocess.Popen(
                command or self.command(name),
                cwd=REPO,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def stop(self, *names: str, within: float = 40) -> dict[str, int]:
        """As an engine does: SIGTERM to the first process of each, all at once. Returns how each ended."""
        for name in names:
            self.processes[name].send_signal(signal.SIGTERM)
        return {name: self.processes.pop(name).wait(within) for name in names}

    def __enter__(self) -> Stack:
        try:
            self._begin()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _begin(self) -> None:
        self.postgres.__enter__()
        self.postgres.run(
            "createdb", "-h", "127.0.0.1", "-p", str(self.postgres.port), "-U", "klachten", "klachten"
        )
        redis = shlex.split(COMPOSE["redis"]["command"])
        self.start(
            "redis", self.redis_program, *redis[1:], "--port", str(self.redis_port), "--dir", str(self.folder)
        )
        self.start("sink", sys.executable, "tests/sink.py", str(self.mail_port), str(self.mails))
        self._start_nginx()
        self.manage("manage.py", "collectstatic", "--noinput", "-v0")
        self.manage(*self.command("migrate")[1:], "-v0")
        for name in self.SERVICES:
            self.start(name)

    def __exit__(self, *_: object) -> None:
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(20)
        self.postgres.__exit__()

    def _start_nginx(self) -> None:
        folder = self.folder / "nginx"
        words = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NAME} -keyout {folder}/key -out {folder}/cert"
        subprocess.run([self.openssl, *words.split()], check=True, capture_output=True)
        (folder / "nginx.conf").write_text(self._nginx_conf())
        self.start(
            "nginx",
            self.nginx_program,
            "-p",
            str(folder),
            "-c",
            "nginx.conf",
            "-e",
            str(folder / "error.log"),
        )

    def _nginx_conf(self) -> str:
        """docs/nginx.conf between what Debian's own nginx.conf puts around it."""
        site, folder = (REPO / "docs" / "nginx.conf").read_text(), self.folder / "nginx"
        webs = "".join(f"server 127.0.0.1:{port};\n" for port in self.ports.values())
        site = re.sub(r"listen \[::\].*\n", "", site).replace("server 127.0.0.1:8000;", webs)
        site = site.replace("listen 80;", f"listen 127.0.0.1:{free_port()};").replace(
            "listen 443", f"listen 127.0.0.1:{self.https}"
        )
        site = re.sub(r"(ssl_certificate\s+)\S+;", rf"\1{folder}/cert;", site)
        site = re.sub(r"(ssl_certificate_key\s+)\S+;", rf"\1{folder}/key;", site)
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "scgi", "uwsgi")
        )
        return (
            f"daemon off;\npid {folder}/pid;\n{'user root;' if os.getuid() == 0 else ''}\nevents {{}}\nhttp {{\n{temporary}"
            f"log_format webs '$upstream_addr $uri';\naccess_log {folder}/access.log webs;\n{site}}}\n"
        )

    # --- looking

    def until(self, true, seconds: float, what: str):
        """Wait for a fact; what made it true is given back, and the logs stand in the failure."""
        found: list = []
        try:
            until(lambda: found.append(true()) or found[-1], seconds, what)
        except AssertionError as error:
            logs = "\n".join(
                f"== {f.name}\n{f.read_text(errors='replace')[-1500:]}" for f in self.folder.glob("*.log")
            )
            raise AssertionError(f"{error}\n{logs}") from None
        return found[-1]

    def mail_to(self, address: str) -> list:
        """Read anew each time; the sink renames a mail into place when it is whole."""
        mails = (message_from_bytes(f.read_bytes(), policy=policy.default) for f in self.mails.glob("*.eml"))
        return [mail for mail in mails if address in mail["To"]]

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def memory(self, name: str) -> list[int]:
        """MB of a process and each of its children, shared pages counted in full."""
        first = self.processes[name].pid
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        sizes = [Path(f"/proc/{pid}/status").read_text() for pid in (first, *children)]
        return [int(re.search(r"VmRSS:\s+(\d+)", text)[1]) // 1024 for text in sizes]
