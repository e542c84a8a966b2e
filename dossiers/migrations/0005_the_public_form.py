"""The public form as a weapon: proof of work, confirmed addresses, the breaker, and links looked up by a digest."""

from hashlib import sha256

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def digest_links(apps, schema_editor):
    table = apps.get_model("dossiers", "Link")
    for link in table.objects.filter(digest=None).iterator():
        table.objects.filter(pk=link.pk).update(digest=sha256(link.secret.encode()).hexdigest())


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0004_keep_until"),
    ]

    operations = [
        migrations.CreateModel(
            name="Breaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-opened_at"],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("address", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=150)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Miss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="filing",
            name="mailbox",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="filing",
            name="proved",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="link",
            name="digest",
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(fields=["source", "at"], name="filing_of_source"),
        ),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(fields=["mailbox", "at"], name="filing_to_mailbox"),
        ),
        migrations.AddField(
            model_name="breaker",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="link",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="confirmation", to="dossiers.link"
            ),
        ),
        migrations.AddIndex(
            model_name="miss",
            index=models.Index(fields=["source", "at"], name="miss_of_source"),
        ),
        migrations.AddConstraint(
            model_name="breaker",
            constraint=models.UniqueConstraint(
                models.Value(1), condition=models.Q(("closed_at", None)), name="one_open_breaker"
            ),
        ),
        migrations.AddIndex(
            model_name="confirmation",
            index=models.Index(fields=["address"], name="confirmation_address"),
        ),
        migrations.RunPython(digest_links, migrations.RunPython.noop),
    ]
