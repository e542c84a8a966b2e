"""The handbook: the same texts as on the screens, in the order of the seven steps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dossiers.handbook.topics import CHAPTER, CHAPTERS
from dossiers.handbook.words import WORDS
from dossiers.permissions import needs


@needs("signed-in")
def contents(request: HttpRequest) -> HttpResponse:
    return render(request, "dossiers/handbook/contents.html", {"chapters": CHAPTERS})


@needs("signed-in")
def chapter(request: HttpRequest, name: str) -> HttpResponse:
    """One chapter, with the one before and the one after it."""
    if name not in CHAPTER:
        raise Http404
    place = CHAPTERS.index(CHAPTER[name])
    around = {
        "before": CHAPTERS[place - 1] if place else None,
        "after": next(iter(CHAPTERS[place + 1 :]), None),
    }
    context = {"chapters": CHAPTERS, "chapter": CHAPTER[name]} | around
    return render(request, "dossiers/handbook/chapter.html", context)


@needs("signed-in")
def words(request: HttpRequest) -> HttpResponse:
    rows = sorted(WORDS, key=lambda row: row[0].lower())
    return render(request, "dossiers/handbook/words.html", {"chapters": CHAPTERS, "words": rows})


@needs("signed-in")
def keys(request: HttpRequest) -> HttpResponse:
    return render(request, "dossiers/handbook/keys.html", {"chapters": CHAPTERS})
