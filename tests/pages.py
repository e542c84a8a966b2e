"""Every page there is, on the demo data, by who opens it: one list for axe, the pictures and the weighing.

In braces stands what a page is about: a dossier's number (`{open}` has nearly all in it, `{new}` is fresh, `{closed}` is over), a row's
number, or the secret of a link. `found` looks them up in a running product.
"""

from __future__ import annotations

import json
from typing import NamedTuple


class Page(NamedTuple):
    """Where a picture is kept (`name`.png), the address, and who reads it: "" is a visitor."""

    name: str
    address: str
    who: str


HANDLER, ADMINISTRATOR = "joris@woonstede.example", "winston@woonstede.example"

PUBLIC = {
    "indienen": "/", "indienen-engels": "/en/", "ontvangen": "/ontvangen/{received}/", "volgen": "/volg/{follow}/",
    "volgen-gesloten": "/volg/{over}/", "volgen-engels": "/en/volg/{follow}/", "evalueren": "/volg/{asked}/evaluatie/",
    "procedure": "/procedure/", "privacy": "/privacy/", "toegankelijkheid": "/toegankelijkheid/",
    "inloggen": "/account/inloggen/", "wachtwoord-vergeten": "/account/wachtwoord-vergeten/",
    "adres-bevestigen": "/adres/{confirm}/", "link-verlopen": "/volg/onbekend/", "te-groot": "/te-groot/",
    "niet-gevonden": "/bestaat-niet/",
}  # fmt: skip
STAFF = {
    "vandaag": "/werk/", "werkvoorraad": "/werk/dossiers/", "zoeken": "/werk/dossiers/?q=lekt",
    "zoeken-leeg": "/werk/dossiers/?q=zeppelin", "registreren": "/werk/registreren/", "post": "/werk/post/",
    "post-samen": "/werk/post/samen/", "alarmen": "/werk/alarmen/", "bericht": "/werk/post/{message}/", "handboek": "/help/",
    "hoofdstuk": "/help/oplossen/", "woorden": "/help/woorden/", "toetsen": "/help/toetsen/",
    "wachtwoord": "/account/wachtwoord/",
    "mijn-account": "/account/", "bevestigen": "/account/even-bevestigen/", "inlogcode": "/account/inlogcode/instellen/",
    "dossier": "/werk/dossiers/{open}/", "dossier-nieuw": "/werk/dossiers/{new}/",
    "dossier-gesloten": "/werk/dossiers/{closed}/",
}  # fmt: skip
OF_A_DOSSIER = {
    "toewijzen": "toewijzen/", "gegevens": "gegevens/", "soort": "soort/", "ontvangst": "ontvangst/", "contact": "contact/",
    "betrokkene": "betrokkene/", "belofte": "belofte/", "kennismaken": "kennismaken/", "schrijven": "schrijven/",
    "terug": "terug/", "sluiten": "sluiten/", "nieuwe-link": "nieuwe-link/", "ontleden": "analyse/",
    "oplossen": "oplossing/", "antwoorden": "antwoord/", "evaluatie": "evaluatie/",
}  # fmt: skip
SETTINGS = {
    "instellingen": "/instellingen/", "huisstijl": "/instellingen/huisstijl/",
    "mensen": "/instellingen/mensen/", "mens-nieuw": "/instellingen/mensen/nieuw/",
    "mens": "/instellingen/mensen/{person}/", "overdragen": "/instellingen/mensen/{person}/overdragen/",
    "mail": "/instellingen/mail/", "teams": "/instellingen/teams/", "team-nieuw": "/instellingen/teams/nieuw/",
    "team": "/instellingen/teams/{team}/", "onderwerpen": "/instellingen/onderwerpen/",
    "onderwerp-nieuw": "/instellingen/onderwerpen/nieuw/", "onderwerp": "/instellingen/onderwerpen/{category}/",
}  # fmt: skip

LOOK = """
import json
from dossiers import links
from dossiers.models import Category, Confirmation, Dossier, Message, Team, User
from django.utils import timezone
def secret(dossier):
    return links.secret_of(dossier, at=timezone.now()) if dossier else "geen"
mine = Dossier.objects.filter(handler__email="joris@woonstede.example", closed_at=None)
full = mine.filter(step=6).first()
closed = Dossier.objects.filter(handler__email="joris@woonstede.example").exclude(closed_at=None).first()
Confirmation.objects.filter(link__dossier=full).delete()
print(json.dumps({
    "confirm": links.ask_to_confirm(full, "ria@verhoeven.example", "Ria", at=timezone.now()),
    "open": full.reference, "new": mine.order_by("step", "-registered_at").first().reference,
    "closed": closed.reference, "follow": secret(full), "over": secret(closed),
    "received": secret(Dossier.objects.filter(carrier="formulier", closed_at=None).last()),
    "asked": secret(Dossier.objects.filter(step=7, closed_at=None).first()),
    "message": Message.objects.filter(dossier=full).first().pk, "category": Category.objects.first().pk,
    "person": User.objects.get(email="joris@woonstede.example").pk, "team": Team.objects.filter(is_top=False).first().pk,
}))
"""


def found(product) -> dict[str, str]:
    """What the braces stand for in this product."""
    return json.loads(product.script(LOOK).splitlines()[-1])


def pages(there: dict[str, str]) -> list[Page]:
    """All of them, with what `found` gave."""
    staff = STAFF | {name: f"/werk/dossiers/{{open}}/{part}" for name, part in OF_A_DOSSIER.items()}
    listed = [("", PUBLIC), (HANDLER, staff), (ADMINISTRATOR, SETTINGS)]
    return [
        Page(name, address.format(**there), who) for who, group in listed for name, address in group.items()
    ]
