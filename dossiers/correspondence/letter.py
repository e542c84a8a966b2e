"""From blocks to what goes out: text, HTML, and the data of the PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from dossiers.colours import by_day, by_night
from dossiers.correspondence.blocks import Block, Heading, Reach
from dossiers.dates import long_day, moment
from dossiers.documents.pdf import TEMPLATES
from dossiers.models import Dossier, Message, Organisation, Party


@dataclass(frozen=True)
class Enclosure:
    """A PDF to go with a message: its name, template and data."""

    name: str
    template: str
    data: dict[str, Any]

    @property
    def version(self) -> int:
        return TEMPLATES[self.template]


@dataclass
class Letter:
    """A letter before it is posted: subject, first line in the mailbox, and its blocks."""

    kind: str
    subject: str
    title: str
    blocks: list[Block]
    preheader: str = ""
    foot: str = ""
    enclosures: list[Enclosure] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)  # what its function was given, as JSON can keep it


def _reader(dossier: Dossier) -> Any:
    party = next((p for p in dossier.parties.all() if p.part == Party.Part.REPRESENTATIVE), None)
    return party if party and (party.email or party.phone) else dossier.complainant


def reader_of(dossier: Dossier) -> tuple[str, str, str]:
    """Name, e-mail and phone of whom we write to: the representative where there is one."""
    person = _reader(dossier)
    return person.name, person.email, person.phone


def facts_of(dossier: Dossier) -> dict[str, str]:
    """What a letter says of the person and the case, by the name that a colleague reads."""
    name, _email, phone = reader_of(dossier)
    return {
        "naam": name, "organisatie": dossier.complainant.organisation, "postadres": dossier.complainant.address,
        "telefoonnummer": phone, "soort": dossier.get_kind_display(), "taal": dossier.language,
        "moment van ontvangst": moment(dossier.received_at, "nl"),
    }  # fmt: skip


def carrier_for(dossier: Dossier) -> str:
    """Mail where we can, else a letter to print or a call to make, the same day; always a road to whom we write."""
    person = _reader(dossier)
    roads = {
        Message.Carrier.EMAIL: bool(person.email),
        # of a representative we know no post address; his letter would fall on the mat of the complainant
        Message.Carrier.LETTER: bool(getattr(person, "address", "")),
        Message.Carrier.PHONE: bool(person.phone),
    }
    order = [dossier.complainant.preference, *roads]
    return next((road for road in order if roads.get(road)), Message.Carrier.PAGE)


def text_of(letter: Letter, organisation: Organisation) -> str:
    return (
        render_to_string("letters/mail.txt", {"letter": letter, "organisation": organisation}).strip() + "\n"
    )


def html_of(letter: Letter, organisation: Organisation, language: str) -> str:
    style = mail_style(organisation)
    context = {"letter": letter, "organisation": organisation, "language": language, "style": style}
    return render_to_string("letters/mail.html", context)


def mail_style(organisation: Organisation) -> dict[str, str]:
    """The few colours that a mail carries, by day and where the reader's program is dark."""
    day, night = (of(organisation.colour, organisation.marking) for of in (by_day, by_night))
    return {
        "brand": day["brand"], "band": day["band"], "here": day["here"],
        "night_brand": night["brand"], "night_on_brand": night["on-brand"],
    }  # fmt: skip


def head_of(organisation: Organisation) -> dict[str, Any]:
    return {
        "name": organisation.name,
        "address": organisation.address,
        "phone": organisation.phone,
        "email": organisation.email,
        "colour": by_day(organisation.colour, organisation.marking)["brand"],
        "logo": organisation.logo,
        "logo_has_name": organisation.logo_has_name,
    }


def contact_of(dossier: Dossier) -> dict[str, str]:
    """Who helps: the handler, or until there is one the team (R100)."""
    team, who = dossier.team, dossier.handler or dossier.team
    return {
        "name": who.told_name,
        "phone": who.phone or team.phone,
        "hours": who.told_hours or team.told_hours,
        "email": who.email,
    }


def on_paper(block: Any) -> dict[str, Any] | None:
    """A block as the PDF template reads it; a button becomes its address."""
    shapes: dict[str, Callable[[Any], dict[str, Any] | None]] = {
        "paragraph": lambda b: {"type": "paragraph", "text": f"{b.text} {b.url}".strip()},
        "heading": lambda b: {"type": "heading", "text": b.text},
        "list": lambda b: {"type": "list", "items": b.items},
        "table": lambda b: {"type": "table", "head": list(b.head), "rows": [list(r) for r in b.rows]},
        "steps": lambda b: {"type": "list", "items": [": ".join(row) for row in b.rows]},
        "person": lambda b: {"type": "paragraph", "text": "\n".join([b.name, *b.lines])},
        "button": lambda b: {"type": "paragraph", "text": f"{b.label}:\n{b.url}"},
    }
    return shapes[block.kind](block)


def _address_lines(address: str) -> list[str]:
    """Street and town each on a line of its own, also when they were typed behind each other."""
    return re.sub(r",\s*(?=\d{4} ?[A-Z]{2}\b)", "\n", address).splitlines()


def _without_card(blocks: list[Block]) -> list[Block]:
    """On paper the contact stands beside the address already: the card of the mail and its heading stay away."""
    after = [*blocks, None][1:]
    return [
        block for block, following in zip(blocks, after, strict=True)
        if not isinstance(block, Reach) and not (isinstance(block, Heading) and isinstance(following, Reach))
    ]  # fmt: skip


def brief(letter: Letter, dossier: Dossier, organisation: Organisation, at: datetime) -> Enclosure:
    """The letter on paper: the same blocks."""
    c = dossier.complainant
    name = reader_of(dossier)[0] or c.name
    day = long_day(timezone.localdate(at), dossier.language)
    data = {
        "lang": dossier.language,
        "at": at.isoformat(),
        "organisation": head_of(organisation),
        "date": day.split(" ", 1)[1],
        "reference": dossier.reference,
        "addressee": [line for line in [name, c.organisation, *_address_lines(c.address)] if line],
        "contact": contact_of(dossier),
        "subject": letter.title,
        "blocks": [shape for shape in map(on_paper, _without_card(letter.blocks)) if shape],
    }
    # two letters of one dossier never have one name
    labels = {Message.Kind.ANSWER: _("antwoord"), Message.Kind.CLOSING: _("slotbrief")}
    label = labels.get(Message.Kind(letter.kind)) or _(
        "brief"
    )  # not inside the f-string: makemessages is blind there
    return Enclosure(f"{label}-{dossier.reference}.pdf", "brief", data)


def in_language(language: str):  # type: ignore[no-untyped-def]
    """Compose inside this, and every sentence comes out in the reader's language."""
    return translation.override(language)
