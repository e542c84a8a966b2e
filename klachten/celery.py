"""The clock: every job that runs by itself, and when. The rows are the work; a task is only a nudge to look at them.

No ETA, no countdown, no result backend, JSON only. Local time lives in our own code: beat is wrong around the
two days on which the clock changes, so nothing here is a crontab.
"""

from __future__ import annotations

import logging.config
import os

from celery import Celery
from celery.signals import setup_logging

from klachten import filequeue
from klachten.stuck import EndsWhenStuck

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klachten.settings")
filequeue.announce()


def every(seconds: float, task: str) -> dict[str, object]:
    """A tick that nobody took before the next one is worth nothing: it expires."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds - 1}}


SCHEDULE = {
    "deliver": every(10, "deliver"),
    "progress": every(600, "progress"),
    "follow_up": every(600, "follow_up"),
    "sweep": every(3600, "sweep"),
    "heartbeat_beat": every(30, "beat_tick"),
    "stand_in": every(60, "stand_in"),
}

# A Redis that accepts and never answers holds a visitor for 1 s, not for 40 s.
BROKER_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "retry_on_timeout": False,
    "max_retries": 0,
    "visibility_timeout": 900,  # seconds; far above task_time_limit
}

app = Celery("klachten")
app.config_from_object("django.conf:settings", namespace="CELERY")  # read at first use: CELERY_BROKER_URL
app.conf.update(
    accept_content=["json"],
    task_serializer="json",
    timezone="Europe/Amsterdam",
    enable_utc=True,
    task_default_queue="klachten",
    task_ignore_result=True,
    task_acks_late=True,
    task_time_limit=120,  # seconds
    task_soft_time_limit=90,
    task_publish_retry=False,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    worker_send_task_events=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,  # a letter half handed over is finished first
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,  # the worker waits for its broker for ever
    broker_transport_options=BROKER_OPTIONS,
    beat_schedule=SCHEDULE,
)
app.steps["worker"].add(EndsWhenStuck)
app.autodiscover_tasks(["dossiers"])


@setup_logging.connect
def our_logs(**_: object) -> None:
    """Celery would put its own handlers in place of ours, which let through what an error says."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
