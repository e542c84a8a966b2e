"""Search by how somebody is reached: phone as it is typed, mail, post address, and names of parties.

Never by a respondent: nobody looks a colleague up in here (R46).
"""

from __future__ import annotations

import re
from functools import reduce
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Replace

from dossiers.models import Complainant, Party

COLUMNS = ("complainant__email", "complainant__address")
PARTY_COLUMNS = ("name", "email")
LEAST, TAIL = 6, 8  # figures: fewer say nothing; the last eight are the same with 06, +31 6 and 0031 6
BETWEEN = " -.()/"
AS_TYPED = re.compile(r"[\d\s()+./-]+")


def phone_in(text: str) -> str:
    """The last figures of a phone number, "" when it is none."""
    figures = re.sub(r"\D", "", text) if AS_TYPED.fullmatch(text) else ""
    return figures[-TAIL:] if len(figures) >= LEAST else ""


def _parties() -> QuerySet[Party]:
    return Party.objects.exclude(part=Party.Part.RESPONDENT)


def _bare(phones: QuerySet[Any]) -> QuerySet[Any]:
    bare = reduce(lambda column, sign: Replace(column, Value(sign), Value("")), BETWEEN, F("phone"))
    return phones.exclude(phone="").annotate(bare=bare)


def by_phone(text: str) -> Q:
    """Whose number ends like this, however either was typed; an empty condition when it is no number."""
    if not (tail := phone_in(text)):
        return Q()
    found = [_bare(rows).filter(bare__endswith=tail) for rows in (Complainant.objects.all(), _parties())]
    return reduce(lambda hit, rows: hit | Q(pk__in=rows.values("dossier")), found, Q())


def by_party(word: str) -> Q:
    hit = reduce(lambda q, column: q | Q(**{f"{column}__icontains": word}), PARTY_COLUMNS, Q())
    return Q(pk__in=_parties().filter(hit).values("dossier"))
