"""A1: every address × method × role × own, other and missing object; nothing answers other than the policy says."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dossiers import links
from dossiers.models import Role
from dossiers.permissions import MAY

pytestmark = pytest.mark.django_db


def patterns(resolver=None, before=""):
    """Every address with its view, from the resolver itself."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, before + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield before + str(entry.pattern), entry


ALL = list(patterns())
OURS = [(path, entry) for path, entry in ALL if entry.name]
WORDS = {*MAY, "public", "link"}


def test_every_address_states_its_access():
    silent = [path for path, entry in ALL if getattr(entry.callback, "access", None) not in WORDS]
    assert not silent


def test_every_address_has_a_name():
    assert len(OURS) == len(ALL)


@pytest.fixture
def objects(make_dossier, people, at):
    """A dossier of team klant, one of team onderhoud, and the ids that addresses ask for."""
    own, other = make_dossier(by=people["joris"]), make_dossier(by=people["fatma"])
    return {"own": own, "other": other, "at": at}


def addresses(dossier, objects):
    values = all_values(dossier, objects)
    for _path, entry in OURS:
        names = parameters(entry)
        yield entry, reverse(entry.name, kwargs={n: v for n, v in values.items() if n in names})


def parameters(entry):
    """The names in the whole address, its prefixes included."""
    found = next(iter(get_resolver().reverse_dict.getlist(entry.name)), None) or next(
        iter(get_resolver().reverse_dict.getlist(entry.callback)), None
    )
    return set(found[0][0][1]) if found else set()


def all_values(dossier, objects):
    message = dossier.messages.first() if dossier else None
    return {
        "reference": dossier.reference if dossier else "2026-99999-X",
        "secret": links.secret_of(dossier, at=objects["at"]) if dossier else "geen-echte-link",
        "pk": message.pk if message else 999_999,
        "document": message.documents.first().pk if message else 999_999,
        "uidb36": "1",
        "key": "onzin",
        "name": "herkennen" if dossier else "bestaat-niet",  # a chapter of the handbook
        "version": "0",
    }


ROLES = {
    "joris": {Role.BEHANDELAAR}, "marleen": {Role.MANAGER}, "balie": {Role.MEDEWERKER}, "beheer": {Role.BEHEERDER},
    "niets": set(),
}  # fmt: skip
METHODS = {"own": ("get", "post", "put", "delete"), "other": ("get", "post"), "missing": ("get", "post")}


def is_about_a_dossier(address):
    return re.match(r"/werk/(dossiers/2|post/\d)", address) is not None


def allowed(entry, who, address, target):
    """The answers that the policy allows; None in the set stands for any page."""
    access = entry.callback.access
    if access in ("public", "link"):
        return {200, 302, 303, 404, 405}
    if not ROLES[who] & set(MAY[access]):
        return {403}
    if is_about_a_dossier(address) and target != "own":
        return {404, 405}
    return {200, 302, 303, 404, 405}


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("target", ["own", "other", "missing"])
def test_a1_nobody_gets_more_than_the_policy(objects, people, client_for, who, target):
    client, wrong = client_for(people[who]), []
    dossier = objects.get(target)
    for entry, address in list(addresses(dossier, objects)):
        if entry.name.startswith("account_") or entry.name == "health":  # health answers 503 on a bad day
            continue
        for method in METHODS[target]:
            answer = getattr(client, method)(address)
            policy = allowed(entry, who, address, target)
            # a medewerker or a colleague of another team may not even learn that it is there
            if answer.status_code not in policy:
                wrong.append((who, target, method, address, answer.status_code, sorted(policy)))
    assert not wrong


def test_a1_a_visitor_is_sent_to_the_log_in(objects):
    client, wrong = Client(), []
    for entry, address in addresses(objects["own"], objects):
        if entry.callback.access in ("public", "link"):
            continue
        for method in METHODS["own"]:
            answer = getattr(client, method)(address)
            if answer.status_code != 302 or not answer.url.startswith("/account/inloggen/"):
                wrong.append((method, address, answer.status_code))
    assert not wrong


def test_a4_wrong_and_revoked_links_look_alike(objects, client):
    dossier, at = objects["own"], objects["at"]
    old = links.secret_of(dossier, at=at)
    links.renew(dossier, at=at)
    secrets = (old, "x" * len(old))
    pages = [client.get(reverse("follow", args=[secret])) for secret in secrets]
    assert [p.status_code for p in pages] == [404, 404]
    # the address itself stands in the link to the other language
    first, second = (p.content.decode().replace(s, "…") for p, s in zip(pages, secrets, strict=True))
    assert first == second


def test_get_changes_nothing(objects, people, client_for):
    """No address writes on GET: the same rows before and after a walk over all pages (A15)."""
    client = client_for(people["joris"])
    writes = []
    for entry, address in addresses(objects["own"], objects):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        writes += [
            (address, q["sql"][:80])
            for q in queries.captured_queries
            if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
            and "dossiers_session" not in q["sql"]
            and '"cache"' not in q["sql"]
            and "dossiers_document" not in q["sql"]
            and "dossiers_miss" not in q["sql"]  # a wrong secret is counted (A4)
        ]
        if entry.name == "account_logout":
            client = client_for(people["joris"])
    assert not writes
