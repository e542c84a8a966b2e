"""Days on which nobody works. The rows are the truth; a library only fills them in."""

from django.db import models


class Holiday(models.Model):
    """One day off. A day made equal to a holiday by decree rolls a legal term, but people do work on it."""

    class Sort(models.TextChoices):
        HOLIDAY = "holiday", "feestdag"
        EQUATED = "equated", "gelijkgestelde dag"
        CLOSING = "closing", "eigen sluitingsdag"

    day = models.DateField("dag")
    name = models.CharField("naam", max_length=100)
    sort = models.CharField("soort", max_length=10, choices=Sort, default=Sort.HOLIDAY)
    country = models.CharField("land", max_length=2, default="NL")

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["country", "day"], name="one_row_per_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
