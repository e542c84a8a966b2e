"""Every letter we write, in warm B1 Dutch or English. Each function takes facts and returns a Letter.

Compose inside `letter.in_language(dossier.language)`. What a colleague typed goes through `written`.
"""

from dossiers.correspondence.letters.outcome import (
    answer,
    closing,
    redress_line,
    reminder_due,
    survey,
    survey_due,
)
from dossiers.correspondence.letters.parts import noun, outside_road
from dossiers.correspondence.letters.receipt import acknowledgement
from dossiers.correspondence.letters.underway import introduction, personal, progress

__all__ = [
    "acknowledgement", "answer", "closing", "introduction", "noun", "outside_road", "personal", "progress",
    "redress_line", "reminder_due", "survey", "survey_due",
]  # fmt: skip
