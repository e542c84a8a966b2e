"""A letter as it would go, shown before it goes: to whom, along which road, with which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from dossiers.correspondence.letter import Letter, carrier_for, in_language, reader_of
from dossiers.models import Dossier, Message

C = Message.Carrier
# how it goes, said to the colleague who is about to send it
ROADS = {
    C.EMAIL: "Gaat per mail, meteen na het versturen.",
    C.LETTER: "Gaat per brief. Jij drukt hem af en geeft daarna door dat hij weg is.",
    C.PHONE: "Gaat per telefoon. Jij belt en vertelt dit in je eigen woorden. Voorlezen hoeft niet.",
    C.PAGE: "We weten niet hoe we de melder bereiken. Er gaat geen brief.",
}


@dataclass(frozen=True)
class Envelope:
    """To whom a letter would go."""

    name: str
    address: str
    carrier: str
    road: str
    can_go: bool


def envelope_of(dossier: Dossier) -> Envelope:
    prefetch_related_objects([dossier], "parties")
    carrier = carrier_for(dossier)
    name, email, phone = reader_of(dossier)
    address = {C.EMAIL: email, C.LETTER: dossier.complainant.address, C.PHONE: phone}.get(C(carrier), "")
    return Envelope(
        name or dossier.complainant.called, address, C(carrier).label, ROADS[C(carrier)], carrier != C.PAGE
    )


@dataclass(frozen=True)
class Preview:
    letter: Letter
    envelope: Envelope
    language: str


def preview_of(dossier: Dossier, compose: Callable[[], Letter]) -> Preview:
    prefetch_related_objects([dossier], "parties")
    with in_language(dossier.language):
        letter = compose()
    return Preview(letter, envelope_of(dossier), dossier.language)
