"""A little work for the browser of a visitor, with no puzzle for the visitor himself (A6).

The page carries a challenge that is sealed for this one form. While somebody types, `static/js/work.js` looks for
PUZZLES numbers, each of which makes a SHA-256 that begins with ZEROS zero bits. Sixteen small puzzles instead of a
big one: then the time hardly depends on luck. Without JavaScript there is no answer, and that blocks nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

PUZZLES = 16
ZEROS = 14  # bits; 16 × 2^14 tries take a phone one or two seconds
GOOD_FOR = timedelta(hours=12)
DIGITS = 10  # of one answer


def challenge_for(token: str, *, at: datetime) -> str:
    """Sealed, so that the server need not remember it: looking at the form writes nothing."""
    return _sealed(token, int(at.timestamp()))


def _sealed(token: str, second: int) -> str:
    seal = salted_hmac("klachten.work", f"{second}.{token}", secret=settings.SECRET_KEY, algorithm="sha256")
    return f"{second}.{seal.hexdigest()[:24]}"


def is_done(token: str, challenge: str, answers: str, *, at: datetime) -> bool:
    """Whether this work was asked for this form, lately, and was done. It counts once: a token is one complaint."""
    return _is_ours(token, challenge, at) and _fits(challenge, answers)


def _is_ours(token: str, challenge: str, at: datetime) -> bool:
    second = challenge.partition(".")[0]
    if not (token and second.isascii() and second.isdigit() and len(second) <= DIGITS):
        return False
    age = at.timestamp() - int(second)
    return 0 <= age + 1 <= GOOD_FOR.total_seconds() and constant_time_compare(
        challenge, _sealed(token, int(second))
    )


def _fits(challenge: str, answers: str) -> bool:
    numbers = answers.split(",")
    if len(numbers) != PUZZLES or len(answers) > PUZZLES * (DIGITS + 1):
        return False
    return all(_is_hit(f"{challenge}.{puzzle}.{number}") for puzzle, number in enumerate(numbers))


def _is_hit(text: str) -> bool:
    return int.from_bytes(sha256(text.encode()).digest()[:4]) >> (32 - ZEROS) == 0
