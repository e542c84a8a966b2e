"""The complaint taken apart (R1-R5) and what kind of problem it is (R64, R65)."""

from django.db import models

from dossiers.models.dossier import Dossier


class Analysis(models.Model):
    """The three questions in three fields, and the diagnosis. No names of people in a cause (R94)."""

    class WishKind(models.TextChoices):
        EXPLICIT = "explicit", "Met zoveel woorden gevraagd"
        IMPLIED = "implied", "Niet gezegd, wel duidelijk"
        UNKNOWN = "unknown", "Weten we nog niet"

    class Diagnosis(models.TextChoices):
        QUALITY = "quality", "Kwaliteit: het werk of het product zelf"
        COMMUNICATION = "communication", "Communicatie: het contact erover"
        BOTH = "both", "Allebei"

    class Expectation(models.TextChoices):
        PRODUCT_FAILS = "product_fails", "Wij deden niet wat we horen te doen"
        EXPECTATION_UNMET = "expectation_unmet", "De verwachting paste niet bij wat wij kunnen"

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="analysis")
    facts = models.TextField("wat ging er mis", blank=True)
    inconvenience = models.TextField("wat deed het: de gevolgen", blank=True)
    feeling = models.TextField("wat deed het: het gevoel", blank=True)
    wish = models.TextField("wat zou het goedmaken", blank=True)
    wish_kind = models.CharField("hoe weten we dat", max_length=10, choices=WishKind, blank=True)
    diagnosis = models.CharField("wat voor probleem is het", max_length=15, choices=Diagnosis, blank=True)
    expectation = models.CharField("waar zat het in", max_length=20, choices=Expectation, blank=True)
    cause = models.TextField("oorzaak", blank=True)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"analyse {self.dossier_id}"
