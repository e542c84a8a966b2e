"""Two questions, or why there is no answer (R71, R72)."""

from __future__ import annotations

from typing import Any

from dossiers.casework.fields import StaffForm, choice, line, prose

SCORES = [("", "Kies een cijfer"), *((str(n), str(n)) for n in range(1, 11))]
SCALE = "1 is heel slecht, 10 is heel goed."


class ScoresForm(StaffForm):
    """Noted during a call, in the words of the complainant."""

    handling = choice("Hoe gingen wij met u om?", SCORES, "Kies een cijfer van 1 tot 10.", hint=SCALE)
    solution = choice(
        "Bent u tevreden met de oplossing?", SCORES, "Kies een cijfer van 1 tot 10.", hint=SCALE
    )
    comment = prose(
        "Wat zei de melder erbij?", rows=4, hint="Liefst in de woorden van de melder. Ook wat goed ging."
    )

    def scores(self) -> dict[str, Any]:
        return {name: int(self.cleaned_data[name]) for name in ("handling", "solution")}


class AbsenceForm(StaffForm):
    reason = line("Waarom komt er geen antwoord?", "Schrijf op waarom er geen antwoord komt.",
                  hint="Bijvoorbeeld: twee keer gebeld, de melder wil er niets meer over zeggen.")  # fmt: skip


class WordsForm(StaffForm):
    comment = prose("Wat zegt de melder over de oplossing?", "Schrijf op wat de melder zei.", rows=3,
                    hint="In de woorden van de melder. Bijvoorbeeld: Zo is het prima, dank je wel.")  # fmt: skip
