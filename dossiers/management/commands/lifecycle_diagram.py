"""docs/lifecycle.md, made from the rows of lifecycle.py; a test compares the two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dossiers.lifecycle import CLOSINGS, MOVES
from dossiers.models import Step

PAGE = Path(settings.BASE_DIR) / "docs" / "lifecycle.md"


def diagram() -> str:
    """The seven steps as a Mermaid diagram, then every move and closing with its needs."""
    lines = [
        "# The seven steps",
        "",
        "Made by `manage.py lifecycle_diagram` from `dossiers/lifecycle.py`.",
        "",
        "```mermaid",
    ]
    lines += ["stateDiagram-v2", "    direction LR", f"    [*] --> {Step(1).name}"]
    lines += [f"    {m.start.name} --> {m.end.name}: {m.label}" for m in MOVES.values()]
    lines += [f"    {s.name} --> {Step(s - 1).name}: terug" for s in Step if s > 1]
    lines += [f"    {s.name} --> [*]: {c.label}" for c in CLOSINGS.values() for s in c.steps]
    lines += ["```", "", "## Moves", ""]
    for move in MOVES.values():
        by_itself = " (goes by itself)" if move.by_itself else ""
        lines += [f"- **{move.start.label} → {move.end.label}**{by_itself}"]
        lines += [f"  - {need}" for need in move.needs]
    lines += [
        "",
        "One step back is always possible, with a reason. A step is never skipped.",
        "",
        "## Closings",
        "",
    ]
    for closing in CLOSINGS.values():
        steps = ", ".join(s.label for s in closing.steps)
        lines += [f"- **{closing.label}** (from {steps}): {closing.explain}"]
        lines += [f"  - {need}" for need in [*closing.needs, *filter(None, [closing.asks_note])]]
    return "\n".join(lines) + "\n"


class Command(BaseCommand):
    help = "Schrijf docs/lifecycle.md uit de regels."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(diagram(), encoding="utf-8")
