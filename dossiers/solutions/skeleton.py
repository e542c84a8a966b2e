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


# help beside the editor, never a score: what a good answer has, and the rule that says so
CRAFT = (
    ("Begin met wat de melder vroeg", "Dan weet de melder dat je goed las. R98"),
    ("Erken wat het deed", "Noem de gevolgen en het gevoel, zonder “maar”. R4, R85"),
    ("Zeg wat er misging", "Was het onze fout? Zeg dan sorry voor precies dat. R102"),
    ("Geen “excuses voor het ongemak”", "Dat erkent niets. Zeg waarvoor je sorry zegt. R13"),
    ("Kort over de oorzaak", "Alleen meer uitleg als de melder erom vroeg. R9"),
    ("Spreek als wij", "Schuif niets af op een collega of een afdeling. R10, R11"),
    ("Geen kijkje in de keuken", "De melder wil weten wat er verandert, niet wie je belde. R12"),
    ("Minstens één actie met een dag", "Die zet de brief er zelf bij, uit je oplossingen. R41"),
)
