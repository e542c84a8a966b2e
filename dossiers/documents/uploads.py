"""Checks on files that people send with a complaint: each is taken, or refused with one clear sentence.

`check(files)` wants what Django gives for an upload: `name`, `size` in bytes, `read` and `seek`.
Serve a stored file with `headers_for(name)` only: always as a download, never shown in a page of ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from dossiers.documents.filenames import extension_of, human_size, safe_name
from dossiers.documents.filetypes import KINDS
from dossiers.documents.limits import MOST_BYTES, MOST_BYTES_TOGETHER, MOST_FILES, MOST_MEGAPIXELS
from dossiers.documents.sentences import DIFFERENT, EMPTY, NO_PLAIN_TEXT, PIXELS, TOO_BIG, UNKNOWN


class Refused(ValidationError):
    """One or more files can't be taken; `messages` has a sentence for each, `good` names the others."""

    def __init__(self, wrong: list[str], good: list[str] | None = None) -> None:
        super().__init__(wrong)
        self.good = good or []


@dataclass(frozen=True)
class Accepted:
    file: Any  # the upload itself, at its beginning
    name: str  # safe to store and to show
    content_type: str
    size: int  # bytes


def check(files: Iterable[Any]) -> list[Accepted]:
    """All files as Accepted, in the same order, or Refused with everything that is wrong."""
    files = list(files)
    reasons = [_reason(file) for file in files]
    if wrong := _too_much(files) + [reason for reason in reasons if reason]:
        good = [file for file, reason in zip(files, reasons, strict=True) if not reason]
        raise Refused(wrong, [safe_name(file.name) for file in good] if any(reasons) else [])
    return [_accepted(file) for file in files]


def content_type_for(name: str) -> str:
    kind = KINDS.get(extension_of(name))
    return kind.content_type if kind else "application/octet-stream"


def headers_for(name: str) -> dict[str, str]:
    """The headers under which a stored file may leave: a download, its kind never guessed at."""
    return {
        "Content-Type": content_type_for(name),
        "Content-Disposition": content_disposition_header(True, safe_name(name)),
        "X-Content-Type-Options": "nosniff",
    }


def _accepted(file: Any) -> Accepted:
    file.seek(0)
    return Accepted(file, safe_name(file.name), content_type_for(file.name), file.size)


def _too_much(files: list[Any]) -> list[str]:
    """What is wrong with the files together."""
    count, together = len(files), sum(file.size for file in files)
    wrong = []
    if count > MOST_FILES:
        text = gettext("U koos %(count)s bestanden. Er mogen er %(most)s mee.")
        wrong.append(text % {"count": count, "most": MOST_FILES})
    if together > MOST_BYTES_TOGETHER:
        text = gettext(
            "De bestanden zijn samen %(size)s. Er mag %(most)s mee. Kies er minder, of maak foto’s kleiner."
        )
        wrong.append(text % {"size": human_size(together), "most": human_size(MOST_BYTES_TOGETHER)})
    return wrong


def _reason(file: Any) -> str:
    """Why this file can't be taken and what to do about it, or nothing."""
    return next((str(text) % _words(file) for wrong, text in CHECKS if wrong(file)), "")


def _words(file: Any) -> dict[str, object]:
    return {
        "name": safe_name(file.name),
        "extension": extension_of(file.name),
        "size": human_size(file.size),
        "most_size": human_size(MOST_BYTES),
        "megapixels": MOST_MEGAPIXELS,
    }


def _unknown(file: Any) -> bool:
    return extension_of(file.name) not in KINDS


def _empty(file: Any) -> bool:
    return file.size == 0


def _too_big(file: Any) -> bool:
    return file.size > MOST_BYTES


def _no_plain_text(file: Any) -> bool:
    return extension_of(file.name) == "txt" and _different(file)


def _different(file: Any) -> bool:
    return not KINDS[extension_of(file.name)].matches(file)


def _unreadable(file: Any) -> bool:
    return 0 in _pixels(file)


def _too_many_pixels(file: Any) -> bool:
    width, height = _pixels(file)
    return width * height > MOST_MEGAPIXELS * 1_000_000


def _pixels(file: Any) -> tuple[int, int]:
    """Width and height; (0, 0) for an image that doesn't say, (1, 1) for what is no image."""
    measure = KINDS[extension_of(file.name)].pixels
    return (measure(file) or (0, 0)) if measure else (1, 1)


# In this order: what is cheap to find out first, and no look into a file of a kind that we don't take.
CHECKS = (
    (_unknown, UNKNOWN),
    (_empty, EMPTY),
    (_too_big, TOO_BIG),
    (_no_plain_text, NO_PLAIN_TEXT),
    (_different, DIFFERENT),
    (_unreadable, DIFFERENT),
    (_too_many_pixels, PIXELS),
)
