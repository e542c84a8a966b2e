"""Who changed a field last: what somebody reads whose page was older."""

from django.conf import settings
from django.db import models


class LastChange(models.Model):
    """One row per thing and field, written with each save; the values stand in the thing itself."""

    about = models.CharField(max_length=40)  # "analysis:12"
    field = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "field"], name="one_last_change")]

    def __str__(self) -> str:
        return f"{self.about} {self.field}"
