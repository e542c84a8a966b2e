"""What somebody typed in a search box: its words, the ways to write them, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

MOST_WORDS = 8
LONGEST = 100  # characters of a search


def tidy(text: str) -> str:
    """One line without double spaces; "" for what no database can look for."""
    return "" if "\0" in text else " ".join(text.split())[:LONGEST].strip()


def words_of(q: str) -> list[str]:
    return q.split()[:MOST_WORDS]


def spellings(word: str) -> set[str]:
    """SQLite folds capitals for a to z alone: hand it the usual ways to write an é."""
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("(" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")", re.I)


def marked(text: str, words: list[str]) -> SafeString:
    """The text, escaped, with each hit in <mark>."""
    if not words:
        return conditional_escape(text)
    parts = pattern(words).split(text)
    return mark_safe("".join(format_html("<mark>{}</mark>", p) if n % 2 else conditional_escape(p)
                             for n, p in enumerate(parts)))  # fmt: skip
