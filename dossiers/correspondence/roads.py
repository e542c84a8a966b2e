"""Roads for a warning without our own mail server: another one (ALARM_EMAIL_URL), a command (ALARM_COMMAND)."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from queue import Empty, Queue
from threading import Thread
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.urls import reverse

from dossiers.correspondence import unreachable
from dossiers.correspondence.outbox import fresh_message_id
from dossiers.models import Organisation, Role, User

SECONDS = 10  # for a command, and for each answer of a mail server
AT_MOST = 14.0  # seconds for all roads together: the guard must get back to watching
SECRETS = ("SECRET_KEY", "DATABASE_URL", "CELERY_BROKER_URL", "EMAIL_URL", "ALARM_EMAIL_URL")
Act = Callable[[], None]


class NotOffered(Exception):
    """This road did not take the warning; the text says why, without an address or a secret."""


def addresses() -> list[str]:
    """Who reads what goes by the second mail server: ALARM_EMAIL_TO, or else every manager."""
    if settings.ALARM_EMAIL_TO:
        return list(settings.ALARM_EMAIL_TO)
    return [u.email for u in User.objects.filter(is_active=True) if u.has_role(Role.MANAGER)]


def _mail(text: str) -> Act:
    """Everything from the database is read here; what is returned only talks to the mail server."""
    server, to = settings.ALARM_EMAIL, addresses()
    mail = EmailMessage(
        f"Klachten: {text}".splitlines()[0][:200],
        f"{text}\n\n{settings.BASE_URL}{reverse('alarms')}\n",
        _sender(server["HOST_USER"]),
        to,
        connection=_connection(server),
        headers={"Message-ID": fresh_message_id(), "Auto-Submitted": "auto-generated"},
    )

    def send() -> None:
        if not to:
            raise NotOffered("er is geen manager om te mailen")
        try:
            mail.send()
        except unreachable.FAILURES as error:
            told = unreachable.why(error, server["HOST"], server["PORT"], "ALARM_EMAIL_URL")
            raise NotOffered(told) from None

    return send


def _sender(account: str) -> str:
    """A provider takes mail of its own account only; without an account we are who we always are."""
    organisation = Organisation.objects.filter(pk=1).first()
    if "@" in account or organisation is None:
        return account
    return organisation.sender_email


def _connection(server: dict[str, object]) -> EmailBackend:
    return EmailBackend(
        host=server["HOST"], port=server["PORT"], username=server["HOST_USER"], password=server["HOST_PASSWORD"],
        use_tls=server["USE_TLS"], use_ssl=server["USE_SSL"], timeout=SECONDS,
    )  # fmt: skip


def _command(text: str) -> Act:
    """No shell; the text on stdin and in KLACHTEN_ALARM; what it prints is for nobody."""
    own = {name: value for name, value in os.environ.items() if name not in SECRETS}

    def run() -> None:
        with subprocess.Popen(
            settings.ALARM_COMMAND, env={**own, "KLACHTEN_ALARM": text}, stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        ) as child:  # fmt: skip
            try:
                child.communicate(text.encode(), timeout=SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                raise NotOffered(f"de opdracht was na {SECONDS} s niet klaar") from None
        if child.returncode:
            raise NotOffered(f"de opdracht eindigde met code {child.returncode}")

    return run


ROADS: dict[str, Callable[[str], Act]] = {"mail": _mail, "opdracht": _command}
NEEDS = {"mail": "ALARM_EMAIL", "opdracht": "ALARM_COMMAND"}


def configured() -> list[str]:
    return [road for road, setting in NEEDS.items() if getattr(settings, setting)]


def take(texts: dict[str, str]) -> dict[str, str]:
    """Offer each road its text, all at once. Returns per road "" when it was taken, else why not; never raises."""
    until = monotonic() + AT_MOST
    answers = {road: _started(ROADS[road](text)) for road, text in texts.items()}
    return {road: _answer(queue, until - monotonic()) for road, queue in answers.items()}


def _started(act: Act) -> Queue[str]:
    """A thread of its own, left behind when it hangs: not every wait of a network can be cut short."""
    queue: Queue[str] = Queue()

    def run() -> None:
        try:
            act()
            queue.put("")
        except NotOffered as error:
            queue.put(str(error))
        except Exception as error:
            queue.put(type(error).__name__)

    Thread(target=run, daemon=True).start()
    return queue


def _answer(queue: Queue[str], seconds: float) -> str:
    try:
        return queue.get(timeout=max(seconds, 0.01))
    except Empty:
        return f"geen antwoord binnen {AT_MOST:.0f} s"
