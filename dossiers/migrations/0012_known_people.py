"""People are found again while somebody types, and a call that is being written down is kept (R17)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dossiers.models.person_key import keys_of

AT_ONCE = 2_000


def find_again(apps, schema_editor):
    """What was there already. Adds rows only; the code of the release before goes on beside it."""
    person, key = (apps.get_model("dossiers", name) for name in ("Complainant", "PersonKey"))
    rows = []
    for one in person.objects.filter(is_anonymous=False).iterator(AT_ONCE):
        rows += [key(complainant=one, key=text) for text in sorted(keys_of(one))]
        if len(rows) > AT_ONCE:
            key.objects.bulk_create(rows, AT_ONCE)
            rows = []
    key.objects.bulk_create(rows, AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0011_expected_before"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=80)),
                (
                    "complainant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="dossiers.complainant",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegisterDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                ("fields", models.JSONField(default=dict)),
                ("as_note", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField(db_index=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="register_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("by", "key"), name="one_register_draft")],
            },
        ),
        migrations.RunPython(find_again, migrations.RunPython.noop),
    ]
