"""The secrets of a complainant: the link that opens his dossier, the one that proves his address, and guesses."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.db import models

from dossiers.models.dossier import Dossier


class Link(models.Model):
    """160 bits of chance; a revoked or expired one looks the same as a wrong one."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="links")
    secret = models.CharField(max_length=40, unique=True)
    # what is looked up: how long that takes tells nothing about how much of a guess was right (A4)
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.digest = digest_of(self.secret)
        super().save(*args, **kwargs)


class Confirmation(models.Model):
    """That the owner of a mail address said it is his, by a link that only a mail to it carries.

    It lives and dies with the link of the dossier: whoever confirms gets to see that one.
    """

    link = models.OneToOneField(Link, models.CASCADE, related_name="confirmation")
    digest = models.CharField(max_length=64, unique=True)
    address = models.EmailField()
    name = models.CharField(max_length=150, blank=True)  # as it may be written in a mail to this address
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["address"], name="confirmation_address")]

    def __str__(self) -> str:
        return f"confirmation {self.pk}"


class Miss(models.Model):
    """A guess at a secret that was wrong; kept for an hour, so that guessing can be slowed (A4)."""

    source = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["source", "at"], name="miss_of_source")]

    def __str__(self) -> str:
        return str(self.at)


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
