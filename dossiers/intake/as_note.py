"""What was typed at Registreren as one text, for a dossier that is there already."""

from __future__ import annotations

from collections.abc import Mapping

from dossiers.intake.forms import RegisterForm
from dossiers.intake.questions import FEELINGS, WISHES

ASKED = (
    "occurred", "feelings", "wishes", "proposal", "happened", "done", "own_words", "name", "phone", "email",
    "organisation", "address", "behalf_name", "behalf_relation",
)  # fmt: skip
WORDS = {"feelings": FEELINGS, "wishes": WISHES}
Said = Mapping[str, list[str]]


def as_note(said: Said) -> str:
    """The story first, then each answer behind its question."""
    lines = [f"{_label(name)} {answer}" for name in ASKED if (answer := _answer(name, said.get(name, [])))]
    story = "".join(said.get("story", [])).strip()
    return "\n\n".join(part for part in (story, "\n".join(lines)) if part)


def _label(name: str) -> str:
    label = str(RegisterForm.base_fields[name].label)
    return label if label.endswith("?") else f"{label}:"


def _answer(name: str, values: list[str]) -> str:
    words = WORDS.get(name, {})
    return ", ".join(str(words.get(value, value)).strip() for value in values if value.strip())
