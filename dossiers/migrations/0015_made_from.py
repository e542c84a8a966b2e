from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0014_no_day_last")]

    operations = [
        migrations.AddField(
            model_name="message", name="made_from", field=models.JSONField(blank=True, null=True)
        ),
    ]
