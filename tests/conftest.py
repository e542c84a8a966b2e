"""What every story starts with: an organisation, its people, a moment, and a mail server that listens."""

from __future__ import annotations

import logging
from datetime import datetime
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from playwright.sync_api import sync_playwright

from dossiers.intake.actions import Report, register
from dossiers.models import Category, Organisation, Role, Team, User
from dossiers.organisation.middleware import FirstStart
from tests import demo_copy
from tests.logbook import Logbook
from tests.parts import FLAGS, browser, free_port

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PASSWORD = "een lange proefzin 26"


def pytest_configure(config):
    """A page renders without a manifest of static files; a password is cheap to make."""
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):  # the one that all xdist workers share is ours to clear
        demo_copy.clear()


@pytest.fixture(autouse=True)
def _own_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def logbook():
    book = Logbook()
    logging.getLogger().addHandler(book)
    yield book
    logging.getLogger().removeHandler(book)


@pytest.fixture(autouse=True)
def _no_names_in_the_logs(logbook):
    """Whatever a story does, also when it goes wrong: no line says who it is about."""
    yield
    assert not logbook.taken()
    assert not logbook.deaf(), "no line of these would be heard any more"


@pytest.fixture
def at():
    """Wednesday 18 November 2026, ten in the morning."""
    return datetime(2026, 11, 18, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def teams(db):
    names = {"directie": "Directie", "klant": "Klant en klacht", "onderhoud": "Onderhoud"}
    return {
        key: Team.objects.create(
            name=name, email=f"{key}@woonstede.example", phone="088 000 12 00", hours="werkdagen, 9 tot 17 uur",
            is_top=key == "directie",
        )
        for key, name in names.items()
    }  # fmt: skip


@pytest.fixture
def organisation(teams, monkeypatch):
    monkeypatch.setattr(FirstStart, "is_begun", True)  # each process knows, after its first page
    return Organisation.objects.create(
        pk=1, name="Woonstede", phone="088 000 12 00", email="klachten@woonstede.example",
        sender_email="klachten@woonstede.example", address="Kerkplein 5, 3999 ZX Lindewaard",
        opening_hours="werkdagen, 8 tot 18 uur", external_body="de Klachtencommissie Wonen Lindewaard",
        external_body_url="https://klachtencommissie.example", intake_team=teams["klant"],
    )  # fmt: skip


PEOPLE = {
    "joris": ("Joris Bakker", [Role.BEHANDELAAR], ["klant"]),
    "fatma": ("Fatma Aydin", [Role.BEHANDELAAR], ["onderhoud"]),
    "marleen": ("Marleen Lubbers", [Role.MANAGER], ["klant"]),
    "directeur": ("Esther Vos", [Role.MANAGER], ["directie"]),
    "balie": ("Ruben Post", [Role.MEDEWERKER], ["onderhoud"]),
    "beheer": ("Bram de Wit", [Role.BEHEERDER], []),
    "niets": ("Nog Niemand", [], []),
}


@pytest.fixture
def people(organisation, teams):
    found = {}
    for key, (name, roles, memberships) in PEOPLE.items():
        user = User.objects.create_user(
            f"{key}@woonstede.example", PASSWORD, name=name, roles=[str(r) for r in roles], phone="088 000 12 34",
            hours="maandag t/m donderdag, 9 tot 17 uur",
        )  # fmt: skip
        user.teams.set(teams[t] for t in memberships)
        found[key] = user
    return found


@pytest.fixture
def category(teams):
    return Category.objects.create(name="Reparaties", team=teams["onderhoud"])


WORDS = "De douche lekt sinds 6 oktober en er kwam twee keer niemand."
RIA = {
    "name": "Ria Verhoeven",
    "email": "ria@verhoeven.example",
    "phone": "0600000000",
    "email_vouched": True,
}


@pytest.fixture
def make_dossier(people, at):
    """Register a complaint as a colleague would; `by`, `when`, `complainant` and other fields can be given."""

    def report(*, when=at, complainant=None, **fields):
        told = Report(
            subject="De douche lekt",
            story=WORDS,
            form=[("Wat is er gebeurd?", WORDS)],
            carrier="telefoon",
            received_at=when,
            complainant=complainant or dict(RIA),
        )
        for name, value in fields.items():
            setattr(told, name, value)
        return told

    def make(*, by=None, when=at, **fields):
        return register(report(when=when, **fields), by=by or people["joris"], at=when)

    make.report = report
    return make


@pytest.fixture
def client_for():
    def make(user):
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


class Sink:
    """A real SMTP server that keeps what it accepts, and answers as told."""

    def __init__(self):
        self.mails = []
        self.answers = {}  # address → answer to RCPT, or "data:…" to DATA

    async def handle_RCPT(self, server, session, envelope, address, options):
        if (answer := self.answers.get(address)) and not answer.startswith("data:"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            if (answer := self.answers.get(address, "")).startswith("data:"):
                return answer.removeprefix("data:")
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken"

    def to(self, address):
        return [mail for recipients, mail in self.mails if address in recipients]


@pytest.fixture
def smtp_sink(settings):
    sink = Sink()
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield sink
    controller.stop()


@pytest.fixture(scope="session")
def chromium():
    """One browser for every test of this process: a second Playwright beside it would not start."""
    path = browser()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()
