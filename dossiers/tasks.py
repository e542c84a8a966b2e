"""What Celery runs. Each task is a nudge to work that stands in the database; losing one costs seconds."""

from celery import shared_task
from django.utils import timezone

from dossiers.correspondence import delivery, follow_up, guard
from dossiers.documents import leftovers


@shared_task(name="deliver", ignore_result=True)
def deliver() -> None:
    guard.beat("worker", at=timezone.now())
    delivery.deliver_due()


@shared_task(name="progress", ignore_result=True)
def progress() -> None:
    follow_up.send_progress_updates(at=timezone.now())


@shared_task(name="follow_up", ignore_result=True)
def reminders() -> None:
    follow_up.send_reminders(at=timezone.now())


@shared_task(name="sweep", ignore_result=True)
def sweep() -> None:
    leftovers.sweep(at=timezone.now())


@shared_task(name="beat_tick", ignore_result=True)
def beat_tick() -> None:
    guard.beat("beat", at=timezone.now())
