"""What a person must know now, and the signs of life of the processes."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, Subquery

from dossiers.models.dossier import Dossier
from dossiers.models.organisation import Organisation


class Alarm(models.Model):
    """One open alarm per cause."""

    cause = models.CharField(max_length=100)
    text = models.CharField(max_length=300)
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, blank=True, related_name="alarms")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cause"], condition=models.Q(closed_at=None), name="one_open_alarm"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def kind(self) -> str:
        """Its cause for the log: without the number of a dossier."""
        return self.cause if self.is_platform else self.cause.partition(":")[0]

    @property
    def is_platform(self) -> bool:
        """A part of Klachten is silent, or no post goes at all: nobody has to sign in to hear of it."""
        return self.cause.startswith("silent:") or self.cause in ("ack-late", "mail-late")

    @property
    def is_about_post(self) -> bool:
        """Somebody must open the post of a complainant to do something about it."""
        return not self.is_platform and self.cause.startswith(("ack", "no-ack", "flood"))

    @property
    def warned_at(self) -> datetime | None:
        """When a person was warned: a second road took it, or somebody signed in and pressed "gezien"."""
        moments = [o.at for o in self.offers.all() if o.ok] + ([self.seen_at] if self.seen_at else [])
        return min(moments, default=None)


class Offered(models.Model):
    """That an alarm was offered over a second road, for one rung of the ladder; the proof of "warned"."""

    alarm = models.ForeignKey(Alarm, models.CASCADE, related_name="offers")
    rung = models.CharField(max_length=20)  # such as 2026-11-18T15
    road = models.CharField(max_length=10)
    tries = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()  # of the last try
    ok = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["alarm", "rung", "road"], name="one_offer_per_rung"),
        ]

    def __str__(self) -> str:
        return f"{self.road} {self.rung}"


class Heartbeat(models.Model):
    """When a process last showed that it lives."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


def watched() -> Organisation:
    """The organisation for a page of a colleague: with `guard_at`, when the guard last lived, and `is_alarmed`."""
    found = Organisation.objects.select_related("intake_team").annotate(
        guard_at=Subquery(Heartbeat.objects.filter(name="guard").values("at")),
        is_alarmed=Exists(Alarm.objects.filter(closed_at=None)),
    )
    return found.get(pk=1)
