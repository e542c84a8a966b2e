"""A letter of ours on a page: its text, with the headings, lists and links that the mail has."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from dossiers.correspondence.blocks import Block, Heading, Steps, written
from dossiers.correspondence.letter import in_language

# every heading of correspondence/letters; other lines stay what they are
HEADINGS = (
    _("Wat gebeurt er nu?"), _("Wanneer hoort u wat?"), _("Wat wij deden"), _("Wat er nu komt"),
    _("Wanneer komt ons antwoord?"), _("Dit doen wij"), _("Bent u het er niet mee eens?"), _("Alles op een rij"),
    _("Dit spraken wij af"), _("Wie helpt u?"),
)  # fmt: skip
STEP = re.compile(r"^\d+\. (.+)\n {3}(.+)$", re.MULTILINE)


def blocks_of(text: str, language: str) -> list[Block]:
    """`text` as templates/letters/mail.txt made it; what a colleague typed is never read as layout."""
    with in_language(language):
        headings = {str(heading) for heading in HEADINGS}
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        first, _line, rest = part.partition("\n")
        is_heading = first.strip() in headings
        blocks += [Heading(first.strip())] if is_heading else []
        blocks += _body(rest if is_heading else part)
    return blocks


def _body(part: str) -> list[Block]:
    steps = STEP.findall(part)
    return [Steps(steps)] if steps else written(part)
