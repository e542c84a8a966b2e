"""Fill the calendar, and make the table of the shared cache (log-in limits)."""

from datetime import date

import holidays
from django.core.management import call_command
from django.db import migrations

YEARS = range(2020, 2041)
COUNTRIES = {"NL": ("public", "optional"), "BE": ("public",)}
# made equal to a holiday by royal decree (Algemene termijnenwet 3 lid 3); one secondary source
EQUATED = ("2025-05-30", "2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26")


def fill_calendar(apps, schema_editor):
    Holiday = apps.get_model("dossiers", "Holiday")
    for country, categories in COUNTRIES.items():
        days = holidays.country_holidays(country, years=YEARS, categories=categories, language="nl")
        Holiday.objects.bulk_create(
            Holiday(country=country, day=day, name=name, sort="holiday") for day, name in sorted(days.items())
        )
    Holiday.objects.bulk_create(
        Holiday(country="NL", day=date.fromisoformat(day), name="Gelijkgestelde dag", sort="equated")
        for day in EQUATED
    )


def make_cache(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_start")]
    operations = [
        migrations.RunPython(fill_calendar, migrations.RunPython.noop),
        migrations.RunPython(make_cache, migrations.RunPython.noop),
    ]
