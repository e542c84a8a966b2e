"""The first words of a story as its subject line."""

from __future__ import annotations

import re

MOST = 70  # characters; longer is cut at a word
LEAST = 15  # a shorter opening ("Help!") takes the next sentence along

# "Beste mensen," says nothing about what happened
WORDS = (
    r"beste|geachte|hallo|hoi|goede[n ]?(?:dag|morgen|middag|avond)|dear|hello|hi|good (?:morning|evening)"
)
GREETING = re.compile(rf"\s*(?:{WORDS})(?:[.!]|[^.!?,\n]{{0,40}}[,\n])\s*", re.I)


def subject_of(story: str) -> str:
    """The first sentence without its full stop, at most 70 characters; for a dossier that was given no subject."""
    told = GREETING.sub("", story, count=1) if GREETING.match(story) else story
    opening = _opening(told if told.strip() else story)
    opening = opening[:1].upper() + opening[1:]
    return opening if len(opening) <= MOST else _cut(opening)


def _opening(story: str) -> str:
    """Whole sentences (a line end counts as one) until there is something to read."""
    opening = ""
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", story.strip()):
        opening = f"{opening} {' '.join(sentence.split())}".strip()
        if len(opening) >= LEAST:
            break
    return opening.rstrip(".").rstrip()


def _cut(text: str) -> str:
    start = text[:MOST]
    at_a_word = start.rsplit(" ", 1)[0] if " " in start[LEAST:] else start
    return at_a_word.rstrip(" ,;:-") + "…"
