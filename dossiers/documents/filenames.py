"""Names and sizes of files, made fit to store and to show."""

import re
import unicodedata
from math import ceil

from django.utils.formats import number_format
from django.utils.translation import ngettext

KB, MB = 1024, 1024 * 1024  # as Windows counts, so that what it calls 10 MB is taken as 10 MB
LONGEST_NAME = 100  # characters, the extension among them
LONGEST_EXTENSION = 10
# Not allowed in a file name by one system or another.
RESERVED = re.compile(r'[<>:"|?*]')


def safe_name(name: str) -> str:
    """The last part of a path, without signs that hide or turn text, with its extension in small letters."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(letter for letter in last if not unicodedata.category(letter).startswith("C"))
    clean = RESERVED.sub("_", shown).strip(" .")
    stem, dot, extension = clean.rpartition(".")
    if not dot or len(extension) > LONGEST_EXTENSION:
        return clean[:LONGEST_NAME] or "bestand"
    tail = f".{extension.strip().lower()}"
    return (stem.strip(" .") or "bestand")[: LONGEST_NAME - len(tail)] + tail


def extension_of(name: str) -> str:
    """In small letters, without the dot; nothing for a name without one."""
    _stem, dot, extension = safe_name(name).rpartition(".")
    return extension if dot else ""


def human_size(size: int) -> str:
    """Bytes for people: "812 bytes", "340 kB", "1,2 MB"; rounded up, so never less than it is."""
    if size < KB:
        return ngettext("%(count)s byte", "%(count)s bytes", size) % {"count": size}
    if ceil(size / KB) < KB:
        return f"{ceil(size / KB)} kB"
    tenths = ceil(size * 10 / MB)
    return f"{number_format(tenths / 10, 0 if tenths % 10 == 0 else 1)} MB"
