"""What may not go together on a real address: one clear line, and no start."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from dossiers.checks import demo_on_a_real_address
from dossiers.models import User
from klachten import ready
from klachten.environment import REPO
from klachten.refusals import refusal

REAL = "https://klachten.gemeente.nl"
PRODUCTION = {
    "SECRET_KEY": "kJ8-vQ2_mZ5xT1pW9rB4nL7cF3hD6gS0aYeUiOkRtPqMwXz-tests", "DATABASE_URL": "sqlite://:memory:",
    "CELERY_BROKER_URL": "redis://redis:6379/0", "EMAIL_URL": "smtp+tls://naam:woord@mail.gemeente.nl:587",
    "BASE_URL": REAL, "ALLOWED_HOSTS": "klachten.gemeente.nl", "TRUSTED_PROXIES": "10.0.0.0/8",
    "MEDIA_ROOT": "/srv/media", "KLACHTEN_NO_VENV": "1", "DJANGO_SETTINGS_MODULE": "klachten.settings",
}  # fmt: skip


def manage(*words, **env):
    """As in production: nothing of the environment of these tests."""
    own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "manage.py", *words],
        cwd=REPO, env={**own, **PRODUCTION, **env}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


# --- by the environment alone


FINE = {"debug": False, "demo": False, "hosts": ["klachten.gemeente.nl"], "proxies": ["127.0.0.1/32"]}


@pytest.mark.parametrize(
    ("base_url", "wrong", "said"),
    [
        (REAL, {"debug": True}, "DEBUG=true"),
        (REAL, {"demo": True}, "DEMO=true"),
        ("http://klachten.gemeente.nl", {}, "niet versleuteld"),
        ("http://127.0.0.1.gemeente.nl", {}, "niet versleuteld"),
        (
            REAL,
            {"hosts": ["localhost"]},
            "klachten.gemeente.nl, de naam in BASE_URL, staat niet in ALLOWED_HOSTS",
        ),
        (REAL, {"hosts": ["*"]}, "ALLOWED_HOSTS=*"),
        (REAL, {"proxies": []}, "TRUSTED_PROXIES is leeg"),
    ],
)
def test_refused(base_url, wrong, said):
    assert said in refusal(base_url, **{**FINE, **wrong})


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])
def test_on_ones_own_machine_everything_goes(base_url):
    hosts = ["127.0.0.1", "localhost", "[::1]"]
    assert refusal(base_url, debug=True, demo=True, hosts=hosts, proxies=[]) == ""


@pytest.mark.parametrize(
    "hosts", [["klachten.gemeente.nl"], [".gemeente.nl"], ["www.gemeente.nl", "KLACHTEN.gemeente.nl"]]
)
def test_a_proper_environment_is_accepted(hosts):
    assert refusal(REAL, **{**FINE, "hosts": hosts}) == ""


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LOG_LEVEL", "LAWAAI", "Geef DEBUG, INFO, WARNING of ERROR"),
        ("SECRET_KEY", "a" * 64, "te makkelijk"),
        ("EMAIL_URL", "smtp://mail.gemeente.nl:99999", "geen nummer van 1 tot 65535"),
        ("EMAIL_URL", "smtp://mail gemeente:25", "staat een spatie"),
        ("EMAIL_URL", "smtp+tls://naam:wo#ord@mail.gemeente.nl:587", "schrijf je als %23"),
        ("DATABASE_URL", "postgres://naam:wo#ord@host:5432/klachten", "schrijf je als %23"),
        ("TRUSTED_PROXIES", "", "TRUSTED_PROXIES is leeg"),
    ],
)
def test_a_value_that_would_fail_later_is_told_at_the_start(name, value, said):
    done = manage("check", **{name: value})
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1), done.stderr
    assert said in done.stderr
    assert "wo#ord" not in done.stderr


def test_a_database_that_lets_nobody_in_is_one_line():
    done = manage("migrate", DATABASE_URL="postgres://naam:woord@127.0.0.1:9/klachten")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1), done.stderr
    assert "Klopt DATABASE_URL" in done.stderr


@pytest.mark.parametrize(
    "env", [{"DEBUG": "true"}, {"DEMO": "true"}, {"BASE_URL": "http://klachten.gemeente.nl"}]
)
def test_the_start_stops_with_one_line(env):
    done = manage("check", **env)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("Klachten start niet: ")


def test_gunicorn_stops_as_well():
    """It runs no checks of Django; loading the settings is all it does."""
    done = subprocess.run(
        [sys.executable, "-c", "import klachten.wsgi"], cwd=REPO, env={**PRODUCTION, "DEMO": "true"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("Klachten start niet: DEMO=true")


def test_check_deploy_is_silent_for_production():
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


def sign_with(code, **env):
    own = {"PATH": os.environ["PATH"], **PRODUCTION, **env}
    code = f"import django; django.setup(); from django.core import signing; {code}"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPO,
        env=own,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_new_secret_key_may_know_the_one_before():
    """Who is signed in stays so, and an invitation that was sent still works."""
    old, fresh = PRODUCTION["SECRET_KEY"], "nieuw-" * 10
    signed = sign_with("print(signing.dumps('uitnodiging'))").stdout.strip()
    read = f"print(signing.loads({signed!r}))"
    assert sign_with(read, SECRET_KEY=fresh, SECRET_KEY_FALLBACKS=old).stdout.strip() == "uitnodiging"
    assert "BadSignature" in sign_with(read, SECRET_KEY=fresh).stderr


# --- by what stands in the database


@pytest.fixture
def somebody(db, settings):
    def make(email="joris@woonstede.example", password=settings.DEMO_PASSWORD, **fields):
        return User.objects.create_user(email, password, name="Joris", **fields)

    return make


@pytest.fixture
def real(settings):
    settings.BASE_URL = REAL


def test_demo_people_are_refused_on_a_real_address(somebody, real):
    somebody()
    (found,) = demo_on_a_real_address(None, databases=["default"])
    assert "joris@woonstede.example" in found.msg
    with pytest.raises(SystemExit, match="Klachten start niet: in de database staat nog iemand uit de demo"):
        ready.refuse()
    with pytest.raises(CommandError, match="Klachten start niet: "):
        call_command("guard", once=True)


def test_demo_people_are_fine_on_ones_own_machine(somebody, settings):
    settings.BASE_URL = "http://127.0.0.1:8000"
    somebody()
    ready.refuse()
    assert demo_on_a_real_address(None, databases=["default"]) == []


@pytest.mark.parametrize(
    "other",
    [{"email": "joris@woonstede.nl"}, {"password": "zeven natte kranen 77"}, {"password": None}, {"is_active": False}],
)  # fmt: skip
def test_others_are_nobodys_business(somebody, real, other):
    somebody(**other)
    ready.refuse()
    assert demo_on_a_real_address(None, databases=["default"]) == []


def test_before_the_first_migrate_there_is_nothing_to_refuse():
    done = manage("check", "--database", "default")
    assert (done.returncode, done.stderr) == (0, "")
