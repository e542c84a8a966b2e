"""Everybody else in a dossier: rows, not columns."""

from django.db import models

from dossiers.models.dossier import Dossier


class Party(models.Model):
    """Someone who is part of it. The name of a respondent stands in no list, export or figure (R46)."""

    class Part(models.TextChoices):
        REPRESENTATIVE = "vertegenwoordiger", "Spreekt namens de melder"
        RESPONDENT = "beklaagde", "Over wie het gaat"
        INVOLVED = "betrokkene", "Betrokken"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="parties")
    part = models.CharField("rol", max_length=20, choices=Part)
    name = models.CharField("naam", max_length=150)
    relation = models.CharField("hoort bij", max_length=100, blank=True)
    email = models.EmailField("mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=30, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(part="vertegenwoordiger"), name="one_representative"
            )
        ]

    def __str__(self) -> str:
        return self.name
