"""A logo is an SVG that somebody uploads: only what draws is let in."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

MOST = 20_000  # bytes
SPACE = "{http://www.w3.org/2000/svg}"
DRAWS = frozenset((
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "use", "clipPath", "mask",
    "title", "desc", "linearGradient", "radialGradient", "stop", "symbol",
))  # fmt: skip
TOO_BIG = "Dit bestand is te groot voor een logo. Kies een SVG van hooguit 20 kB."
NO_SVG = "Dit is geen SVG die wij kunnen lezen. Vraag de vormgever om het logo als gewone SVG."
NOT_ONLY_DRAWING = (
    "In dit logo zit meer dan tekening ({what}). Vraag de vormgever om een SVG met alleen vormen."
)
NO_SIZE = "In dit logo staat niet hoe groot het is (viewBox). Vraag de vormgever het erin te zetten."


class BadLogo(ValueError):
    """Says in Dutch what to do."""


def checked(content: bytes) -> str:
    """The text of a logo that only draws; raises BadLogo."""
    if len(content) > MOST:
        raise BadLogo(TOO_BIG)
    root = _parsed(content)
    for part in root.iter():
        _only_draws(part)
    shape(root.get("viewBox", ""))
    ET.register_namespace("", SPACE.strip("{}"))
    return ET.tostring(root, encoding="unicode")


def _parsed(content: bytes) -> ET.Element:
    # entities can grow without end, and a document type is where they are made
    if re.search(rb"<!(DOCTYPE|ENTITY)", content, re.I):
        content = re.sub(rb"<!DOCTYPE[^\[>]*>", b"", content, flags=re.I)
    try:
        if b"<!" in content.replace(b"<!--", b""):
            raise BadLogo(NO_SVG)
        root = ET.fromstring(content.decode("utf-8-sig"))
    except (ET.ParseError, UnicodeDecodeError):
        raise BadLogo(NO_SVG) from None
    if root.tag != f"{SPACE}svg":
        raise BadLogo(NO_SVG)
    return root


def _only_draws(part: ET.Element) -> None:
    tag = str(part.tag).removeprefix(SPACE)
    if tag not in DRAWS:
        raise BadLogo(NOT_ONLY_DRAWING.format(what=tag.rpartition("}")[2][:20]))
    for name, value in part.attrib.items():
        points_out = name.endswith("href") and not value.startswith("#")
        if name.lower().startswith("on") or points_out or re.search(r"url\(\s*['\"]?(?!#)|@import", value):
            raise BadLogo(NOT_ONLY_DRAWING.format(what=name.rpartition("}")[2][:20]))


def shape(view_box: str) -> float:
    """Width divided by height, at most 8; raises BadLogo."""
    try:
        _x, _y, width, height = (float(part) for part in re.split(r"[\s,]+", view_box.strip()))
        ratio = width / height
    except (ValueError, ZeroDivisionError):
        raise BadLogo(NO_SIZE) from None
    if not 0.2 <= ratio <= 8:
        raise BadLogo(NO_SIZE)
    return ratio


def shape_of(svg: str) -> float:
    return shape(ET.fromstring(svg).get("viewBox", ""))
