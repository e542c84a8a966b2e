"""What happened, in sentences. Only `record` adds a line; a missing word fails at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from typing import Any

from dossiers.models import Dossier, Event, Message, User


@dataclass(frozen=True)
class Actor:
    """Who acts: a colleague, the complainant, or the system by name."""

    name: str
    user: User | None = None
    from_outside: bool = False


SYSTEM = Actor("Klachten")


def colleague(user: User) -> Actor:
    return Actor(user.name, user)


def complainant(dossier: Dossier) -> Actor:
    return Actor(dossier.complainant.called, from_outside=True)


# past tense, so that "Joris" and "Jij" both fit: "{actor} belde …"
SENTENCES = {
    "filed": "{actor} diende het in via het formulier.",
    "registered": "{actor} legde dit vast. Het kwam binnen via {carrier}, op {received}.",
    "moved": "{actor} ging van {start} naar {end}.",
    "went_on": "Het dossier ging van {start} naar {end}.",
    "moved_back": "{actor} ging terug van {start} naar {end}.",
    "kind_changed": "{actor} veranderde de soort van {old} in {new}.",
    "assigned": "{actor} wees {handler} aan als behandelaar.",
    "categorised": "{actor} zette dit bij {category}, team {team}.",
    "details_changed": "{actor} paste de gegevens aan: {what}.",
    "received_corrected": "{actor} verbeterde wanneer dit binnenkwam: niet {old}, maar {new}.",
    "counted_anew": "{actor} liet de laatste dag voor het antwoord opnieuw tellen: van {old} naar {new}.",
    "contact": "{actor} legde vast: {kind}.",
    "not_reached": "{actor} belde, maar bereikte niemand.",
    "contact_earlier": "{actor} legde vast: {kind}, op {when}.",
    "customer_wrote": "{actor} stuurde een bericht.",
    "files_added": "{actor} voegde toe: {files}.",
    "party_added": "{actor} voegde {name} toe ({part}).",
    "party_changed": "{actor} veranderde de gegevens van {name}.",
    "party_removed": "{actor} haalde {name} weg ({part}).",
    "posted": "{actor} maakte klaar: {what}, aan {to}.",
    "sent": "{what} is aangeboden aan de mailserver om {time}.",
    "released": "{actor} laat dit versturen: {what}, aan {to}.",
    "readdressed": "{actor} gaf een bericht het nieuwe adres: {what}, aan {to}.",
    "remade": "{actor} veranderde wat erin stond; daarom is opnieuw gemaakt: {what}.",
    "sent_by_hand": "{actor} gaf door: {what} is {how}.",
    "arrived": "{actor} hoorde dat dit aankwam: {what}.",
    "on_paper": "{actor} maakte er een brief van: {what}.",
    "not_sent": "{what} is niet verstuurd: {reason}.",
    "uncertain": "Van {what} weten we niet of die aankwam.",
    "shown": "De bevestiging stond op het scherm na het indienen.",
    "promised": "{actor} beloofde: {what}, uiterlijk {due}.",
    "promise_withdrawn": "{actor} trok een belofte in: {what}.",
    "promise_passed": "{actor} gaf een belofte door aan {owner}: {what}.",
    "kept": "Belofte gehouden: {what}.",
    "expected": "{actor} noemde een datum voor het antwoord: {date}.",
    "analysed": "{actor} schreef de ontleding op.",
    "redress_added": "{actor} koos als oplossing: {what}.",
    "redress_removed": "{actor} haalde een oplossing weg: {what}.",
    "redress_done": "{actor} gaf door dat dit gedaan is: {what}.",
    "evaluated": "{actor} gaf een {handling} voor het contact en een {solution} voor de oplossing.",
    "evaluation_noted": "De melder gaf een {handling} voor het contact en een {solution} voor de oplossing. "
    "{actor} schreef het op.",
    "evaluation_absent": "{actor} legde vast dat er geen evaluatie komt: {reason}.",
    "closed": "{actor} sloot het dossier: {closing}.",
    "reopened": "{actor} opende het dossier opnieuw.",
    "address_confirmed": "{actor} bevestigde het mailadres {address}.",
    "link_renewed": "{actor} maakte een nieuwe link. De oude werkt niet meer.",
    "held": "{what} wacht op een mens: {reason}.",
}

# a step forward, made by a person or by the fact itself
MOVED = ("moved", "went_on")


def record(
    dossier: Dossier,
    kind: str,
    /,
    *,
    by: Actor,
    at: datetime,
    quote: str = "",
    message: Message | None = None,
    **words: str,
) -> Event:
    """Add one line. KeyError when the sentence is unknown or a word is missing or too many."""
    wanted = {name for _, name, _, _ in Formatter().parse(SENTENCES[kind]) if name} - {"actor"}
    if wanted != set(words):
        raise KeyError(f"{kind} needs {sorted(wanted)}, got {sorted(words)}")
    return Event.objects.create(
        dossier=dossier,
        kind=kind,
        at=at,
        actor_name=by.name,
        actor=by.user,
        from_outside=by.from_outside,
        words=words,
        quote=quote,
        message=message,
    )


def sentence(event: Event, reader: Any = None) -> str:
    """The line as `reader` reads it: his own name becomes "Jij"."""
    own = reader is not None and event.actor_id is not None and event.actor_id == reader.pk
    words = dict(event.words)
    if words.get("handler") == event.actor_name:
        words["handler"] = "jezelf" if own else "zichzelf"
    return SENTENCES[event.kind].format(actor="Jij" if own else event.actor_name, **words)
