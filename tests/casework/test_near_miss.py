"""Which slips of the finger are asked about, and which addresses never are."""

import pytest

from dossiers.casework.near_miss import KNOWN, meant

SLIPS = {
    "gmial.com": "gmail.com", "gmal.com": "gmail.com", "gmai.com": "gmail.com", "gnail.com": "gmail.com",
    "gamil.com": "gmail.com", "gmaill.com": "gmail.com", "gmail.con": "gmail.com", "gmail.vom": "gmail.com",
    "gmail.co": "gmail.com", "gmail.cm": "gmail.com", "gmail.nl": "gmail.com", "gmial.con": "gmail.com",
    "hotmial.com": "hotmail.com", "hotmal.com": "hotmail.com", "hotmai.com": "hotmail.com", "hotmail.con": "hotmail.com",
    "hotmaill.nl": "hotmail.nl", "outlok.com": "outlook.com", "outloook.com": "outlook.com", "outlook.cmo": "outlook.com",
    "live.nll": "live.nl", "live.con": "live.com", "zigo.nl": "ziggo.nl", "ziggo.nll": "ziggo.nl", "ziggo.bl": "ziggo.nl",
    "kpmmail.nl": "kpnmail.nl", "kpnmal.nl": "kpnmail.nl", "iclould.com": "icloud.com", "icloud.con": "icloud.com",
    "xs4al.nl": "xs4all.nl", "xsall.nl": "xs4all.nl", "home.nll": "home.nl", "planet.nk": "planet.nl",
    "hetnett.nl": "hetnet.nl", "upmail.nl": "upcmail.nl", "telfor.nl": "telfort.nl", "casem.nl": "casema.nl",
    "yaho.com": "yahoo.com", "yahooo.com": "yahoo.com", "proton.mee": "proton.me", "woonstede.con": "woonstede.com",
    "verhoeven.nll": "verhoeven.nl",
}  # fmt: skip
FINE = """
verhoeven.example woonstede.nl gemeente-lindewaard.nl zorg.nl mail.nl olive.nl love.nl dome.nl internet.nl overheid.nl
politie.nl kvk.nl bol.com google.com apple.com company.co club.com gmx.nl student.uva.nl xn--ree-dma.nl me.nl ns.nl
amsterdam.nl rabobank.nl t-online.de posteo.de tuta.com hey.com delta.nl ing.nl kpn.com ziggo.com
"""


@pytest.mark.parametrize(("slip", "usual"), SLIPS.items())
def test_a_slip_of_the_finger_is_asked_about(slip, usual):
    assert meant(f"Ria.Verhoeven@{slip}") == f"Ria.Verhoeven@{usual}"
    assert meant(f" ria@{slip.upper()} ") == f"ria@{usual}"


@pytest.mark.parametrize("domain", [*sorted(KNOWN), *FINE.split()])
def test_a_right_address_is_never_asked_about(domain):
    assert meant(f"ria@{domain}") == ""
    assert meant(f"ria@{domain.upper()}") == ""


@pytest.mark.parametrize("typed", ["", "ria", "@gmial.com", "gmial.com", "ria@", "ria@gmail"])
def test_what_is_no_address_is_left_to_the_other_check(typed):
    assert meant(typed) == ""
