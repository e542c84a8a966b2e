"""The organisation itself: one row of settings, and its categories."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from dossiers.colours import DEFAULT_COLOUR, DEFAULT_MARKING
from dossiers.models.user import Team, known_roles
from dossiers.models.worded import english, worded


class LawProfile(models.TextChoices):
    """Which rules set the last day for an answer; the terms stand in deadlines.PROFILES."""

    WONING = "nl_woningcorporatie", "Woningcorporatie (Woningwet 55b)"
    AWB = "nl_awb", "Bestuursorgaan (Awb 9:11)"
    WKKGZ = "nl_wkkgz", "Zorgaanbieder (Wkkgz 17)"
    KINDEROPVANG = "nl_kinderopvang", "Kinderopvang (Wko 1.57b)"
    RETAIL = "nl_retail", "Ondernemer of webwinkel"
    VLAANDEREN = "be_vlaanderen_bestuur", "Vlaamse overheid (Bestuursdecreet)"


class Font(models.TextChoices):
    """Letters that are on the site, or on the device of the reader."""

    SOURCE_SANS = "source-sans", "Source Sans 3: rustig en smal"
    LITERATA = "literata", "Literata: als in een boek"
    SYSTEM = "system", "De letter van het apparaat zelf"


class Organisation(models.Model):
    """One row: who we are to the customer, and the numbers of our own promises."""

    name = models.CharField("naam", max_length=100)
    phone = models.CharField("telefoon", max_length=30)
    email = models.EmailField("mailadres", help_text="Hier komen antwoorden aan. Zorg dat iemand het leest.")
    sender_email = models.EmailField("afzender van mail", help_text="Het adres dat boven onze mail staat.")
    address = models.CharField("adres", max_length=200)
    opening_hours = models.CharField("open", max_length=100)
    opening_hours_en = english("open, in het Engels", 100)
    website = models.URLField("website", blank=True)
    repair_url = models.URLField("pagina voor reparaties", blank=True)
    external_body = models.CharField(
        "commissie of ombudsman",
        max_length=150,
        help_text="Waar een klant heen kan als wij er niet uitkomen.",
    )
    external_body_en = english("commissie of ombudsman, in het Engels", 150)
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

    # the house style: these few values, the rest is derived (colours.py)
    colour = models.CharField("kleur", max_length=7, default=DEFAULT_COLOUR)
    marking = models.CharField("markering", max_length=7, default=DEFAULT_MARKING)
    corner = models.PositiveSmallIntegerField("hoeken", default=6, validators=[MaxValueValidator(12)])
    work_font = models.CharField(
        "letter van het scherm", max_length=20, choices=Font, default=Font.SOURCE_SANS
    )
    voice_font = models.CharField("letter van mensen", max_length=20, choices=Font, default=Font.LITERATA)
    logo = models.TextField("logo", blank=True, help_text="Een SVG, in één kleur.")
    logo_has_name = models.BooleanField("de naam staat al in het logo", default=False)
    style_version = models.CharField(max_length=12, blank=True, default="")

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

    @property
    def told_hours(self) -> str:
        return worded(self, "opening_hours")

    @property
    def told_body(self) -> str:
        return worded(self, "external_body")

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
