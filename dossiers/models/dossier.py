"""The dossier: one complaint and where it stands. `step` is written by lifecycle.make_move alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from dossiers.models.organisation import Category
from dossiers.models.user import Team


class Step(models.IntegerChoices):
    """The seven steps (R53). Closed is not an eighth."""

    HERKENNEN = 1, "Herkennen"
    BEVESTIGEN = 2, "Bevestigen"
    INFORMEREN = 3, "Informeren"
    DOSSIER = 4, "Dossier"
    ANALYSEREN = 5, "Analyseren"
    OPLOSSEN = 6, "Oplossen"
    EVALUEREN = 7, "Evalueren"


class Kind(models.TextChoices):
    """What came in (R49); only a klacht walks the seven steps."""

    KLACHT = "klacht", "Klacht"
    REPARATIEVERZOEK = "reparatieverzoek", "Reparatieverzoek"
    GESCHIL = "geschil", "Geschil"
    BEZWAAR = "bezwaar", "Bezwaar"
    VRAAG = "vraag", "Vraag"
    COMPLIMENT = "compliment", "Compliment"


class Level(models.TextChoices):
    """All three count, all are registered (R50)."""

    KLACHT = "klacht", "Klacht"
    ONVREDE = "onvrede", "Onvrede"
    KRITIEK = "kritiek", "Kritiek"


class Carrier(models.TextChoices):
    """What it came in on (R63)."""

    FORMULIER = "formulier", "Formulier"
    EMAIL = "email", "E-mail"
    TELEFOON = "telefoon", "Telefoon"
    BALIE = "balie", "Balie"
    BRIEF = "brief", "Brief"
    SOCIALE_MEDIA = "sociale_media", "Sociale media"


class Route(models.TextChoices):
    """Through whom it came in (R63)."""

    RECHTSTREEKS = "rechtstreeks", "Rechtstreeks"
    VERTEGENWOORDIGER = "vertegenwoordiger", "Via een vertegenwoordiger"
    OMBUDSMAN = "ombudsman", "Via de ombudsman"
    BESTUUR = "bestuur", "Via het bestuur"


class Dossier(models.Model):
    """A complaint, from the moment it came in until long after it closed."""

    reference = models.CharField("nummer", max_length=16, unique=True)
    kind = models.CharField("soort", max_length=20, choices=Kind, default=Kind.KLACHT)
    level = models.CharField("toon", max_length=10, choices=Level, default=Level.KLACHT)
    carrier = models.CharField("binnen via", max_length=15, choices=Carrier)
    route = models.CharField("kanaal", max_length=20, choices=Route, default=Route.RECHTSTREEKS)
    subject = models.CharField("onderwerp", max_length=150)
    # the complainant's own words and the form as filled: never changed after filing (R39, R60)
    story = models.TextField("verhaal")
    form = models.JSONField("formulier zoals ingevuld", default=list)
    language = models.CharField("taal", max_length=2, default="nl", choices=settings.LANGUAGES)

    received_at = models.DateTimeField("ontvangen op")
    registered_at = models.DateTimeField("vastgelegd op")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="registered"
    )
    acknowledge_on = models.DateField("bevestigen op")

    step = models.PositiveSmallIntegerField("stap", choices=Step, default=Step.HERKENNEN)
    step_since = models.DateTimeField("in deze stap sinds")
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name="onderwerp soort"
    )
    team = models.ForeignKey(Team, models.PROTECT, verbose_name="team")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="handles"
    )
    occurred = models.CharField("wanneer en waar", max_length=300, blank=True)
    customer_proposal = models.TextField("wat zou helpen", blank=True)
    better = models.TextField("hoe beter", blank=True)

    expected_on = models.DateField("antwoord verwacht", null=True, blank=True)
    expected_before = models.DateField(
        "eerder genoemde datum", null=True, blank=True
    )  # told with the new one (R58)
    decide_by = models.DateField("antwoord uiterlijk", null=True, blank=True)
    # written by lifecycle.close alone: until when it is kept, and why; empty while it is open
    keep_until = models.DateField("bewaren tot", null=True, blank=True)
    keep_why = models.CharField("waarom zo lang", max_length=200, blank=True)
    last_contact_at = models.DateTimeField("laatste contact")
    # calls that nobody answered since we last spoke (correspondence/missed.py)
    missed_calls = models.PositiveSmallIntegerField("niet bereikt", default=0, db_default=0)
    missed_at = models.DateTimeField("laatst niet bereikt", null=True, blank=True)
    # the first date that asks something of us: the worklist sorts on it
    due_on = models.DateField("eerste termijn")
    # the door counts its own changes, so that two people never overwrite each other
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=[f, "id"], name=f"dossier_{f}")
            for f in ("received_at", "due_on", "last_contact_at", "step")
        ] + [models.Index(fields=["handler", "closed_at", "due_on"], name="dossier_handler")]
        constraints = [
            models.CheckConstraint(condition=models.Q(step__range=(1, 7)), name="seven_steps"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="known_kind"),
            models.CheckConstraint(
                condition=models.Q(registered_at__gte=models.F("received_at")),
                name="registered_after_received",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="klacht") | models.Q(step=1), name="only_a_complaint_walks"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=False) | models.Q(keep_until=None, keep_why=""),
                name="kept_from_closing_on",
            ),
        ]

    # rows that a page read along, by name (lifecycle.look); what acts reads anew
    seen: Mapping[str, Any] = MappingProxyType({})

    UNCHANGING = ("story", "form", "received_at", "reference")

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def from_db(cls, db, field_names, values):  # type: ignore[no-untyped-def]
        dossier = super().from_db(db, field_names, values)
        dossier._filed = {n: v for n, v in zip(field_names, values, strict=False) if n in cls.UNCHANGING}
        return dossier

    def save(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        """What came in stays as it came in (R39, R60)."""
        filed = getattr(self, "_filed", {})
        if any(getattr(self, name) != value for name, value in filed.items()):
            raise ValidationError("Wat de melder schreef, blijft zoals het was.")
        super().save(*args, **kwargs)

    @property
    def called(self) -> str:
        """How a colleague speaks of it: only a klacht is called one (R49)."""
        return "de klacht" if self.kind == Kind.KLACHT else "het bericht"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def was_told(self) -> bool:
        """A colleague wrote it down while somebody spoke: the words are not all the complainant's own."""
        return self.carrier in (Carrier.TELEFOON, Carrier.BALIE)


class Period(models.Model):
    """One stretch in which a dossier was open; reopening starts a new one."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="periods")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closing = models.CharField(max_length=30, blank=True)
    note = models.TextField(blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(closed_at=None), name="one_open_period"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | ~models.Q(closing=""), name="closed_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.opened_at:%Y-%m-%d}"


class Counter(models.Model):
    """The last number given out in a year. Taking one is a lock until commit: take it last."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
