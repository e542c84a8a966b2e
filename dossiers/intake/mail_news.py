"""What the receipt says about the mail with the acknowledgement (R55): what is true at that moment, nothing else."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.dates import clock
from dossiers.models import Message

State = Message.State
# no mail went, and perhaps none will: the page itself tells that we have it
ON_PAGE = (State.HELD, State.SUPPRESSED)
NOW = _("Wij sturen hem nu naar %(to)s.")
LATER = _("Er is nu veel post. Daarom sturen wij hem later naar %(to)s.")
AGAIN = _("Mailen lukt nu even niet. Zodra onze mail het weer doet, gaat hij naar %(to)s, vandaag nog.")
BY_STATE: dict[str, str | Promise] = {
    State.SENT: _("Wij hebben hem om %(time)s gestuurd naar %(to)s."),
    State.HELD: _("Uw klacht is bij ons. Een collega kijkt nog of wij u kunnen mailen op %(to)s."),
    State.SUPPRESSED: _("Uw klacht is bij ons. U krijgt daarvan geen mail."),
    State.UNCERTAIN: _("Wij kijken of hij aankwam op %(to)s."),
    State.FAILED: _("Het lukte niet om te mailen naar %(to)s. Bel ons, dan zetten wij uw adres goed."),
}


def mail_news(message: Message, *, at: datetime) -> str:
    """Where the mail is."""
    told = _queued(message, at) if message.state == State.QUEUED else BY_STATE.get(message.state, NOW)
    return str(told) % {"time": clock(message.sent_at), "to": message.to_address}


def _queued(message: Message, at: datetime) -> str | Promise:
    """After a try that did not get through, in a portion of a flood, or about to go."""
    if message.attempts:
        return AGAIN
    return LATER if message.due_at > at else NOW
