"""The first words of a story that say what happened, as its subject line."""

from __future__ import annotations

import re
from itertools import dropwhile

MOST = 70  # characters; longer is cut at a word
LEAST = 15  # a shorter opening ("Help!") takes the next sentence along

# "Beste mensen," and "mevrouw," say nothing about what happened
WORDS = r"(?:beste|geachte|hallo|hoi|goede[n ]?(?:dag|morgen|middag|avond)|dear|hello|hi|good (?:morning|evening))\b"
TITLE = r"(?:heer|heren|mevrouw|meneer|mijnheer|dames|sir|madam|l\.?\s?s\.?)"
AND = r"\s{0,2}(?:[/,]|\b(?:of|en|or|and)\b)?\s{0,2}"
GREETING = re.compile(
    rf"\s*(?:{WORDS}(?:[.!]|[^.!?,\n]{{0,40}}[,\n])|{TITLE}(?:{AND}{TITLE})*\s*[,\n:!])\s*", re.I
)

# "Meneer is woedend." is how somebody feels and not what happened; the melder reads this line too (R93)
WHO = r"(?:meneer|mijnheer|mevrouw|de (?:heer|melder|huurder|klant|bewoner)|ik|hij|zij|ze|wij|we|he|she|i)"
MOOD = (
    r"(?:woedend|razend|boos|kwaad|woest|furieus|teleurgesteld|verdrietig|overstuur|emotioneel|gefrustreerd|geïrriteerd"
    r"|ontevreden|in tranen|furious|angry|upset|belt|belde|klacht indienen|een klacht)"
)
REASON = r"(?:omdat|want|over|dat|doordat|sinds|toen|after|because|about|that)"
NO_EVENT = re.compile(rf"{WHO}\b(?!.{{0,120}}\b{REASON}\b)[^,;:]{{0,60}}\b{MOOD}\b[^,;:]{{0,60}}", re.I)


def subject_of(story: str, topic: str = "") -> str:
    """The first sentence that says what happened, at most 70 characters; else the topic, else how the story begins."""
    sentences = _sentences(_without_greeting(story))
    telling = list(dropwhile(NO_EVENT.fullmatch, sentences))
    if topic and not telling:
        return topic
    opening = _opening(telling or sentences or _sentences(story))
    opening = opening[:1].upper() + opening[1:]
    return opening if len(opening) <= MOST else _cut(opening)


def _without_greeting(story: str) -> str:
    """A greeting may go on over words and lines: Geachte heer, mevrouw,"""
    while greeting := GREETING.match(story):
        story = story[greeting.end() :]
    return story


def _sentences(story: str) -> list[str]:
    """A line end ends one too."""
    parts = re.split(r"(?<=[.!?])\s+|\n+", story.strip())
    return [" ".join(part.split()) for part in parts if part.strip()]


def _opening(sentences: list[str]) -> str:
    """Whole sentences until there is something to read."""
    opening = ""
    for sentence in sentences:
        opening = f"{opening} {sentence}".strip()
        if len(opening) >= LEAST:
            break
    return opening.rstrip(".").rstrip()


def _cut(text: str) -> str:
    start = text[:MOST]
    at_a_word = start.rsplit(" ", 1)[0] if " " in start[LEAST:] else start
    return at_a_word.rstrip(" ,;:-") + "…"
