"""The three questions and the diagnosis (R1-R5, R64, R65)."""

from __future__ import annotations

from typing import Any

from django import forms

from dossiers.casework.fields import StaffForm, choice, prose
from dossiers.models import Analysis, Dossier, Party, User

ANSWERS = ("facts", "inconvenience", "feeling", "wish", "wish_kind", "diagnosis", "expectation", "cause")


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
        about = self.dossier.parties.filter(part=Party.Part.RESPONDENT).values_list("name", flat=True)
        names = [*User.objects.values_list("name", flat=True), *about]
        if found := next((n for n in names if " " in n and n.casefold() in cause.casefold()), None):
            raise forms.ValidationError(f"Hier staat een naam: {found}. Schrijf wat er misging, niet wie.")
        return cause
