"""A test of both roads of our mail, and what an answer means for who set up the server."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.conf import settings

from dossiers.correspondence import outbox, roads, unreachable
from dossiers.models import Message, Organisation, User

State = Message.State
UNDER_WAY = (State.QUEUED, State.CLAIMED, State.HANDING)
NOBODY_TOOK_IT = timedelta(seconds=20)  # the clock looks every ten
TEXT = "Dit is een proefmail van Klachten. Lees je dit, dan werkt de mail. Je hoeft niets te doen.\n"
TRIED = "Dit is een proef van de waarschuwingen van Klachten. Je hoeft niets te doen."
NOT_RUNNING = (
    "Niemand pakt de proefmail op. Het deel dat post verstuurt, draait niet. Start Klachten opnieuw, of vraag het je "
    "systeembeheerder."
)
# the first that fits what came back; why a server could not be reached says itself (unreachable.py)
TROUBLE = (
    (
        "^afzender",
        "{host} wil niet mailen namens {sender}. Vraag de beheerder van de mail om dat toe te staan.",
    ),
    (
        "^(geen antwoord na|afgebroken)",
        "De mail is aangeboden en toen werd het stil. Kijk of hij is aangekomen.",
    ),
    (r"^[45]\d\d", "{host} neemt een mail aan {to} niet aan. Hieronder staat wat hij zegt."),
)


def start(user: User, *, at: datetime) -> Message:
    """Over the outbox and the process that sends, as every letter: what is tested is the road itself."""
    return outbox.post_test(user, TEXT, at=at)


def last_of(user: User) -> Message | None:
    return Message.objects.filter(kind=Message.Kind.TEST, to_address=user.email).first()


def is_under_way(message: Message) -> bool:
    return message.state in UNDER_WAY


def trouble(message: Message, *, at: datetime) -> str:
    """What is wrong and what to do, in one or two sentences; "" while it may still go well."""
    if message.state == State.QUEUED and at - message.created_at > NOBODY_TOOK_IT:
        return NOT_RUNNING
    if message.state == State.SENT or is_under_way(message):
        return ""
    server = {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    sender = Organisation.current().sender_email
    return meaning(message.answer, sender=sender, to=message.to_address, **server)


def meaning(answer: str, **words: object) -> str:
    if answer.startswith(unreachable.BEGIN):
        return _sentence(answer.removeprefix(unreachable.BEGIN))
    found = (sentence for pattern, sentence in TROUBLE if re.search(pattern, answer))
    return next(found, "Er ging iets mis. Hieronder staat wat er terugkwam.").format(**words)


def second_road() -> dict[str, str]:
    """Try each road of a warning, all within roads.AT_MOST seconds: "" when it was taken, else why not."""
    answers = roads.take(dict.fromkeys(roads.configured(), TRIED))
    return {road: wrong and _sentence(wrong) for road, wrong in answers.items()}


def _sentence(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}."
