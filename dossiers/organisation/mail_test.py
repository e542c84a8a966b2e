"""A test of both roads of our mail, and what an answer means for who set up the server."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.conf import settings

from dossiers.correspondence import outbox, roads
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
# the first that fits what came back: the name of an error of the network, or the words of the server
TROUBLE = (
    ("gaierror", "De mailserver {host} is niet te vinden. Kijk of de naam klopt."),
    ("ConnectionRefusedError", "Op {host} luistert niets bij poort {port}. Kijk of de poort klopt."),
    ("TimeoutError", "{host} geeft geen antwoord. Vaak houdt een firewall poort {port} tegen."),
    ("Authentication|^53[0458]", "{host} laat ons niet binnen: de gebruikersnaam of het wachtwoord klopt niet."),
    (
        "CertVerification",
        "Het certificaat van {host} klopt niet: verlopen, van een andere naam, of van een onbekende uitgever.",
    ),
    ("SSLError", "Versleutelen lukt niet. Bij poort 587 hoort smtp+tls://, bij poort 465 smtp+ssl://."),
    ("NotSupported", "{host} kan niet wat wij vragen: versleutelen, of inloggen met een wachtwoord."),
    (
        "Disconnected|ConnectError|HeloError|ConnectionReset",
        "{host} hangt meteen op. Kent de server het adres van deze computer, en verwacht hij versleuteling?",
    ),
    ("^afzender", "{host} wil niet mailen namens {sender}. Vraag de beheerder van de mail om dat toe te staan."),
    ("^(geen antwoord na|afgebroken)", "De mail is aangeboden en toen werd het stil. Kijk of hij is aangekomen."),
    ("^geen verbinding", "Er kwam geen verbinding met {host}. Kijk de instelling na."),
    (r"^[45]\d\d", "{host} neemt een mail aan {to} niet aan. Hieronder staat wat hij zegt."),
)  # fmt: skip


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
    found = (sentence for pattern, sentence in TROUBLE if re.search(pattern, answer))
    return next(found, "Er ging iets mis. Hieronder staat wat er terugkwam.").format(**words)


def second_road() -> dict[str, str]:
    """Try each road of a warning, all within roads.AT_MOST seconds: "" when it was taken, else why not."""
    answers = roads.take(dict.fromkeys(roads.configured(), TRIED))
    return {road: _why(road, wrong) for road, wrong in answers.items()}


def _why(road: str, wrong: str) -> str:
    """A road says it in words of its own, or names an error of the network."""
    if not wrong or road != "mail" or " " in wrong:
        return wrong
    server = settings.ALARM_EMAIL or {}
    return meaning(
        wrong, host=server["HOST"], port=server["PORT"], sender="ons", to=", ".join(roads.addresses())
    )
