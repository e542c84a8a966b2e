"""The organisation itself: one row of settings, and its categories."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from dossiers.models.user import Team, known_roles


class LawProfile(models.TextChoices):
    """Which rules set the last day for an answer; the terms stand in deadlines.PROFILES."""

    WONING = "nl_woningcorporatie", "Woningcorporatie (Woningwet 55b)"
    AWB = "nl_awb", "Bestuursorgaan (Awb 9:11)"
    WKKGZ = "nl_wkkgz", "Zorgaanbieder (Wkkgz 17)"
    KINDEROPVANG = "nl_kinderopvang", "Kinderopvang (Wko 1.57b)"
    RETAIL = "nl_retail", "Ondernemer of webwinkel"
    VLAANDEREN = "be_vlaanderen_bestuur", "Vlaamse overheid (Bestuursdecreet)"


class Organisation(models.Model):
    """One row: who we are to the customer, and the numbers of our own promises."""

    name = models.CharField("naam", max_length=100)
    phone = models.CharField("telefoon", max_length=30)
    email = models.EmailField("mailadres", help_text="Hier komen antwoorden aan. Zorg dat iemand het leest.")
    sender_email = models.EmailField("afzender van mail", help_text="Het adres dat boven onze mail staat.")
    address = models.CharField("adres", max_length=200)
    opening_hours = models.CharField("open", max_length=100)
    website = models.URLField("website", blank=True)
    repair_url = models.URLField("pagina voor reparaties", blank=True)
    external_body = models.CharField(
        "commissie of ombudsman",
        max_length=150,
        help_text="Waar een klant heen kan als wij er niet uitkomen.",
    )
    external_body_url = models.URLField("website daarvan", blank=True)
    law_profile = models.CharField(
        "regels voor de termijn", max_length=30, choices=LawProfile, default=LawProfile.WONING
    )
    intake_team = models.ForeignKey(
        Team, models.PROTECT, verbose_name="team voor nieuwe klachten", related_name="+"
    )
    progress_after_workdays = models.PositiveSmallIntegerField(
        "bericht na zoveel werkdagen stilte",
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    evaluation_after_days = models.PositiveSmallIntegerField(
        "vraag na zoveel dagen hoe het ging", default=14, validators=[MaxValueValidator(90)]
    )
    reminder_after_days = models.PositiveSmallIntegerField(
        "herinner na zoveel dagen", default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )

    # who logs in with a code of his phone as well
    two_factor_roles = models.JSONField(
        "inloggen met een code", default=list, validators=[known_roles], blank=True
    )
    keep_years = models.PositiveSmallIntegerField(
        "zo veel jaar bewaren", default=5, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    keep_years_dropped = models.PositiveSmallIntegerField(
        "zo veel jaar bewaren wat niet doorging",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_organisation"),
            # every letter says how we can be reached (R100)
            models.CheckConstraint(
                condition=~models.Q(phone="") & ~models.Q(email="") & ~models.Q(sender_email=""),
                name="organisation_can_be_reached",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Organisation:
        return cls.objects.select_related("intake_team").get(pk=1)


class Category(models.Model):
    """What a complaint is about, and the team that usually helps. Never a person (R94)."""

    name = models.CharField("naam", max_length=100, unique=True)
    team = models.ForeignKey(Team, models.PROTECT, verbose_name="team dat meestal helpt", related_name="+")
    is_active = models.BooleanField("in gebruik", default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
