"""Which characters the fonts of the letters can show, and text made safe for them.

PDF/A and PDF/UA refuse a letter in which one character has no glyph, and a complainant may type anything.
The coverage is read from the `cmap` table of each font file, so one more font in the folder is enough to show
one more script. What no font can show becomes `SQUARE`; the letter then says so.
"""

import re
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

SQUARE = "\u25a1"
NEWLINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Control characters, and marks that turn the reading direction: a name could otherwise show backwards.
UNWANTED = re.compile("[\x00-\x09\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
ASCII = frozenset(range(32, 127))
# What every font for Dutch can show: the last resort when a letter is refused all the same.
LATIN = ASCII | frozenset([10, *range(160, 384), ord("€"), ord(SQUARE), *map(ord, "‘’“”–—…•")])
INVISIBLE = frozenset(map(ord, "\n\u200b\u200c\u200d\u00ad\u2060\ufe0e\ufe0f"))
# A mark on, or a variant of, the character before: leaves no square of its own.
ATTACHED = {"Mn", "Me", "Cf", "Sk"}


@lru_cache(maxsize=4)
def coverage(folder: Path) -> frozenset[int]:
    """All code points for which at least one TrueType file in the folder has a glyph."""
    shown = {point for file in sorted(folder.glob("*.ttf")) for point in _points(file.read_bytes())}
    return frozenset(point for point in shown if _allowed(point)) | INVISIBLE


@lru_cache(maxsize=4)
def without_marks(points: frozenset[int]) -> frozenset[int]:
    """The same without what hangs on another character; letters that have their accent built in stay."""
    return frozenset(point for point in points if unicodedata.category(chr(point)) not in ATTACHED)


def showable(text: str, points: frozenset[int]) -> str:
    """The same text with line ends as \\n and with `SQUARE` for what the fonts can't show."""
    plain = UNWANTED.sub(lambda hit: " " if hit[0] == "\t" else "", NEWLINES.sub("\n", text))
    return "".join(_shown(letter, points) for letter in unicodedata.normalize("NFC", plain))


def _shown(letter: str, points: frozenset[int]) -> str:
    if ord(letter) in points:
        return letter
    return "" if unicodedata.category(letter) in ATTACHED else SQUARE


def _allowed(point: int) -> bool:
    """PDF/A-2a allows no private characters; the rest of category C is no text."""
    return unicodedata.category(chr(point)) not in {"Cc", "Cs", "Co", "Cn"}


def _points(font: bytes):
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    offsets = {struct.unpack_from(">HHI", font, start + 4 + 8 * number)[2] for number in range(count)}
    for offset in offsets:
        (form,) = struct.unpack_from(">H", font, start + offset)
        yield from READERS.get(form, _nothing)(font, start + offset)


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == name:
            return offset
    raise ValueError(f"no {name!r} table in this font")


def _segments(font: bytes, start: int):
    """Format 4: segments of the basic plane; a glyph number of 0 means: not there."""
    (double,) = struct.unpack_from(">H", font, start + 6)
    column = f">{double // 2}H"
    ends, firsts, deltas, ranges = (
        struct.unpack_from(column, font, start + place)
        for place in (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    )
    for index, (first, end, delta, jump) in enumerate(zip(firsts, ends, deltas, ranges, strict=True)):
        glyphs = start + 16 + 3 * double + 2 * index + jump
        for point in range(first, end + 1):
            if (_glyph(font, glyphs + 2 * (point - first), delta) if jump else point + delta) & 0xFFFF:
                yield point


def _glyph(font: bytes, place: int, delta: int) -> int:
    # The last segment (0xFFFF) may point past the end of the file.
    number = int.from_bytes(font[place : place + 2], "big")
    return number + delta if number else 0


def _groups(font: bytes, start: int):
    """Format 12: groups over all planes."""
    (count,) = struct.unpack_from(">I", font, start + 12)
    for number in range(count):
        first, end, glyph = struct.unpack_from(">III", font, start + 16 + 12 * number)
        yield from range(first + (glyph == 0), end + 1)


def _nothing(font: bytes, start: int):
    return ()


READERS = {4: _segments, 12: _groups}
