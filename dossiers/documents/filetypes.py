"""The kinds of file that we take, each known by its extension *and* by what is in it.

Nothing is opened or unpacked: only heads, tails and lists of names are read, and a text in pieces. SVG, HTML,
programs and archives are not in the table, so they are refused; so is a file that is two things at once, such
as a photo that ends as a zip.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from dossiers.documents import pixels
from dossiers.documents.archives import ends_as_zip, office

CHUNK = 64 * 1024
# Never in a text: control characters, but for tab, line and page ends, escape and the old end-of-file sign.
BINARY = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27}) + b"\x7f"
MARKUP = re.compile(rb"\s*<(!doctype|html|head|body|script|svg|iframe|\?xml)", re.IGNORECASE)
SECOND_FACE = re.compile(rb"%PDF-|<(!doctype|html|head|body|script|svg|iframe)", re.IGNORECASE)
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
OFFICE = b"application/vnd.oasis.opendocument.text"


def _starts(*magics: bytes) -> Callable:
    return lambda file: _head(file).startswith(magics) and _only_that(file)


def _is_webp(file) -> bool:
    head = _head(file)
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP" and _only_that(file)


def _is_heif(file) -> bool:
    head = _head(file)
    return head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS and _only_that(file)


def _head(file) -> bytes:
    file.seek(0)
    return file.read(1024)


def _only_that(file) -> bool:
    """Not a PDF, a web page or a zip as well, for a reader that looks further than the beginning."""
    return not SECOND_FACE.search(_head(file), 5) and not ends_as_zip(file)


def _is_text(file) -> bool:
    """UTF-8, or else the Windows set; a web page is no text."""
    if MARKUP.match(_head(file).removeprefix(codecs.BOM_UTF8)):
        return False
    return _reads_as(file, "utf-8") or _reads_as(file, "cp1252")


def _reads_as(file, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
            if len(chunk.translate(None, BINARY)) != len(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True)
class Kind:
    content_type: str
    matches: Callable
    pixels: Callable | None = None


OOXML = "application/vnd.openxmlformats-officedocument."
JPEG = Kind("image/jpeg", _starts(b"\xff\xd8\xff"), pixels.jpeg)
HEIF = Kind("image/heic", _is_heif, pixels.heif)
KINDS = {
    "jpg": JPEG,
    "jpeg": JPEG,
    "png": Kind("image/png", _starts(b"\x89PNG\r\n\x1a\n"), pixels.png),
    "gif": Kind("image/gif", _starts(b"GIF87a", b"GIF89a"), pixels.gif),
    "webp": Kind("image/webp", _is_webp, pixels.webp),
    "heic": HEIF,
    "heif": HEIF,
    "pdf": Kind("application/pdf", _starts(b"%PDF-")),
    "txt": Kind("text/plain", _is_text),
    "docx": Kind(OOXML + "wordprocessingml.document", office("[Content_Types].xml", "word/document.xml")),
    "xlsx": Kind(OOXML + "spreadsheetml.sheet", office("[Content_Types].xml", "xl/workbook.xml")),
    "odt": Kind(OFFICE.decode(), office("mimetype", "content.xml", sign=OFFICE)),
}
