"""Colours of the house style: one accent and one marking; the rest is derived in OKLCH, at the hue of the accent.

Contrast is the ratio of WCAG 2 (1 to 21). OKLCH: Björn Ottosson, "A perceptual color space for image
processing", 2020; lightness 0 to 1, chroma 0 to about 0.37, hue in radians. Colours are written "#rrggbb".
"""

from __future__ import annotations

import math
from functools import lru_cache

PAPER, PAPER_AT_NIGHT, INK = "#ffffff", "#17201c", "#15231e"
ENOUGH = 7.0  # of text on paper, and of dark text on the marking
SIGN = 3.0  # of a sign on what lies beside it
Oklch = tuple[float, float, float]

DEFAULT_COLOUR, DEFAULT_MARKING = "#0e5a4a", "#ffc93c"
WRONG = "Geef de kleur als # met zes tekens, zoals #0e5a4a."


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _rgb(colour: str) -> tuple[float, float, float]:
    """Linear light, 0 to 1 each."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = _rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def oklch(colour: str) -> Oklch:
    r, g, b = _rgb(colour)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    one = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    other = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(one, other), math.atan2(other, one)


def _to_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    one, other = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * one + 0.2158037573 * other) ** 3
    middle = (lightness - 0.1055613458 * one - 0.0638541728 * other) ** 3
    short = (lightness - 0.0894841775 * one - 1.2914855480 * other) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def hexed(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour that a screen has: chroma gives way, lightness and hue stay."""
    while chroma > 0.001 and not all(-0.0005 <= part <= 1.0005 for part in _to_rgb(lightness, chroma, hue)):
        chroma -= 0.002
    parts = (min(1.0, max(0.0, part)) for part in _to_rgb(lightness, max(chroma, 0.0), hue))
    return "#" + "".join(f"{round(255 * _gamma(part)):02x}" for part in parts)


def _walk(colour: str, paper: str, step: float, start: float | None = None) -> Oklch:
    """The same hue, lighter or darker until it can be read on this paper."""
    lightness, chroma, hue = oklch(colour)
    lightness = lightness if start is None else max(lightness, start)
    while contrast(hexed(lightness, chroma, hue), paper) < ENOUGH and 0 < lightness < 1:
        lightness += step
    return min(1.0, max(0.0, lightness)), chroma, hue


@lru_cache(maxsize=32)
def by_day(colour: str, marking: str) -> dict[str, str]:
    """Name of a token → colour, on white paper."""
    lightness, chroma, hue = _walk(colour, PAPER, -0.01)
    _lightness, marking_chroma, marking_hue = oklch(marking)
    return {
        "brand": hexed(lightness, chroma, hue), "brand-strong": hexed(max(lightness - 0.07, 0.15), chroma, hue),
        "brand-tint": hexed(0.94, chroma / 4, hue), "on-brand": PAPER,
        "band": hexed(0.33, chroma, hue), "on-band": PAPER, "band-soft": hexed(0.86, chroma / 3, hue),
        "here": marking, "here-tint": hexed(0.96, marking_chroma / 3, marking_hue), "on-here": INK, "here-edge": INK,
    }  # fmt: skip


@lru_cache(maxsize=32)
def by_night(colour: str, marking: str) -> dict[str, str]:
    """The same names, on dark paper."""
    lightness, chroma, hue = _walk(colour, PAPER_AT_NIGHT, 0.01, start=0.8)
    _lightness, marking_chroma, marking_hue = oklch(marking)
    return {
        "brand": hexed(lightness, chroma, hue), "brand-strong": hexed(min(lightness + 0.06, 0.97), chroma, hue),
        "brand-tint": hexed(0.31, chroma / 2, hue), "on-brand": hexed(0.24, chroma, hue),
        "band": hexed(0.26, chroma, hue), "on-band": "#f1f7f4", "band-soft": hexed(0.79, chroma / 3, hue),
        "here": marking, "here-tint": hexed(0.31, marking_chroma / 3, marking_hue), "on-here": INK,
        "here-edge": marking,
    }  # fmt: skip


def trouble_with_marking(colour: str, marking: str) -> str:
    """Why dark text on this marking, or the marking on our dark bar, can't be read; "" when it can."""
    on_marking, on_band = contrast(INK, marking), contrast(marking, by_day(colour, marking)["band"])
    if on_marking < ENOUGH:
        said = f"contrast {_said(on_marking)}, nodig is 7"
        return f"Kies een lichtere kleur: donkere tekst erop is niet te lezen ({said})."
    if on_band < SIGN:
        return f"Kies een lichtere kleur: op de balk bovenaan valt zij weg (contrast {_said(on_band)}, nodig is 3)."
    return ""


def _said(ratio: float) -> str:
    return f"{math.floor(ratio * 10) / 10:.1f}".replace(".", ",")
