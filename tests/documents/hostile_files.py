"""Files that mean harm, made by code, each with what must become of it: "taken", or why it is refused."""

from __future__ import annotations

import gzip
import struct
import zlib

from tests.documents.test_uploads import (
    OOXML_TYPES,
    PDF,
    REFUSED_INSIDE,
    TAKEN,
    TOO_MANY_PIXELS,
    UNKNOWN,
    archive,
    chunk,
    docx,
    gif,
    jpeg,
    odt,
    png,
    xlsx,
)  # fmt: skip

MB = 1024 * 1024
TOLD = {
    "other": "soort bestand dat wij niet aannemen", "inside": "is van binnen geen gewoon", "text": "meer dan gewone letters",
    "pixels": "50 miljoen beeldpunten", "empty": "is leeg", "big": "Eén bestand mag 10 MB zijn",
}  # fmt: skip


def nested() -> bytes:
    """A zip in a zip in a zip: nobody opens more than the outer list of names."""
    data = b"0" * MB
    for _ in range(6):
        data = archive(a=data, b=data)
    return data


def bomb(members: int = 40) -> bytes:
    """Four hundred megabytes of nothing in some four hundred kilobytes."""
    return docx(**{f"word/{n}.xml": b"\0" * (10 * MB) for n in range(members)})


def liar() -> bytes:
    """Says that it unpacks to ten bytes, and does to ten megabytes: we never unpack it."""
    data = docx(**{"word/zzz.xml": b"\0" * (10 * MB)})
    place = data.rindex(b"PK\x01\x02")
    return data[: place + 24] + struct.pack("<I", 10) + data[place + 28 :]


def odt_that_swells() -> bytes:
    """The one member that is read, "mimetype", unpacks to a gigabyte."""
    return archive(
        mimetype=b"application/vnd.oasis.opendocument.text" + b"\0" * (150 * MB), **{"content.xml": "<o/>"}
    )


def wide_png() -> bytes:
    head = struct.pack(">II5B", 30_000, 30_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (3751 * 30_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def many_names() -> bytes:
    return docx(**{f"word/{n}": "" for n in range(3000)})


def many_segments() -> bytes:
    """A jpg that is only markers."""
    return b"\xff\xd8" + b"\xff\xe1\x00\x02" * (2 * MB) + b"\xff\xd9"


def much_filling() -> bytes:
    return b"\xff\xd8" + b"\xff" * (9 * MB) + b"\xff\xd9"


def many_sizes() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"ispe\0\0\0\0\0\0\0\1\0\0\0\1" * 500_000


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
SCRIPT_PDF = PDF[:9] + b"1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n" + PDF[9:]
MADE = [
    ("nested zip", "geneste.docx", nested, "inside"), ("zip bomb", "bom.docx", bomb, "inside"),
    ("bomb that lies", "bom.docx", liar, "taken"), ("odt that swells", "bom.odt", odt_that_swells, "inside"),
    ("a real 30k by 30k png", "groot.png", wide_png, "pixels"), ("3,000 names", "namen.docx", many_names, "inside"),
    ("only markers", "m.jpg", many_segments, "inside"), ("only filling", "v.jpg", much_filling, "inside"),
    ("half a million sizes", "m.heic", many_sizes, "taken"), ("html in a jpg", "foto.jpg", lambda: b"<html><script>", "inside"),
    ("a pdf with a script", "brief.pdf", lambda: SCRIPT_PDF, "taken"), ("an svg", "plaatje.svg", lambda: SVG, "other"),
    ("a compressed svg", "plaatje.svgz", lambda: gzip.compress(SVG), "other"), ("svg as webp", "a.webp", lambda: SVG, "inside"),
    ("macro with capitals", "m.docx", lambda: docx(**{"word/VBAPROJECT.BIN": "x"}), "inside"),
    ("macro elsewhere", "m.xlsx", lambda: archive(**{OOXML_TYPES: "x", "xl/workbook.xml": "x", "xl/vbaProject.bin": "x"}), "inside"),
    ("basic in an odt", "m.odt", lambda: odt().replace(b"content.xml", b"Basic/a.xml"), "inside"),
    ("exe in a docx name", "brief.docx", lambda: b"MZ" + b"\0" * 4000, "inside"), ("elf as pdf", "a.pdf", lambda: b"\x7fELF" * 99, "inside"),
    ("two endings", "foto.php.jpg", jpeg, "taken"), ("two endings, other way", "foto.jpg.php", jpeg, "other"),
    ("a path", "../../../etc/cron.d/x.txt", lambda: b"* * * * *", "taken"), ("a path of Windows", "..\\..\\a.png", png, "taken"),
    ("a NUL in the name", "a.php\0.png", png, "taken"), ("right to left", "foto\u202egpj.exe", jpeg, "other"),
    ("right to left inside", "\u2067foto\u2069.jpg", jpeg, "taken"), ("a name of emoji", "🔥" * 300 + ".gif", gif, "taken"),
    ("no name", "", png, "other"), ("only dots", "...", png, "other"), ("a device", "CON.txt", lambda: b"x", "taken"),
    ("empty jpg", "foto.jpg", bytes, "empty"), ("empty zip", "a.docx", lambda: b"PK\5\6" + b"\0" * 18, "inside"),
    ("too big", "film.pdf", lambda: PDF + b"\0" * (11 * MB), "big"), ("too big text", "boek.txt", lambda: b"a\n" * (6 * MB), "big"),
    ("one long line", "lang.txt", lambda: b"a" * (10 * MB), "taken"), ("all control signs", "c.txt", lambda: bytes(range(32)), "text"),
    ("a shell script", "a.txt", lambda: b"#!/bin/sh\nrm -rf /\n", "taken"), ("utf-7", "u.txt", lambda: b"+ADw-script+AD4-", "taken"),
    ("a truncated png", "t.png", lambda: png()[:20], "inside"), ("a truncated gif", "t.gif", lambda: b"GIF89a\1", "inside"),
    ("a truncated webp", "t.webp", lambda: b"RIFF\0\0\0\0WEBPVP8 ", "inside"), ("a truncated xlsx", "t.xlsx", lambda: xlsx()[:-9], "inside"),
]  # fmt: skip


def _kind(name: str) -> str:
    return "text" if name.endswith(".txt") else "inside"


def cases() -> list[tuple]:
    """Title, name, bytes or what makes them, and the outcome."""
    return [
        *MADE,
        *((f"gewoon {name}", name, data, "taken") for name, data in TAKEN),
        *((title, name, data, _kind(name)) for title, name, data in REFUSED_INSIDE),
        *((f"te groot {n}", name, data, "pixels") for n, (name, data) in enumerate(TOO_MANY_PIXELS)),
        *((f"onbekend {name!r}", name, jpeg(), "other") for name in UNKNOWN),
    ]
