"""What an empty answer opens with: hints between brackets, never sentences that could go out by themselves (R95)."""

from __future__ import annotations

HINTS = (
    "[Begin met wat de melder vroeg, in één of twee zinnen.]",
    "[Noem wat het deed: de gevolgen en het gevoel.]",
    "[Zeg wat er misging, als feit. Was het onze fout? Zeg daarvoor sorry.]",
    "[Wat kunnen we niet doen? Leg rustig uit waarom.]",
)
SKELETON = "\n\n".join(HINTS)


def left_over(text: str) -> list[str]:
    """The hints that still stand in a text."""
    return [hint for hint in HINTS if hint in text]


def why_not_ready(text: str) -> str:
    """What a colleague still has to do before this text can go; "" when it can."""
    if not text.strip():
        return "De brief is nog leeg. Schrijf eerst in eigen woorden wat je de melder wilt zeggen."
    if hints := left_over(text):
        return f"Deze aanwijzing staat nog in de brief: {hints[0]} Vervang die door eigen woorden, of haal hem weg."
    return ""
