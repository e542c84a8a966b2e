"""A call that is being written down and is no dossier yet."""

from django.conf import settings
from django.db import models


class RegisterDraft(models.Model):
    """What was typed at Registreren, one row per opened form; `version` counts the times it was saved."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="register_drafts")
    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    fields = models.JSONField(default=dict)  # name → what was filled in, as a list of texts
    # the same as one text, for who adds this call to a dossier that is already there
    as_note = models.TextField(blank=True)
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="one_register_draft")]

    def __str__(self) -> str:
        return f"{self.by_id} {self.saved_at:%Y-%m-%d}"
