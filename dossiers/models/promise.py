"""What we said we would do, and by when (R99)."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier


class Promise(models.Model):
    """One promise to the complainant; it stays open until it is kept."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="promises")
    what = models.CharField("wat", max_length=200)
    due_on = models.DateField("uiterlijk")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)
    # what keeps it by itself: "answer", "redress:12"; empty means that a person says so
    about = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["due_on"], condition=models.Q(kept_at=None), name="promise_open")]

    def __str__(self) -> str:
        return self.what
