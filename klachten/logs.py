"""Logs say what happened to which row: never a name, a text, an address, or the secret in an address."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any

HIDDEN = (
    (re.compile(r"/(volg|adres|ontvangen|wachtwoord-vergeten)/[^/\s?\"']+"), r"/\1/…"),
    (re.compile(r"(/[^\s?\"']*)\?[^\s\"']+"), r"\1?…"),  # what somebody searched for
    (re.compile(r"[^\s@<>\"'(=:/]+@[\w-]+(\.[\w-]+)+"), "…@…"),
)
# their words come from code or from the machine; any other error may repeat what somebody typed
PLAIN = frozenset(
    {"AttributeError", "ImportError", "ModuleNotFoundError", "NameError", "OperationalError", "ImproperlyConfigured",
     "TemplateDoesNotExist", "TemplateSyntaxError", "ConnectionRefusedError", "TimeoutError"}
)  # fmt: skip
# what anybody on the internet can make happen is one line, and no fault of ours
EXPECTED = {"django.security.DisallowedHost": "asked by a name that is not in ALLOWED_HOSTS"}


def hidden(text: str) -> str:
    """The same line without secrets, searches and mail addresses."""
    for pattern, instead in HIDDEN:
        text = pattern.sub(instead, text)
    return text


class WithoutSecrets(logging.Filter):
    """Takes out what a line may not say before it is written; an error that is told says its kind alone."""

    def filter(self, record: logging.LogRecord) -> bool:
        told = record.getMessage()
        for word in _said(record.exc_info[1] if record.exc_info else None):
            told = told.replace(word, "…")
        if line := EXPECTED.get(record.name):
            told, record.exc_info, record.levelname = line, None, "WARNING"
        record.msg, record.args = hidden(told), ()
        return True


def _said(error: BaseException | None) -> list[str]:
    """What an error says of itself, as Celery and gunicorn put it in their line."""
    if error is None or type(error).__name__ in PLAIN:
        return []
    return [word for word in (repr(error), str(error)) if len(word) > 3]


class Line(logging.Formatter):
    """A traceback shows where, and of each error only the kind: its words may be somebody's."""

    def formatException(self, ei: Any) -> str:
        return hidden("".join(_told(ei[1])).rstrip())


def _told(error: BaseException | None, deep: int = 0) -> Iterator[str]:
    """What led to it first, as Python tells it."""
    if error is None or deep > 5:
        return
    led_to = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _told(led_to, deep + 1)
    yield "Traceback:\n"
    yield from traceback.format_tb(error.__traceback__)
    kind = type(error).__name__
    yield f"{kind}: {error}\n" if kind in PLAIN else f"{kind}\n"
