"""The code that proves, at the first start, that a visitor can read the log of this installation.

Nothing is stored: the code follows from SECRET_KEY, so each process knows it and it stays the same.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from dossiers import links
from dossiers.models import Organisation

LABEL = b"klachten.first-start"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: they look alike on paper
LENGTH = 8  # 32 ** 8 is about 10 ** 12
MOST_WRONG = 10
HOUR = 3600  # seconds

WRONG = (
    "Deze code klopt niet. Kijk in het logboek van de start, of vraag haar op met: manage.py first_start_code"
)
TOO_OFTEN = "De code was tien keer niet goed. Wacht een uur en probeer het dan opnieuw."


def setup_code() -> str:
    """Two groups of four, such as K7PM-2XQA."""
    digest = hmac.new(settings.SECRET_KEY.encode(), LABEL, hashlib.sha256).digest()
    code = "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:LENGTH])
    return f"{code[:4]}-{code[4:]}"


def announcement() -> str:
    """What the log says at the start; "" once there is an organisation."""
    if Organisation.objects.exists():
        return ""
    return f"Nog niet ingericht. Ga naar {links.address('first_start')} met code {setup_code()}"


def refusal(typed: str, source: str) -> str:
    """Why this code, typed from this network address, opens nothing; "" when it is right.

    Each try takes one of ten places before anybody looks at the code, so that a hundred tries at once are no more
    than ten; a right one gives its place back, a wrong one after an hour.
    """
    if (place := _take_place(source)) is None:
        return TOO_OFTEN
    if constant_time_compare(_plain(typed), _plain(setup_code())):
        cache.delete(place)
        return ""
    return TOO_OFTEN if place == _place(source, MOST_WRONG - 1) else WRONG


def _take_place(source: str) -> str | None:
    """`add` of the database cache is an insert: of two at once, one gets the place."""
    places = (_place(source, n) for n in range(MOST_WRONG))
    return next((place for place in places if cache.add(place, True, HOUR)), None)


def _place(source: str, number: int) -> str:
    """The address itself stands nowhere."""
    return f"first-start:{number}:" + hashlib.sha256(source.encode()).hexdigest()[:32]


def _plain(code: str) -> str:
    """Small letters, spaces and dashes make no difference."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
