"""Something of everything, so that every address has a row to be about: dossiers at each step, post, people, settings."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.base import ContentFile
from django.urls import get_resolver
from django.utils import timezone

from dossiers import links
from dossiers.casework import writing
from dossiers.models import (
    Alarm,
    Attachment,
    Category,
    Document,
    Dossier,
    Message,
    Party,
    Promise,
    Redress,
    Team,
    User,
)  # fmt: skip
from tests.walk import Walker

OURS = {"reference": Dossier, "document": Document}
ROOMS = {"party": Party, "promise": Promise, "redress": Redress, "attachment": Attachment, "person": User, "team": Team,
         "category": Category, "alarm": Alarm, "message": Message, "follow_document": Document, "follow_file": Attachment}  # fmt: skip


def fill(make_dossier, people, client_for, category, at):
    """Six dossiers: new, with a plan, analysed, answered, closed at once and one of another team."""
    joris = people["joris"]
    make_dossier(by=people["fatma"])
    fresh = make_dossier(by=joris)
    for step in ("to_dossier", "to_analysis", "to_solving", "to_evaluating"):
        dossier = make_dossier(by=joris)
        walker = Walker(client_for(joris), dossier)
        getattr(walker, step)(*[joris, category][: 1 if step == "to_dossier" else 2])
        if step == "to_solving":
            walker.redress()
        _beside(walker.dossier, joris)
    Alarm.objects.create(cause="proef", text="Een bevestiging is nog niet weg.", opened_at=at)
    return fresh


def _beside(dossier, by):
    """A person, a promise, a file, and a letter of a colleague."""
    at = timezone.now()
    walked = Walker(_client(by), dossier)
    walked.post("party", role="representative", name="Piet Pietersen", relation="zoon")
    walked.post("promise", what="Ik bel u terug.", due_on=str(timezone.localdate() + timedelta(days=3)))
    Attachment.objects.create(dossier=dossier, name="foto.txt", size=5, added_at=at,
                              file=ContentFile(b"Beste", name="foto.txt"))  # fmt: skip
    writing.write(dossier, "Ik kijk er vandaag naar.", by=by, at=at)


def _client(user):
    from django.test import Client

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def values(at):
    """What the words in an address may be: real rows, and never only one."""
    secrets = [links.secret_of(d, at=at) for d in Dossier.objects.all()]
    return {
        "reference": list(Dossier.objects.values_list("reference", flat=True)),
        "secret": secrets,
        "document": list(Document.objects.values_list("pk", flat=True)),
        "uidb36": ["1", "2"],
        "key": ["onzin-1", "set-password"],
        "name": ["herkennen", "oplossen"],  # a chapter of the handbook
        "version": ["0", "abcdef012345"],
        "pk": sorted({pk for model in ROOMS.values() for pk in model.objects.values_list("pk", flat=True)}),
    }


def addresses():
    """Every address of the resolver with the words that it asks for, both languages."""
    table = get_resolver().reverse_dict
    for name in {n for n in table if isinstance(n, str)}:
        for possibilities, *_ in table.getlist(name):
            for template, words in possibilities:
                yield name, f"/{template}", words
