"""Standing still on Wednesday 18 November 2026, ten in the morning."""

from datetime import timedelta

import pytest
import time_machine

from dossiers.casework import actions
from dossiers.correspondence import delivery
from dossiers.models import Dossier, Message

CUSTOMERS = iter(range(10_000))


@pytest.fixture(autouse=True)
def _today(at):
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def joris(people):
    return people["joris"]


@pytest.fixture
def page(client_for):
    """The page that somebody gets at an address, as text and with its context."""

    def get(user, address="/werk/", **query):
        return client_for(user).get(address, query)

    return get


@pytest.fixture
def story(make_dossier, joris, at):
    """A complaint by somebody with a name, acknowledged, and with a handler unless said otherwise."""

    def make(name="Ria Verhoeven", *, handler=joris, days=0, acknowledged=True, by=None, **fields):
        when = at - timedelta(days=days)
        person = {"name": name, "email": f"c{next(CUSTOMERS)}@klant.example", "email_vouched": True}
        dossier = make_dossier(complainant=fields.pop("complainant", person), when=when, by=by, **fields)
        if acknowledged:
            arrive(dossier, when)
        if handler:
            actions.assign(again(dossier), handler, by=by or joris, at=when)
        return again(dossier)

    return make


def arrive(dossier, at):
    """All post of this dossier went."""
    for message in dossier.messages.exclude(state="sent"):
        Message.objects.filter(pk=message.pk).update(state="sent", sent_at=at, reason="")
        delivery.sent(message, again(dossier), at=at)


def again(dossier):
    return Dossier.objects.get(pk=dossier.pk)
