"""Files with a dossier, kept outside the web root and served by a view after a check."""

import uuid

from django.conf import settings
from django.db import models

from dossiers.models.contact import Contact
from dossiers.models.dossier import Dossier


def path_of(attachment: "Attachment", _name: str) -> str:
    """The name on disk says nothing: neither who, nor what."""
    key = uuid.uuid4().hex
    return f"bijlagen/{key[:2]}/{key}"


class Attachment(models.Model):
    """One file as it came in, with its checksum."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="attachments")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="attachments")
    file = models.FileField(upload_to=path_of, max_length=100)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.name
