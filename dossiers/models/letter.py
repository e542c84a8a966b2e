"""A letter that is still being written."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier


class Draft(models.Model):
    """The text of an answer before it is sent; one per dossier and letter."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="drafts")
    letter = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "letter"], name="one_draft_per_letter")]

    def __str__(self) -> str:
        return f"{self.letter} {self.dossier_id}"
