"""Every moment of contact, and every note."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier


class Contact(models.Model):
    """Something said or written, in words; who did it stands beside it."""

    class Kind(models.TextChoices):
        PHONE_OUT = "phone_out", "Wij belden"
        PHONE_IN = "phone_in", "De melder belde"
        VISIT = "visit", "Gesprek of bezoek"
        NOTE = "note", "Notitie"
        CUSTOMER_MESSAGE = "customer_message", "Bericht van de melder"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="contacts")
    kind = models.CharField("soort", max_length=20, choices=Kind)
    at = models.DateTimeField("op")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField("tekst")
    # a message from outside stays on Vandaag until somebody has read it
    read_at = models.DateTimeField(null=True, blank=True)
    token = models.CharField(max_length=40, null=True, blank=True, unique=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
