"""Until when a closed dossier is kept, also for what was closed before."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.utils import timezone

# as lifecycle.CLOSINGS had it when this was written: the label, and the years
CLOSINGS = {
    "answered": ("Beantwoord", 5),
    "solved_at_once": ("Meteen opgelost", 5),
    "refused": ("Niet in behandeling", 5),
    "withdrawn": ("Ingetrokken", 1),
    "not_a_complaint": ("Geen klacht", 1),
    "forwarded": ("Doorgestuurd", 1),
    "duplicate": ("Dubbel", 1),
}


def keep_what_is_closed(apps, schema_editor):
    dossiers = apps.get_model("dossiers", "Dossier").objects
    ended = apps.get_model("dossiers", "Period").objects.exclude(closed_at=None).order_by("opened_at")
    for period in ended.filter(dossier__closed_at__isnull=False, closing__in=CLOSINGS).iterator():
        label, years = CLOSINGS[period.closing]
        day = timezone.localdate(period.closed_at)
        until = (
            date(day.year + years, 3, 1)
            if (day.month, day.day) == (2, 29)
            else day.replace(year=day.year + years)
        )
        why = f"het is gesloten als “{label}”. Dat bewaren wij {years} jaar na het sluiten."
        dossiers.filter(pk=period.dossier_id).update(keep_until=until, keep_why=why)


def _years(name, default):
    return models.PositiveSmallIntegerField(
        name, default=default, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0003_second_road"),
    ]

    operations = [
        migrations.AddField("dossier", "keep_until", models.DateField("bewaren tot", blank=True, null=True)),
        migrations.AddField(
            "dossier", "keep_why", models.CharField("waarom zo lang", blank=True, max_length=200)
        ),
        migrations.AddField("organisation", "keep_years", _years("zo veel jaar bewaren", 5)),
        migrations.AddField(
            "organisation", "keep_years_dropped", _years("zo veel jaar bewaren wat niet doorging", 1)
        ),
        migrations.AddConstraint(
            "dossier",
            models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", False),
                    models.Q(("keep_until", None), ("keep_why", "")),
                    _connector="OR",
                ),
                name="kept_from_closing_on",
            ),
        ),
        migrations.RunPython(keep_what_is_closed, migrations.RunPython.noop),
    ]
