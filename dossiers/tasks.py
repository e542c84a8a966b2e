"""What Celery runs. Each task is a nudge to work that stands in the database; losing one costs seconds."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from celery import shared_task
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from dossiers.correspondence import delivery, follow_up, guard
from dossiers.documents import leftovers
from dossiers.intake import drafts, known

log = logging.getLogger(__name__)


def nudge(name: str) -> Callable[[Callable[[], None]], Any]:
    """A task that says in one line that the database is away; the next tick tries again."""

    def decorate(work: Callable[[], None]) -> Any:
        @wraps(work)
        def task() -> None:
            try:
                work()
            except (OperationalError, InterfaceError) as error:
                said = str(error).strip().split("\n")[0]
                log.warning("De database antwoordt niet; %s wacht op de volgende ronde (%s).", name, said)

        return shared_task(name=name, ignore_result=True)(task)

    return decorate


@nudge("deliver")
def deliver() -> None:
    guard.beat("worker", at=timezone.now())
    delivery.deliver_due()


@nudge("progress")
def progress() -> None:
    follow_up.send_progress_updates(at=timezone.now())


@nudge("follow_up")
def reminders() -> None:
    follow_up.send_reminders(at=timezone.now())


@nudge("sweep")
def sweep() -> None:
    leftovers.sweep(at=timezone.now())
    drafts.sweep(at=timezone.now())
    known.complete()


@nudge("beat_tick")
def beat_tick() -> None:
    guard.beat("beat", at=timezone.now())


@nudge("stand_in")
def stand_in() -> None:
    guard.stand_in(at=timezone.now())
