"""The stack of production in a real container engine: the same questions as to processes (tests/platform/stack.py)."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from pathlib import Path

from tests.platform.stack import REPO, VALUES, Stack

PROJECT = "klachten-engine"
GIVEN = {
    **VALUES, "EMAIL_URL": "smtp://mail:1025", "TRUSTED_PROXIES": "172.16.0.0/12,192.168.0.0/16", "KLACHTEN_WEBS": "3",
    "KLACHTEN_WORKERS": "2",
}  # fmt: skip


class Engine(Stack):
    """`with Engine(folder) as stack:`; what docker-compose.yml and docs/production.md say, with nginx of this machine in front.

    A service is called as in Stack: "worker-2" is its second container.
    """

    SERVICES = {"web": "web", "worker": "worker", "worker-2": "worker", "beat": "beat", "guard": "guard"}

    def __init__(self, folder: Path, project: str = PROJECT) -> None:
        self.project = project
        super().__init__(folder)
        self.ports = {"web": 8000}  # as the file says; nginx knows no other

    def _environment(self) -> dict[str, str]:
        kept = {
            name: os.environ[name]
            for name in ("PATH", "HOME", "DOCKER_HOST", "DOCKER_BUILDKIT")
            if name in os.environ
        }
        return {**kept, "LC_ALL": "C.UTF-8", "COMPOSE_PROJECT_NAME": self.project, **GIVEN}

    def docker(self, *words: str, within: float = 600) -> str:
        done = subprocess.run(
            ["docker", *words],
            cwd=REPO,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=within,
            check=False,
        )
        assert done.returncode == 0, f"docker {' '.join(words)}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
        return done.stdout + done.stderr

    def compose(self, *words: str) -> str:
        return self.docker("compose", "--profile", "proberen", *words)

    def container(self, name: str) -> str:
        service, _, number = name.partition("-")
        return f"{self.project}-{service}-{number or 1}"

    def inspect(self, name: str) -> dict:
        return json.loads(self.docker("inspect", self.container(name)).partition("\n]")[0] + "]")[0]

    # --- as Stack does, but in containers

    def manage(self, *words: str) -> str:
        return self.compose("exec", "-T", "web", "python", *words)

    def healthy(self, name: str) -> subprocess.CompletedProcess:
        """The word of the engine, which asks by itself."""
        said = self.inspect(name)["State"]["Health"]["Status"]
        return subprocess.CompletedProcess(name, 0 if said == "healthy" else 1, said)

    def start(self, name: str, *command: str) -> None:
        if command:
            return super().start(name, *command)
        self.docker("start", self.container(name))

    def stop(self, *names: str, within: float = 150) -> dict[str, int]:
        self.docker("stop", *map(self.container, names), within=within)
        return {name: self.inspect(name)["State"]["ExitCode"] for name in names}

    def mail_to(self, address: str) -> list:
        self.compose("cp", "mail:/srv/klachten/var/mail/.", str(self.mails))
        return super().mail_to(address)

    def log(self, name: str) -> str:
        return self.docker("logs", self.container(name))

    def _begin(self) -> None:
        self.compose("up", "-d", "--build")
        self.know_the_database()
        self._start_nginx()

    def know_the_database(self) -> None:
        database = next(iter(self.inspect("database")["NetworkSettings"]["Networks"].values()))["IPAddress"]
        self.env["DATABASE_URL"] = (
            f"postgres://klachten:{GIVEN['POSTGRES_PASSWORD']}@{database}:5432/klachten"
        )

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(AssertionError):
            (self.folder / "compose.log").write_text(self.compose("logs", "--no-color"))
        self.compose("down", "--volumes", "--remove-orphans")
        for process in self.processes.values():
            process.terminate()
            process.wait(20)
