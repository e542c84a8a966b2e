"""Perhaps this call is about a dossier that is open already: offered, never in the way (R17)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from dossiers.intake.known import Person
from dossiers.models import Dossier
from dossiers.models.person_key import plain

LATELY = timedelta(days=30)
WORD = re.compile(r"[a-z]{4,}")
STEM = 5  # letters: lekt and lekte, verwarming and verwarmingen
LEAST, SHARE = 2, 0.25  # words that both have, and their part of the shorter text
COMMON = """
niet nooit altijd weer steeds omdat want maar deze hier daar toen waren wordt werd heeft hebben hadden komt kwam komen
gaat ging sinds iemand niemand keer twee drie vandaag gisteren mevrouw meneer graag over voor naar door meer veel heel
echt moet kunnen zijn haar mijn onze jullie alles iets niets
"""
SAY_NOTHING = {word[:STEM] for word in COMMON.split()}


def words_of(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(plain(text))} - SAY_NOTHING


def is_alike(one: str, other: str) -> bool:
    """Whether two stories share enough words to be one."""
    left, right = words_of(one), words_of(other)
    shared = len(left & right)
    return shared >= LEAST and shared >= SHARE * min(len(left), len(right))


def _may_be(dossier: Dossier, story: str, category: str, at: datetime) -> bool:
    if not dossier.is_open or dossier.received_at < at - LATELY:
        return False
    same = category != "" and category == str(dossier.category_id)
    return same or is_alike(story, f"{dossier.subject} {dossier.story}")


def perhaps_same(
    people: list[Person], *, story: str, category: str, apart: list[str], at: datetime
) -> list[Dossier]:
    """Open dossiers of the last 30 days of this very person with the same subject or a story alike.

    `apart`: the references of which the colleague said that this is something else.
    """
    seen = [d for person in people if person.is_sure for d in person.dossiers if d.reference not in apart]
    return [dossier for dossier in seen if _may_be(dossier, story, category, at)][:2]
