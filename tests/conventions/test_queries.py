"""What a page asks of the database: little, and as little for fifty rows as for one."""

import contextlib
import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dossiers import links
from dossiers.casework import actions, writing
from dossiers.demo.load import load
from dossiers.documents.uploads import Accepted
from dossiers.models import Category, Dossier, Step, Team, User
from dossiers.organisation.middleware import FirstStart
from dossiers.solutions.actions import add_redress
from tests.intake.test_register import told
from tests.pages import found, pages
from tests.visitor import hidden_fields, with_work

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST = 8
# who asks more, and why; a page that needs less leaves this list
MORE = {
    "dossier": (13, "shows eleven tables of one dossier, each read once"),
    "dossier-nieuw": (13, "the same page"),
    "dossier-gesloten": (14, "and how it closed"),
    "volgen-gesloten": (9, "what we do to put it right, and how it closed"),
    "vandaag": (10, "seven kinds of work, the calendar, and whether the mail server answers"),
    "sluiten": (9, "all that is still open, post and messages included"),
    "overdragen": (9, "all that hangs on one colleague"),
}


class Here:
    """A product in this process."""

    def script(self, text):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(text, {})
        return said.getvalue()


@pytest.fixture(autouse=True)
def _today(at, monkeypatch):
    monkeypatch.setattr(FirstStart, "is_begun", True)  # each process knows, after its first page
    with time_machine.travel(at, tick=False):
        yield


def asked(client, address):
    """How often the database was asked for this page: session, user and banner as well."""
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    assert response.status_code in (200, 302, 404), address
    return len(seen)


def test_no_page_asks_much(at, client_for):
    load(now=at)
    every = pages(found(Here()))
    readers = {
        who: client_for(User.objects.get(email=who)) if who else Client() for who in {p.who for p in every}
    }
    counts = {page.name: asked(readers[page.who], page.address) for page in every}
    assert {name: n for name, n in counts.items() if n > MOST} == {
        name: n for name, (n, _why) in MORE.items()
    }


# what one press on the button asks and writes; it was 58 and 56 when each part asked for itself
FILING, REGISTERING = 42, 35


def test_filing_reads_each_thing_once(organisation, people, client_for, at):
    """The second complaint of the year: the first one makes the counter."""
    visitor, desk = Client(), client_for(people["balie"])
    counts = [
        (
            pressed(
                visitor,
                "/",
                {"story": f"De lift staat stil, {n}.", "email": f"ria{n}@klant.example"} | work(visitor),
            ),
            pressed(desk, "/werk/registreren/", told(token=f"t{n}", story=f"De deur klemt, {n}.")),
        )
        for n in range(2)
    ]
    assert counts[1] == (FILING, REGISTERING)
    assert Dossier.objects.count() == 4


def work(visitor):
    """The proof of work of a page that this visitor opened."""
    return with_work(hidden_fields(visitor))


def pressed(client, address, said):
    """Statements of one POST, savepoints apart: those are of the test, which runs in a transaction of its own."""
    with CaptureQueriesContext(connection) as seen:
        response = client.post(address, said)
    assert response.status_code in (302, 303), response.content.decode()
    return sum("SAVEPOINT" not in query["sql"] for query in seen.captured_queries)


LISTS = ("/werk/", "/werk/dossiers/", "/werk/dossiers/?q=douche", "/werk/post/", "/werk/registreren/")
SETTINGS = ("mensen/", "teams/", "onderwerpen/", "mensen/{joris}/", "mensen/{joris}/overdragen/")
PARTS = (
    "",
    "?lijn=berichten",
    "betrokkene/",
    "belofte/",
    "oplossing/",
    "sluiten/",
    "gegevens/",
    "schrijven/",
)


@pytest.fixture
def fill(make_dossier, people, at):
    """One row more of everything there is a list of."""
    joris, numbers = people["joris"], iter(range(1000))

    def add(dossier):
        n = next(numbers)
        team = Team.objects.create(
            name=f"Team {n}", email=f"t{n}@woonstede.example", phone="088", hours="altijd"
        )
        Category.objects.create(name=f"Onderwerp {n}", team=team)
        User.objects.create_user(f"u{n}@woonstede.example", name=f"Collega {n}", roles=["manager"]).teams.add(
            team
        )
        other = make_dossier(
            complainant={"name": f"Melder {n}", "email": f"m{n}@klant.example", "email_vouched": True}
        )
        actions.assign(other, joris, by=people["directeur"], at=at)
        for row in (other, dossier):
            hold_all(row, joris, at)
        add_redress(dossier, "apology", "Excuses", due_on=at.date(), by=joris, at=at)

    return add


def hold_all(dossier, joris, at):
    actions.note(dossier, "note", "de douche", by=joris, at=at)
    given = Accepted(SimpleUploadedFile("douche.txt", b"lekt"), "douche.txt", "text/plain", 4)
    actions.customer_writes(dossier, "", files=[given], at=at)
    actions.make_promise(dossier, "Bellen", at.date(), by=joris, at=at)
    actions.add_party(dossier, "beklaagde", {"name": "Kees"}, by=joris, at=at)
    writing.write(dossier, "Dag", by=joris, at=at)


def test_as_many_queries_for_fifty_rows_as_for_one(fill, make_dossier, people, client_for, at):
    dossier = make_dossier(by=people["joris"])
    actions.assign(dossier, people["joris"], by=people["joris"], at=at)
    Dossier.objects.filter(pk=dossier.pk).update(step=Step.OPLOSSEN)
    dossier.refresh_from_db()
    addresses = of_lists(dossier, people["joris"], at)
    readers = {who: client_for(people[who]) for who in ("joris", "beheer")}
    fill(dossier)
    one = {address: asked(readers[who], address) for address, who in addresses.items()}
    for _row in range(49):
        fill(dossier)
    fifty = {address: asked(readers[who], address) for address, who in addresses.items()}
    assert fifty == one


def of_lists(dossier, joris, at):
    """Each page with rows on it, and who reads it."""
    message = dossier.messages.first()
    own = f"/werk/dossiers/{dossier.reference}/"
    staff = [*LISTS, *(own + part for part in PARTS), f"/werk/post/{message.pk}/"]
    follow = f"/volg/{links.secret_of(dossier, at=at)}/"
    settings = ["/instellingen/" + part.format(joris=joris.pk) for part in SETTINGS]
    return dict.fromkeys([*staff, follow], "joris") | dict.fromkeys(settings, "beheer")
