"""A mail address that is almost one of the usual ones: perhaps a slip of the finger. Only ever a question."""

from __future__ import annotations

from difflib import get_close_matches

# the providers that most Dutch people have their mail with
USUAL = """
gmail.com hotmail.com hotmail.nl outlook.com outlook.nl live.nl live.com icloud.com yahoo.com yahoo.nl msn.com
proton.me protonmail.com ziggo.nl kpnmail.nl kpnplanet.nl xs4all.nl home.nl planet.nl hetnet.nl upcmail.nl telfort.nl
casema.nl chello.nl quicknet.nl online.nl tele2.nl zonnet.nl caiway.nl caiway.net solcon.nl zeelandnet.nl wxs.nl
freeler.nl tiscali.nl versatel.nl onsbrabantnet.nl kabelfoon.nl me.com googlemail.com
"""
# they look like one of those and are real themselves
REAL = """
mail.com email.com ymail.com rocketmail.com fastmail.com hotmail.be hotmail.de hotmail.fr hotmail.es hotmail.it
hotmail.co.uk outlook.be outlook.de outlook.fr outlook.es yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.be yahoo.co.uk
live.be live.de live.fr live.co.uk gmx.com gmx.de gmx.net plant.nl telford.nl
"""
# no country and no other ending is called so
ENDINGS = {
    "con": "com", "vom": "com", "xom": "com", "cmo": "com", "ocm": "com", "comm": "com", "coom": "com", "cpm": "com",
    "vcom": "com", "nll": "nl", "nnl": "nl", "nk": "nl", "nlm": "nl", "ln": "nl",
}  # fmt: skip
ONLY_COM = ("gmail", "icloud")  # with another ending it is somebody else's
LONG = 5  # letters before the dot: in a shorter name one other letter is another name
ALIKE = 0.87  # of difflib: one letter too many, too few, other or in another place

KNOWN = {*USUAL.split(), *REAL.split()}
NAMED = [usual for usual in USUAL.split() if len(usual.partition(".")[0]) >= LONG]


def meant(typed: str) -> str:
    """The address that was perhaps meant; "" when there is nothing to ask."""
    name, _at, domain = typed.strip().rpartition("@")
    domain = domain.lower()
    near = _near(domain) if name else domain
    return "" if near == domain else f"{name}@{near}"


def _near(domain: str) -> str:
    if domain in KNOWN or "." not in domain:
        return domain
    front, _dot, ending = domain.rpartition(".")
    mended = f"{front}.{ENDINGS.get(ending, ending)}"
    if front in ONLY_COM:
        return f"{front}.com"
    if mended in KNOWN:
        return mended
    return next(iter(get_close_matches(mended, NAMED, n=1, cutoff=ALIKE)), mended)
