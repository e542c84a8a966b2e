"""How the state of a message reads on the screen, and what a person can do about it."""

from __future__ import annotations

from dataclasses import dataclass

from dossiers.correspondence.follow_up import DATE_PASSED
from dossiers.models import Message

State, Carrier = Message.State, Message.Carrier


@dataclass(frozen=True)
class Shown:
    """Icon and shape of the label, and a sentence that explains the state."""

    icon: str
    tag: str
    explain: str


SHOWN = {
    State.HELD: Shown("hourglass", "care", "Dit bericht gaat pas weg als iemand van ons er iets mee doet."),
    State.QUEUED: Shown("clock", "plain", "Dit bericht gaat vanzelf. Lukt het niet meteen, dan later opnieuw."),
    State.CLAIMED: Shown("paper-plane-tilt", "note", "Dit bericht wordt nu verstuurd."),
    State.HANDING: Shown("paper-plane-tilt", "note", "De mailserver neemt dit bericht nu aan."),
    State.SENT: Shown("check-circle", "good", "Aangeboden aan de mailserver"),
    State.UNCERTAIN: Shown(
        "question", "care",
        "De verbinding viel weg tijdens het versturen. Misschien kwam het aan, misschien niet.",
    ),
    State.FAILED: Shown("warning-octagon", "stop", "De mailserver nam dit bericht niet aan. De melder heeft het niet."),
    State.SUPPRESSED: Shown("prohibit", "plain", "Dit bericht is niet verstuurd en gaat ook niet meer."),
}  # fmt: skip
BY_HAND = {
    Carrier.LETTER: "Verstuurd met de post",
    Carrier.PHONE: "Telefonisch doorgegeven",
}
# the four heaps on the screen
HEAPS = {
    "wacht": ("Wacht op een mens", (State.HELD, State.FAILED, State.UNCERTAIN)),
    "onderweg": ("Onderweg", (State.QUEUED, State.CLAIMED, State.HANDING)),
    "verstuurd": ("Verstuurd", (State.SENT,)),
    "ging-niet": ("Niet verstuurd", (State.SUPPRESSED,)),
}
OUTCOMES = {
    "sent": "aangenomen",
    "retry": "later opnieuw",
    "failed": "geweigerd",
    "uncertain": "geen antwoord",
}

# a restore held it; after the backup was made it may have gone
RESTORED = "teruggezet uit een back-up: kijk eerst of dit al weg is"
NEVER_WENT = (State.FAILED, State.SUPPRESSED)  # these reached nobody
STOPPED = (State.HELD, State.FAILED, State.UNCERTAIN)
CORRECTABLE = (State.HELD, State.FAILED)  # an uncertain one may have reached the first address


def explain(message: Message) -> str:
    if message.state == State.SENT and message.carrier == Carrier.EMAIL and message.sent_by_id:
        return "Aangekomen, dat hoorden wij. Verstuurd"
    if message.state == State.SENT:
        return BY_HAND.get(Carrier(message.carrier), SHOWN[State.SENT].explain)
    return SHOWN[State(message.state)].explain


def may_have_come(message: Message) -> bool:
    """Nobody knows: no answer after it was handed over, or what went after a backup is not in it."""
    return message.state == State.UNCERTAIN or is_restored(message)


def is_restored(message: Message) -> bool:
    return message.state == State.HELD and message.reason == RESTORED


def waits_for_hands(message: Message) -> bool:
    """A letter to post or a call to make."""
    return message.state == State.HELD and message.carrier in BY_HAND


def may_release(message: Message) -> bool:
    """A mail that stopped may go; not one that names a date that has passed."""
    return message.carrier == Carrier.EMAIL and message.state in STOPPED and not names_past(message)


def names_past(message: Message) -> bool:
    return message.reason == DATE_PASSED


def may_change_road(message: Message) -> bool:
    """What stopped may be told by phone or posted instead."""
    return message.state in STOPPED and not names_past(message)


def may_suppress(message: Message) -> bool:
    return message.state in STOPPED
