"""Search: every word must be somewhere in the story, the subject, the number, a name, an address, or what was said.

The only module that searches dossiers, and the same on every database: `icontains` per word. Phones and parties: see
reach; never the name of a respondent (R46).
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from dossiers.models import Contact, Dossier
from dossiers.reference import number_in
from dossiers.typed import marked, pattern, spellings, words_of
from dossiers.workplace import reach

COLUMNS = ("story", "subject", "reference", "complainant__name", "complainant__organisation", *reach.COLUMNS)
BEFORE, AFTER = 60, 100  # characters of an excerpt around the hit
PLACES = {
    Contact.Kind.NOTE: "in een notitie",
    Contact.Kind.CUSTOMER_MESSAGE: "in een bericht",
    Contact.Kind.PHONE_IN: "in een gesprek",
    Contact.Kind.PHONE_OUT: "in een gesprek",
    Contact.Kind.VISIT: "in een gesprek",
}


def _somewhere(word: str) -> Q:
    hit = Q()
    for spelling in spellings(word):
        for column in COLUMNS:
            hit |= Q(**{f"{column}__icontains": spelling})
        hit |= Q(pk__in=Contact.objects.filter(text__icontains=spelling).values("dossier"))
        hit |= reach.by_party(spelling)
    return hit | reach.by_phone(word)


def matching(q: str) -> Q:
    """The condition on a dossier; no words is no condition. The parts of a number by themselves say nothing."""
    number, every = number_in(q), Q()
    if number and len(words_of(q)) > 1:
        return Q(reference=number.reference)
    for word in words_of(q):
        every &= _somewhere(word)
    every = every | reach.by_phone(q) if every else every
    return Q(reference=number.reference) | every if number else every


# --- where the word was found


def excerpt(text: str, words: list[str]) -> SafeString | None:
    """The words around the first hit; None when there is none."""
    text = " ".join(text.split())
    found = pattern(words).search(text) if words else None
    if found is None:
        return None
    start, end = max(0, found.start() - BEFORE), found.end() + AFTER
    piece = text[start:end]
    if start:
        piece = "… " + piece.partition(" ")[2]
    if end < len(text):
        piece = piece.rpartition(" ")[0] + " …"
    return marked(piece, words)


def places_of(rows: list[Dossier], words: list[str]) -> dict[int, list[tuple[str, str]]]:
    """For each row the texts in which a hit may stand, with what that place is called. One query."""
    places = {d.pk: [("in de klacht", d.story)] for d in rows}
    said = Q()
    for word in words:
        for spelling in spellings(word):
            said |= Q(text__icontains=spelling)
    contacts = Contact.objects.filter(said, dossier__in=places).order_by("-at")
    for pk, kind, text in contacts.values_list("dossier", "kind", "text"):
        places[pk].append((PLACES[Contact.Kind(kind)], text))
    return places


def did_you_mean(q: str, dossiers: QuerySet[Dossier]) -> str:
    """The same words in a spelling that does occur in a subject of these; "" when nothing else comes near."""
    subjects = dossiers.order_by("-pk").values_list("subject", flat=True)[:500]
    known = {word for subject in subjects for word in re.findall(r"\w{4,}", subject.lower())}
    typed = [word.lower() for word in words_of(q)]
    better = [next(iter(get_close_matches(word, known, 1, 0.75)), word) for word in typed]
    if better == typed or not dossiers.filter(matching(" ".join(better))).exists():
        return ""
    return " ".join(better)
