"""Somebody else settled a message first: who, what and when, as the timeline has it (F17)."""

from __future__ import annotations

from dossiers.dates import moment
from dossiers.models import Message, User
from dossiers.timeline import sentence

State = Message.State
# the lines of the timeline that explain why a message is no longer what the page showed
BROUGHT = {
    State.QUEUED: ("released",),
    State.CLAIMED: ("released",),
    State.HANDING: ("released",),
    State.SENT: ("released", "sent_by_hand", "arrived"),
    State.SUPPRESSED: ("not_sent",),
    State.HELD: ("on_paper",),
}


def told(message: Message, reader: User) -> str:
    """Who brought it where it is now; "" when nobody did, as with a mail that went by itself."""
    if message.dossier is None:
        return ""
    lines = message.dossier.events.filter(message=message, kind__in=BROUGHT.get(State(message.state), ()))
    if (line := lines.first()) is None:
        return ""
    who = "Jij besliste dit al" if line.actor_id == reader.pk else f"{line.actor_name} was je voor"
    return f"{who}, op {moment(line.at, 'nl')}: “{sentence(line, reader)}” Kijk hieronder hoe het nu staat."
