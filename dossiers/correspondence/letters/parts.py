"""What most letters share: whom they greet, who signs and helps, and the roads from here."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.utils.translation import gettext as _

from dossiers import links
from dossiers.correspondence.blocks import Block, Button, Heading, Paragraph, Reach
from dossiers.correspondence.copy import SPOKEN
from dossiers.correspondence.letter import carrier_for, contact_of, reader_of
from dossiers.dates import long_day
from dossiers.models import Dossier, Kind, Message, Organisation

# how people write a title, and how one speaks it
TITLES = {
    "mw": "mevrouw", "mevr": "mevrouw", "mevrouw": "mevrouw", "dhr": "meneer", "de heer": "meneer", "heer": "meneer",
    "meneer": "meneer",
}  # fmt: skip


def spoken(name: str) -> str:
    """ "Mw. Pietersen" as one says it: mevrouw Pietersen."""
    found = re.match(r"(de heer|\w+)\.?\s+(.+)", name, re.IGNORECASE)
    title = TITLES.get(found[1].lower()) if found else None
    return f"{title} {found[2]}" if found and title else name


def greeting(dossier: Dossier, *, known: bool = True) -> str:
    """By name; without one as long as nobody has looked at an address that a stranger typed (`known`)."""
    name = reader_of(dossier)[0]
    if not (known and name):
        return _("Goedendag,")
    return _("Beste %(name)s,") % {"name": spoken(name) if dossier.language == "nl" else name}


def noun(dossier: Dossier) -> str:
    return _("klacht") if dossier.kind == Kind.KLACHT else _("bericht")


def titled(dossier: Dossier) -> dict[str, str]:
    """What every title says: uw klacht (2026-00017-K)."""
    return {"what": noun(dossier), "number": dossier.reference}


def follow_button(dossier: Dossier, at: datetime) -> list[Block]:
    """The way to the page of the complainant; nobody can press a link on the phone."""
    if carrier_for(dossier) == Message.Carrier.PHONE:
        return []
    label = _("Volg uw %(what)s") % {"what": noun(dossier)}
    return [
        Button(label, links.address("follow", links.secret_of(dossier, at=at), language=dossier.language))
    ]


def helper(dossier: Dossier) -> list[Block]:
    """Who helps, and how to reach him (R100)."""
    who = contact_of(dossier)
    lines = [line for line in (f"{who['phone']}, {who['hours']}", who["email"]) if line]
    return [Heading(_("Wie helpt u?")), Reach(who["name"], lines)]


def outside_road(organisation: Organisation) -> list[Block]:
    """Where somebody can go who does not agree; the way there is free."""
    text = _("Bel ons, dan praten wij erover. U kunt ook gratis terecht bij %(body)s.") % {
        "body": organisation.told_body
    }
    return [
        Heading(_("Bent u het er niet mee eens?")),
        Paragraph(text, organisation.external_body_url),
    ]


def day_of(day: date, dossier: Dossier) -> str:
    return long_day(day, dossier.language)


def copy_sentence(dossier: Dossier, carrier: str) -> str:
    if dossier.carrier in SPOKEN:
        return _("Wat wij opschreven zit hierbij. Klopt er iets niet? Laat het ons weten.")
    if carrier == Message.Carrier.LETTER:
        return _("Een kopie van wat u ons schreef zit bij deze brief.")
    return _("Een kopie van wat u ons schreef zit hierbij (pdf).")


def farewell(dossier: Dossier, organisation: Organisation) -> Paragraph:
    """A person signs, in the name of the whole organisation (R11, R100)."""
    names = {"name": contact_of(dossier)["name"], "organisation": organisation.name}
    return Paragraph(_("Met vriendelijke groet,") + "\n" + _("%(name)s, namens %(organisation)s") % names)
