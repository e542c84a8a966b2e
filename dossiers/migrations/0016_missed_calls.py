from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0015_made_from")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="missed_calls",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="niet bereikt"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="missed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="laatst niet bereikt"),
        ),
    ]
