"""Letters and copies as accessible PDF (PDF/UA-1 and PDF/A-2a), set by typst.

`render(template, data)` gives the same bytes for the same data. All values are text, and are shown as typed:
nothing in them is evaluated. The caller formats dates and times; keys marked ? may be left out.

Every template
    lang          "nl" or "en"
    at            ISO 8601 with offset: when the document came about; the only clock that the file knows
    organisation  {name, address, phone, email, colour?: "#0e5a4a", logo?: SVG text, logo_has_name?}
    reference     "2026-01184-K"
    labels?       replaces entries of LABELS[lang]

brief: a letter
    date          "14 december 2026"
    addressee     [line, ...] at the place of a window envelope
    contact?      {name, phone, email?, hours}
    subject       the title
    blocks        [{type: "paragraph", text}, {type: "heading", text},
                  {type: "list", items: [...], numbered?: true},
                  {type: "table", head: [...], rows: [[...], ...]}, ...]
                  A line end in a paragraph is a line end on paper, an empty line a new paragraph.

formulier: the copy of a completed form (R56)
    received      the exact moment, "3 november 2026 om 14:07 uur"
    title, intro? text above the answers
    answers       [[question, answer], ...] as typed
    files         [[name, size as text], ...]

Compile only in the process that needs the bytes: a process that forks after compiling hangs its children.
"""

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import typst

from dossiers.documents import glyphs
from dossiers.documents.labels import LABELS

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "templates" / "pdf"
FONTS = ROOT / "static" / "vendor" / "fonts" / "ttf"
STANDARDS = ["ua-1", "a-2a"]

# The version is kept with the data of a message: raise it when the same data would give another document.
TEMPLATES = {"brief": 2, "formulier": 1}
EVERYWHERE = {"lang", "at", "organisation", "reference"}
NEEDED = {
    "brief": EVERYWHERE | {"date", "addressee", "subject", "blocks"},
    "formulier": EVERYWHERE | {"received", "title", "answers", "files"},
}


class RenderError(Exception):
    """The document could not be made; the message says why, and quotes at most one character of the data."""


def render(template: str, data: dict) -> bytes:
    """The PDF of `template` (a key of TEMPLATES) with `data`; raises RenderError."""
    _check(template, data)
    full = {**data, "labels": LABELS[data["lang"]] | data.get("labels", {})}
    reason = ""
    for points in _attempts():
        try:
            return _compile(template, full, points)
        except typst.TypstError as refused:
            reason = refused.message
    raise RenderError(f"{template}: {reason}")


def _attempts() -> tuple[frozenset[int], ...]:
    """What may be shown: a font may own a character and a mark, and still not be able to join the two."""
    points = glyphs.coverage(FONTS)
    if not points >= glyphs.ASCII:
        raise RenderError(f"the fonts of the letters are not in {FONTS}")
    return points, glyphs.without_marks(points), glyphs.LATIN


def _compile(template: str, data: dict, points: frozenset[int]) -> bytes:
    clean = _clean(data, points)
    clean["squares"] = glyphs.SQUARE in json.dumps(clean, ensure_ascii=False)
    return typst.compile(
        PAGES / f"{template}.typ",
        root=PAGES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(clean)},
        pdf_standards=STANDARDS,
        timestamp=_seconds(data["at"]),
    )


def _check(template: str, data: dict) -> None:
    if template not in TEMPLATES:
        raise RenderError(f"unknown template {template!r}")
    if missing := sorted(NEEDED[template] - data.keys()):
        raise RenderError(f"{template}: no {', '.join(missing)} in the data")
    if data["lang"] not in LABELS:
        raise RenderError(f"{template}: no labels in language {data['lang']!r}")
    _seconds(data["at"])


def _seconds(at: str) -> int:
    """Unix seconds; refuses a moment without offset, which would differ from machine to machine."""
    try:
        moment = datetime.fromisoformat(at)
    except (TypeError, ValueError):
        raise RenderError("'at' is not an ISO 8601 moment") from None
    if moment.tzinfo is None:
        raise RenderError("'at' has no offset")
    return int(moment.timestamp())


def _clean(value, points: frozenset[int]):
    if isinstance(value, dict):
        return {key: _clean(inner, points) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner, points) for inner in value]
    if value is None:
        return ""
    return glyphs.showable(value, points) if isinstance(value, str) else value


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Only the fonts of the house: typst's own would step in without a word."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
