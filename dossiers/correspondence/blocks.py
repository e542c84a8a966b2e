"""What a letter is made of. One list of blocks gives the text part, the HTML part and the PDF.

Words of people stand inside a block as plain text and are never read as layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Row = tuple[str, str]


@dataclass(frozen=True)
class Paragraph:
    text: str
    url: str = ""  # an address of ours, shown as a link after the text
    kind: str = "paragraph"


@dataclass(frozen=True)
class Heading:
    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Bullets:
    items: list[str]
    kind: str = "list"


@dataclass(frozen=True)
class Steps:
    """What happens next: a moment and what we do then."""

    rows: list[Row]
    kind: str = "steps"


@dataclass(frozen=True)
class Table:
    head: Row
    rows: list[Row]
    kind: str = "table"


@dataclass(frozen=True)
class Button:
    label: str
    url: str
    kind: str = "button"


@dataclass(frozen=True)
class Reach:
    """The person who helps, and how to reach him (R100)."""

    name: str
    lines: list[str] = field(default_factory=list)
    kind: str = "person"


Block = Paragraph | Heading | Bullets | Steps | Table | Button | Reach


def written(text: str) -> list[Block]:
    """The paragraphs and "- " lists that a colleague typed. Everything else stays literally as typed."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        head = [line for line in lines if not line.startswith("- ")]
        items = [line[2:] for line in lines if line.startswith("- ")]
        if head:
            blocks.append(Paragraph("\n".join(head)))
        if items:
            blocks.append(Bullets(items))
    return blocks
