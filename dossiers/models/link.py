"""The secret link that opens one dossier to its complainant."""

from django.db import models

from dossiers.models.dossier import Dossier


class Link(models.Model):
    """160 bits of chance; a revoked or expired one looks the same as a wrong one."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="links")
    secret = models.CharField(max_length=40, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(revoked_at=None), name="one_live_link"
            )
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"
