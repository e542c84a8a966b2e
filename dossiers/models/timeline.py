"""What happened: lines that are only ever added."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier


class Event(models.Model):
    """One line. The words are stored, not ids: it must read the same in ten years."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=30)
    actor_name = models.CharField(max_length=150)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_outside = models.BooleanField(default=False)
    words = models.JSONField(default=dict)
    quote = models.TextField(blank=True)
    message = models.ForeignKey("Message", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["dossier", "-at", "-id"], name="event_of_dossier")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"

    def save(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        if self.pk:
            raise ValueError("A line of the timeline is never changed.")
        super().save(*args, **kwargs)
