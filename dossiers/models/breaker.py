"""The breaker: while it is open, no mail goes by itself to an address that nobody proved (A5)."""

from django.conf import settings
from django.db import models


class Breaker(models.Model):
    """One flood of the public form, from its first moment to its last. One is open at most."""

    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # nobody: it closed by itself
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(closed_at=None), name="one_open_breaker"
            )
        ]

    def __str__(self) -> str:
        return str(self.opened_at)
