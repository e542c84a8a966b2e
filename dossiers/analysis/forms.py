"""The three questions and the diagnosis (R1-R5, R64, R65)."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from dossiers.casework.fields import StaffForm, choice, prose
from dossiers.models import Analysis, Dossier, Party, User

ANSWERS = ("facts", "inconvenience", "feeling", "wish", "wish_kind", "diagnosis", "expectation", "cause")


SHORTEST = 4  # letters of a surname that is looked for by itself; "Dam" is too often a word


def _called(party: Party) -> list[str]:
    """The whole name, and the surname where it is long enough."""
    surname = party.name.split()[-1] if party.name.split() else ""
    return [party.name] + ([surname] if len(surname) >= SHORTEST else [])


def colleague_in(cause: str) -> str:
    """A part of a colleague's name, written as a name (Ruben); "" when there is none. It may be a word: only a hint."""
    words = set(re.findall(r"\w+", cause))
    parts = (part for name in User.objects.values_list("name", flat=True) for part in name.split())
    return next((p for p in parts if len(p) >= SHORTEST and p[0].isupper() and p in words), "")


def _stands_in(name: str, text: str) -> bool:
    """As whole words, in small or large letters."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I) is not None


class AnalysisForm(StaffForm):
    """Everything may stay empty while it is being worked on; only what is there is kept."""

    optional_label = False

    facts = prose(
        "Wat gebeurde er, en wanneer?",
        rows=6,
        hint="Alleen feiten: een dag, een plek, wat er wel of niet kwam. Nog geen oordeel.",
    )
    inconvenience = prose(
        "Wat waren de gevolgen?", rows=4, hint="Wat kostte het aan tijd, geld, moeite of schade?"
    )
    feeling = prose(
        "Hoe voelde dat voor de melder?",
        rows=3,
        hint="In de woorden van de melder: teleurgesteld, bezorgd, niet gehoord.",
    )
    wish = prose(
        "Wat zou het voor de melder goedmaken?", rows=4, hint="Weet je het niet zeker? Bel en vraag het."
    )
    wish_kind = choice("Hoe weten we dat?", Analysis.WishKind.choices, radio=True)
    diagnosis = choice("Wat voor probleem is het?", Analysis.Diagnosis.choices, radio=True)
    expectation = choice("Waar zat het in?", Analysis.Expectation.choices, radio=True)
    cause = prose(
        "Wat is de oorzaak?",
        rows=3,
        hint="Schrijf wat er misging, niet wie. Namen van mensen horen hier niet.",
    )

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier

    def clean_cause(self) -> str:
        """A solution instead of a culprit: no name of a colleague or of whom it is about (R46, R94)."""
        cause: str = self.cleaned_data["cause"]
        colleagues = [name for name in User.objects.values_list("name", flat=True) if " " in name]
        names = [*colleagues, *(said for party in self.dossier.parties.all() for said in _called(party))]
        if found := next((name for name in names if _stands_in(name, cause)), None):
            raise forms.ValidationError(f"Hier staat een naam: {found}. Schrijf wat er misging, niet wie.")
        return cause
