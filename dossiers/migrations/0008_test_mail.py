"""A mail to oneself, to try the mail server."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_two_factor"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ack", "Bevestiging"),
                    ("introduction", "Kennismaking"),
                    ("progress", "Bericht over voortgang"),
                    ("personal", "Persoonlijk bericht"),
                    ("answer", "Antwoord"),
                    ("survey", "Vraag hoe het ging"),
                    ("reminder", "Herinnering"),
                    ("closing", "Slotbrief"),
                    ("alarm", "Waarschuwing"),
                    ("test", "Proefmail"),
                ],
                max_length=15,
                verbose_name="soort",
            ),
        ),
    ]
