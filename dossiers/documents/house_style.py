"""The small stylesheet after klachten.css that makes the pages those of one organisation, its logo and its icon."""

from __future__ import annotations

import hashlib
import json

from dossiers import colours
from dossiers.documents.logo import shape_of
from dossiers.models import Organisation
from dossiers.models.organisation import Font

FIELDS = ("colour", "marking", "corner", "work_font", "voice_font", "logo", "logo_has_name")
FAMILIES = {
    Font.SOURCE_SANS: '"Source Sans 3", "Segoe UI", Roboto, Arial, sans-serif',
    Font.LITERATA: '"Literata", Georgia, "Times New Roman", serif',
    Font.SYSTEM: "system-ui, sans-serif",
}
LOGO_HEIGHT = 2  # rem
HOUSE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="{band}"/>'
    '<path fill="#fff" d="M6 27V14.2L16 6.8l10 7.4V27H6Z"/><path fill="{here}" d="M13.5 18.5h5V27h-5z"/></svg>'
)


def version_of(style: Organisation) -> str:
    """Another style, another address; the one that klachten.css knows by itself has none."""
    values, plain = ([str(getattr(of, name)) for name in FIELDS] for of in (style, Organisation()))
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:12] if values != plain else ""


def stylesheet(style: Organisation, logo_address: str) -> str:
    day, night = _day(style), _night(style)
    rules = [
        f":root, [data-bs-theme=light] {{ {day} }}",
        f"[data-bs-theme=dark] {{ {night} }}",
        f"@media (prefers-color-scheme: dark) {{ :root:not([data-bs-theme]) {{ {night} }} }}",
        f":root {{ {_shape(style)} }}",
    ]
    return "\n".join(rules + ([_logo(style.logo, logo_address)] if style.logo else [])) + "\n"


def sample(style: Organisation) -> str:
    """The same inside the boxes of the page where it is chosen; what Bootstrap made of it must be told again there."""
    told = f"{_shape(style)} --bs-border-radius: {style.corner}px; font-family: var(--kl-sans);"
    boxes = {"light": _day(style), "dark": _night(style)}
    return "".join(f".kl-try[data-bs-theme={name}] {{ {tokens} {told} }}\n" for name, tokens in boxes.items())


def drawing(style: Organisation) -> str:
    return style.logo.replace("currentColor", "#000")


def icon(style: Organisation) -> str:
    """The little house of the browser's tab, in the colours of the organisation."""
    return HOUSE.format(**colours.by_day(style.colour, style.marking))


def _day(style: Organisation) -> str:
    return _tokens(colours.by_day(style.colour, style.marking))


def _night(style: Organisation) -> str:
    return _tokens(colours.by_night(style.colour, style.marking))


def _tokens(palette: dict[str, str]) -> str:
    return " ".join(f"--kl-{name}: {colour};" for name, colour in palette.items())


def _shape(style: Organisation) -> str:
    sans, serif = (FAMILIES[Font(font)] for font in (style.work_font, style.voice_font))
    return f"--kl-radius: {style.corner}px; --kl-sans: {sans}; --kl-serif: {serif};"


def _logo(svg: str, address: str) -> str:
    """A mask: the drawing takes the colour of the text beside it, and nothing in it can ever run."""
    width = round(LOGO_HEIGHT * shape_of(svg), 2)
    return f'.kl-logo {{ width: {width}rem; height: {LOGO_HEIGHT}rem; mask-image: url("{address}"); }}'
