"""What we offer to put it right (R68)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models

from dossiers.models.dossier import Dossier


class Redress(models.Model):
    """One thing we do for this person, apart from whose fault it is (R21)."""

    class Kind(models.TextChoices):
        REFUND = "refund", "Geld terug"
        REPLACEMENT = "replacement", "Iets nieuws"
        REPAIR = "repair", "Herstel of reparatie"
        INFORMATION = "information", "Informatie of uitleg"
        COMPENSATION = "compensation", "Vergoeding"
        GIFT = "gift", "Attentie"
        APOLOGY = "apology", "Excuses"
        OTHER = "other", "Iets anders"

    MONEY = (Kind.REFUND, Kind.COMPENSATION)

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="redress")
    kind = models.CharField("soort", max_length=15, choices=Kind)
    what = models.CharField("wat wij doen", max_length=200)
    amount = models.DecimalField(
        "bedrag in euro",
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    due_on = models.DateField("uiterlijk")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["refund", "compensation"]) | models.Q(amount__gt=0),
                name="money_has_an_amount",
            )
        ]

    def __str__(self) -> str:
        return self.what
