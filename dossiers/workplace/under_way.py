"""An acknowledgement that goes by itself, and from when on a person must look."""

from __future__ import annotations

from datetime import datetime, timedelta

from dossiers.models import Message

State = Message.State
LATE_AFTER = timedelta(minutes=30)
ON_ITS_WAY = (State.QUEUED, State.CLAIMED, State.HANDING)
STUCK = (State.HELD, State.FAILED, State.UNCERTAIN)


def leaves_by_itself(message: Message | None, at: datetime) -> bool:
    """Whether it is on its way and not late: nobody needs to do anything."""
    return message is not None and message.state in ON_ITS_WAY and message.created_at > at - LATE_AFTER
