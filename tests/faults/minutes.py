"""Minutes that go by: the big run waits for them; elsewhere all in the database becomes older and the guard looks now."""

OLDER = """
from datetime import timedelta
from django.db.models import F
from django.utils import timezone
from dossiers.correspondence import guard
from dossiers.models import Heartbeat, Message
by = timedelta(minutes={minutes})
Heartbeat.objects.filter(name__in={silent}).update(at=F("at") - by)
Message.objects.filter(state="queued").update(due_at=F("due_at") - by, created_at=F("created_at") - by)
guard.look(at=timezone.now())
"""


def hurry(rig, product, minutes, *silent):
    """Who is silent has been so for that long, and who waits has waited for that long."""
    if not rig.wait:
        product.script(OLDER.format(minutes=minutes, silent=silent))
        product.manage("manage.py", "guard", "--deliver")
