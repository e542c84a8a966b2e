"""A dossier that waits for its evaluation stood at the top of the worklist, on a day that was past."""

from datetime import date, timedelta

from django.db import migrations
from django.db.models import Q


def stand_last(apps, schema_editor):
    rows = apps.get_model("dossiers", "Dossier").objects.filter(
        closed_at=None, kind="klacht", step=7, handler__isnull=False
    )
    owed = apps.get_model("dossiers", "Promise").objects.filter(kept_at=None).values("dossier")
    told = apps.get_model("dossiers", "Message").objects.filter(kind="ack", state__in=["sent", "suppressed"])
    rows = rows.filter(pk__in=told.values("dossier")).exclude(pk__in=owed)
    back = Q(answered_at__isnull=False) | Q(absent_at__isnull=False)
    looked_back = apps.get_model("dossiers", "Evaluation").objects.filter(back).values("dossier")
    rows.exclude(pk__in=looked_back).update(due_on=date.max)
    rows.filter(pk__in=looked_back).update(due_on=date.max - timedelta(days=1))


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0013_in_english")]
    operations = [migrations.RunPython(stand_last, migrations.RunPython.noop)]
