from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0017_invitations")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                Coalesce("sent_at", "created_at").desc(), models.F("id").desc(), name="message_went"
            ),
        ),
    ]
