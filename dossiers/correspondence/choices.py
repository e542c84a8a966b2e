"""The choices of a person about a message that waits: what each does, and what can go wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from dossiers.correspondence import another_road, decide, missed, remake, states
from dossiers.models import Message

State, Carrier, Kind = Message.State, Message.Carrier, Message.Kind
TWICE = (
    "Is de eerste toch aangekomen, dan krijgt {name} hem twee keer. Beide hebben hetzelfde kenmerk (Message-ID): "
    "de meeste mailprogramma’s laten er dan één zien."
)
AGAIN = {
    State.HELD: ("Verstuur toch", "De mail gaat binnen een minuut naar {to}."),
    State.FAILED: (
        "Probeer opnieuw",
        "Dezelfde mail gaat nog eens naar {to}. Is daar niets veranderd, dan wordt hij weer geweigerd.",
    ),
    State.UNCERTAIN: ("Nog een keer versturen", f"Dezelfde mail gaat nog eens naar {{to}}. {TWICE}"),
}
BY_HAND = {
    Carrier.LETTER: (
        "Verzonden", "check", "Druk de brief af en doe hem op de post. Druk daarna op “Verzonden”."
    ),
    Carrier.PHONE: (
        "Gebeld", "phone-outgoing", "Bel en vertel wat hieronder staat. Voorlezen hoeft niet. Druk daarna op “Gebeld”."
    ),
}  # fmt: skip
IN_WRITING = (Kind.ANSWER, Kind.CLOSING)
TO_NEW = "In het dossier staat nu een ander adres. De mail gaat naar {new}, niet meer naar {to}."
CORRECT = (
    "Klopt {to} niet? Verander het bij de gegevens. Dan kun je deze mail hier naar het nieuwe adres sturen."
)
CALL = "Bel {phone} en schrijf op wat er gezegd is. Dat komt in de plaats van dit bericht."
CALL_ANSWER = " Zo’n brief hoort de melder ook op papier of per mail te krijgen: stuur hem daarna alsnog."
PRINT = "De tekst wordt een brief aan {post}, in de plaats van dit bericht. Hij telt pas als jij zegt dat hij weg is."
NO_POST = "Wij weten geen postadres. Vul het in bij de gegevens, dan kun je hier een brief maken."
OTHER_ROAD = (
    "Lukt bellen niet? Zet bij de gegevens een post- of mailadres, en kies daar die weg. Daarna kun je dit bericht "
    "hier zo laten gaan."
)
REWRITE = "De datum in dit bericht klopt niet meer. Schrijf een nieuw bericht, en laat dit daarna niet gaan."
ANEW = (
    "Sinds dit bericht klaarstond is iets veranderd: {what}. Hieronder staat het nog zoals het was. "
    "Maak het opnieuw, met dezelfde woorden en de nieuwe gegevens. Het gaat dan per {road}."
)
ARRIVED = (
    "Hoorde je van {name} dat deze mail er is? Dan hoeft er niets meer te gaan, en telt hij als verstuurd."
)
STOP = "{name} krijgt dit bericht niet. Je schrijft op waarom: dat staat daarna in het dossier."


@dataclass(frozen=True)
class Choice:
    """`kind` names the part of the page that draws it; `does` is the sentence beside it."""

    kind: str
    label: str
    icon: str
    does: str


def choices(message: Message, *, name: str, works: bool) -> list[Choice]:
    """What this person can do, the likeliest first; `works`: may change the dossier."""
    anew = _anew(message) if works else []
    if message.state not in states.STOPPED:
        return anew
    said = {"to": message.to_address, "name": name}
    others = _others(message, said) if works else []
    first = others if _rings_in_vain(message) else []
    rest = [choice for choice in others if choice not in first]
    heard = (
        [Choice("arrived", "Hij is aangekomen", "check", ARRIVED.format(**said))]
        if _may_have_come(message, works)
        else []
    )
    found = [
        *anew,
        *heard,
        *first,
        *_by_hand(message, said),
        *(_mails(message, said) if works else []),
        *rest,
    ]
    if works and states.may_suppress(message):
        found.append(Choice("stop", "Niet versturen", "prohibit", STOP.format(**said)))
    return found


def _may_have_come(message: Message, works: bool) -> bool:
    return works and states.may_have_come(message) and message.dossier is not None


def _rings_in_vain(message: Message) -> bool:
    """Called often enough: now another road comes first."""
    dossier = message.dossier
    return dossier is not None and message.carrier == Carrier.PHONE and missed.is_enough(dossier)


def _anew(message: Message) -> list[Choice]:
    """What stands in it is no longer so: the same words, with the facts of now."""
    what = remake.changed(message)
    if not what:
        return []
    road = Carrier(remake.road_of(message)).label.lower()
    does = ANEW.format(what=" en ".join(what), road=road)
    return [Choice("anew", "Maak het opnieuw", "arrow-counter-clockwise", does)]


def _by_hand(message: Message, said: dict[str, str]) -> list[Choice]:
    if not states.waits_for_hands(message):
        return []
    label, icon, does = BY_HAND[Carrier(message.carrier)]
    return [Choice("by_hand", label, icon, does.format(**said))]


def _mails(message: Message, said: dict[str, str]) -> list[Choice]:
    """The mail itself: to the new address, to the same one, or first mended."""
    if not states.may_release(message):
        return (
            [Choice("write", "Schrijf een nieuw bericht", "note-pencil", REWRITE)]
            if states.names_past(message)
            else []
        )
    new, (label, does) = decide.present_address(message), AGAIN[State(message.state)]
    twice = f" {TWICE}" if states.is_restored(message) else ""
    again = Choice(
        "again",
        f"{label} naar {message.to_address}" if new else label,
        "paper-plane-tilt",
        (does + twice).format(**said),
    )
    if new:
        return [
            Choice("new", f"Verstuur naar {new}", "paper-plane-tilt", TO_NEW.format(new=new, **said)),
            again,
        ]
    correct = Choice("correct", "Verander eerst het adres", "pencil-simple", CORRECT.format(**said))
    first = [correct] if message.state in states.CORRECTABLE else []
    return [*first, again] if message.state == State.FAILED else [again, *first]


def _others(message: Message, said: dict[str, str]) -> list[Choice]:
    """Another road to the same person."""
    found, phone, post = [], another_road.phone_of(message), another_road.post_address_of(message)
    if phone:
        does = CALL.format(phone=phone, **said) + (CALL_ANSWER if message.kind in IN_WRITING else "")
        found.append(Choice("call", "Bel in plaats daarvan", "phone-outgoing", does))
    if post:
        found.append(
            Choice(
                "print",
                "Druk af als brief",
                "printer",
                PRINT.format(post=", ".join(post.splitlines()), **said),
            )
        )
    elif not phone and message.carrier == Carrier.EMAIL and states.may_release(message):
        found.append(Choice("correct", "Vul een postadres in", "pencil-simple", NO_POST))
    elif _rings_in_vain(message):
        found.append(Choice("correct", "Kies een andere weg", "pencil-simple", OTHER_ROAD))
    return found
