"""What a person must know now, and the signs of life of the processes."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier


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


class Heartbeat(models.Model):
    """When a process last showed that it lives."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
