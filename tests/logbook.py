"""What the whole suite writes to its logs, word for word as the product would; nobody in a story may be found there."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from klachten.logs import Line, WithoutSecrets

# people of the stories, what they said, and what opens their dossier
CANARIES = re.compile(
    r"Verhoeven|0600000000|De douche lekt|twee keer niemand|Joris Bakker|een lange proefzin 26|welkom bij klachten"
    r"|[\w.+-]+@[\w.-]+\.example|/(volg|ontvangen|wachtwoord-vergeten)/[\w-]{20,}|KANARIE\w*"
)
NOT_OURS = ("mail.log", "asyncio")  # the mail server of the tests; it must know the addresses


class Logbook(logging.Handler):
    """Keeps every line that holds a canary, until somebody asks."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.addFilter(WithoutSecrets())
        self.setFormatter(Line("%(levelname)s %(name)s %(message)s"))

    def handle(self, record: logging.LogRecord) -> bool:
        """On a copy: what other handlers see stays as it was."""
        return super().handle(logging.makeLogRecord(record.__dict__ | {"exc_text": None}))

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if not record.name.startswith(NOT_OURS) and CANARIES.search(line):
            self.found.append(line)

    def taken(self) -> list[str]:
        found, self.found = self.found, []
        return found

    def deaf(self) -> list[str]:
        """Loggers that a library silenced for good: whatever they say would pass unseen."""
        known = logging.root.manager.loggerDict
        silenced = [name for name, logger in known.items() if getattr(logger, "disabled", False)]
        return silenced if self in logging.root.handlers else ["root", *silenced]


def leaks_in(folder: Path) -> list[str]:
    """Lines of our own processes' logs that hold a canary."""
    return [
        f"{log.name}: {line[:300]}"
        for log in sorted(folder.glob("*.log"))
        if log.stem.startswith(("web", "worker", "beat", "guard"))
        for line in log.read_text(errors="replace").splitlines()
        if CANARIES.search(line)
    ]
