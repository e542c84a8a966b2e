"""What is known about a message that waits for a person: who waits, until when, what was tried and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dossiers.correspondence.answers import meaning
from dossiers.correspondence.delivery import ONCE_MORE_AFTER
from dossiers.correspondence.letter import reader_of
from dossiers.correspondence.states import may_have_come
from dossiers.dates import clock, long_day, moment
from dossiers.models import Attempt, Message

State, Kind = Message.State, Message.Kind
LACKS = {
    Kind.ACKNOWLEDGEMENT: "weet nog niet dat {what} bij ons is",
    Kind.INTRODUCTION: "weet nog niet wie er helpt",
    Kind.PROGRESS: "hoorde nog niet hoe het ermee staat",
    Kind.PERSONAL: "kreeg dit bericht nog niet",
    Kind.ANSWER: "kreeg ons antwoord nog niet",
    Kind.SURVEY: "kon nog niet zeggen hoe het ging",
    Kind.REMINDER: "kreeg de herinnering nog niet",
    Kind.CLOSING: "kreeg de slotbrief nog niet",
}
NOT_YET, PERHAPS = "nog niet", "misschien nog niet"


@dataclass(frozen=True)
class Known:
    """The facts above the choices, as they read on the screen."""

    name: str
    lacks: str
    phone: str
    offered: str
    answer: str
    meaning: str
    by_when: str
    by_itself: str


def known(message: Message, tries: list[Attempt], *, at: datetime) -> Known:
    """`tries` in order of time; only those of a mail server count as offered."""
    name, phone = _reader(message)
    offers = [row for row in tries if row.outcome != State.SENT]
    answer = offers[-1].answer if offers and (message.state == State.FAILED or may_have_come(message)) else ""
    return Known(
        name=name, phone=phone, lacks=_lacks(message), offered=_offered(offers), answer=answer,
        meaning=meaning(answer), by_when=_by_when(message, at), by_itself=_by_itself(message, offers),
    )  # fmt: skip


def _reader(message: Message) -> tuple[str, str]:
    assert message.dossier is not None
    name, _email, phone = reader_of(message.dossier)
    return name or message.dossier.complainant.called, phone


def _lacks(message: Message) -> str:
    what = message.dossier.called if message.dossier else ""
    lacks = LACKS.get(Kind(message.kind), "kreeg dit bericht nog niet").format(what=what)
    return lacks.replace(NOT_YET, PERHAPS) if may_have_come(message) else lacks


def _offered(offers: list[Attempt]) -> str:
    if not offers:
        return "nog niet"
    first, last = moment(offers[0].at), moment(offers[-1].at)
    times = f"{len(offers)} keer: voor het eerst {first}, het laatst {last}"
    return f"één keer: {first}" if len(offers) == 1 else times


def _by_when(message: Message, at: datetime) -> str:
    """Only an acknowledgement has a day by which it must have gone."""
    if message.deadline_at is None or message.dossier is None or message.dossier.acknowledge_on is None:
        return ""
    day = long_day(message.dossier.acknowledge_on, "nl")
    return f"uiterlijk {day}" + (". Die dag is voorbij: doe het nu" if at > message.deadline_at else "")


def _by_itself(message: Message, offers: list[Attempt]) -> str:
    """An acknowledgement that may be lost goes once more without anybody (docs/promises.md)."""
    silences = [row for row in offers if row.outcome == State.UNCERTAIN]
    waits = message.kind == Kind.ACKNOWLEDGEMENT and message.state == State.UNCERTAIN and len(silences) == 1
    return f"om {clock(silences[0].at + ONCE_MORE_AFTER)} versturen wij hem nog één keer" if waits else ""
