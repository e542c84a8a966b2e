"""Who comes second reads who decided about this heap, when and what (A5)."""

from __future__ import annotations

from django.db.models import QuerySet

from dossiers.correspondence.flood_groups import heap_of
from dossiers.correspondence.flood_seen import Seen
from dossiers.dates import moment
from dossiers.models import Event, Message, User
from dossiers.permissions import dossiers_to_work

NOTHING = "Van wat je zag, wacht niets meer."
STOPPED = "niet versturen"
DECIDED = {"released": "laten gaan", "not_sent": STOPPED}


def who_was_first(user: User, way: str, key: str, seen: Seen) -> str:
    """Of the dossiers this person may work on. A stop that the dossiers were not told yet is of just now."""
    mine = Message.objects.filter(kind=Message.Kind.ACKNOWLEDGEMENT, dossier__in=dossiers_to_work(user))
    who = _decided(seen.among(heap_of(mine, way, key)), user)
    return f"{NOTHING} {who or 'Iemand anders was je misschien voor.'}"


def _decided(heap: QuerySet[Message], reader: User) -> str:
    untold = heap.filter(state=Message.State.SUPPRESSED, told=False).exclude(sent_by=None)
    if stopped := untold.select_related("sent_by").defer("text", "html").first():
        assert stopped.sent_by is not None
        who = "Jij" if stopped.sent_by == reader else stopped.sent_by.name
        return f"{who} besloot hier net over: {STOPPED}."
    lines = Event.objects.filter(message__in=heap.order_by(), kind__in=DECIDED).exclude(actor=None)
    if line := lines.order_by("-at", "-pk").first():
        who = "Jij" if line.actor_id == reader.pk else line.actor_name
        return f"{who} besloot hierover op {moment(line.at, 'nl')}: {DECIDED[line.kind]}."
    return ""
