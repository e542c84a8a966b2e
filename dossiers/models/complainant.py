"""The person who complains (melder), and how to reach him."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.person_key import PersonKey, keys_of


class Complainant(models.Model):
    """Who complains. With a representative (a Party), that one gets the mail: see `reach`."""

    class Preference(models.TextChoices):
        EMAIL = "email", "Mail"
        LETTER = "letter", "Brief"
        PHONE = "phone", "Telefoon"

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="complainant")
    name = models.CharField("naam", max_length=150, blank=True)
    organisation = models.CharField("organisatie", max_length=150, blank=True)
    email = models.EmailField("mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=30, blank=True)
    address = models.CharField("postadres", max_length=300, blank=True)
    language = models.CharField("taal", max_length=2, default="nl", choices=settings.LANGUAGES)
    preference = models.CharField("liefst via", max_length=10, choices=Preference, default=Preference.EMAIL)
    is_anonymous = models.BooleanField("anoniem", default=False)
    # typed by staff, or confirmed by its owner: only then may a name stand in a mail to it
    email_vouched = models.BooleanField("adres klopt", default=False)

    class Meta:
        indexes = [models.Index(fields=["email"], name="complainant_email")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_anonymous=False) | models.Q(name="", email="", phone="", address=""),
                name="anonymous_is_anonymous",
            ),
            models.CheckConstraint(
                condition=models.Q(is_anonymous=True) | ~models.Q(email="", phone="", address=""),
                name="reachable_or_anonymous",
            ),
        ]

    def __str__(self) -> str:
        return self.called

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Found again by what is known now (R17), never by what was."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if not is_new:
            self.keys.all().delete()
        self.write_keys()

    def write_keys(self) -> None:
        PersonKey.objects.bulk_create(PersonKey(complainant=self, key=key) for key in sorted(keys_of(self)))

    @property
    def called(self) -> str:
        """How colleagues speak of this person."""
        return self.name or self.organisation or ("Anonieme melder" if self.is_anonymous else "De melder")
