"""Proof that an alarm was offered over a second road."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0002_calendar_and_cache"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rung", models.CharField(max_length=20)),
                ("road", models.CharField(max_length=10)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("ok", models.BooleanField(default=False)),
                (
                    "alarm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="dossiers.alarm",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("alarm", "rung", "road"), name="one_offer_per_rung")
                ],
            },
        ),
    ]
