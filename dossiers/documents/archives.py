"""Office files are zip archives: told apart by their list of names, and never unpacked."""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable

MOST_MEMBERS = 2000
MOST_UNPACKED = 200 * 1024 * 1024  # bytes, as the members of an office file claim
MOST_NAMES = 512 * 1024  # bytes of the list of members
ZIP_TAIL = 22 + 65535  # the last record of a zip with the longest comment
ZIP_END = b"PK\x05\x06"
ZIP_LARGE = b"PK\x06\x07"
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
    KeyError,
)
MACRO = re.compile(r"vbaproject\.bin$|^(Basic|Scripts)/", re.IGNORECASE)


def ends_as_zip(file) -> bool:
    """Whether this would open as a zip, whatever it begins with."""
    size = file.seek(0, 2)
    file.seek(max(0, size - ZIP_TAIL))
    tail = file.read(ZIP_TAIL)
    place = tail.rfind(ZIP_END)
    if place < 0 or len(tail) - place < 22:
        return False
    return place + 22 + int.from_bytes(tail[place + 20 : place + 22], "little") == len(tail)


def office(*needed: str, sign: bytes = b"") -> Callable:
    """A zip with these members; `sign` is what the member "mimetype" must say."""

    def check(file) -> bool:
        if not _plain_zip(file):
            return False
        try:
            with zipfile.ZipFile(file) as archive:
                return _harmless(archive.infolist(), set(needed)) and _signed(archive, sign)
        except BROKEN_ZIP:
            return False

    return check


def _plain_zip(file) -> bool:
    """Begins as a zip, ends as one without a comment, and has a list of names that fits in memory."""
    file.seek(0)
    starts = file.read(4) == b"PK\x03\x04"
    file.seek(max(0, file.seek(0, 2) - 42))
    tail = file.read(42)
    end, names = tail[20:], int.from_bytes(tail[32:36], "little")
    return starts and names <= MOST_NAMES and _ordinary_end(tail[:4], end)


def _ordinary_end(before: bytes, end: bytes) -> bool:
    """The large form of a zip has a second list of names, of any size, just before the end."""
    return end.startswith(ZIP_END) and end.endswith(b"\0\0") and before != ZIP_LARGE


def _harmless(members: list[zipfile.ZipInfo], needed: set[str]) -> bool:
    names = {member.filename for member in members}
    return (
        needed <= names
        and len(members) <= MOST_MEMBERS
        and min(member.header_offset for member in members) == 0
        and sum(member.file_size for member in members) <= MOST_UNPACKED
        and not any(MACRO.search(name) for name in names)
    )


def _signed(archive: zipfile.ZipFile, sign: bytes) -> bool:
    if not sign:
        return True
    with archive.open("mimetype") as member:
        return member.read(len(sign) + 1) == sign
