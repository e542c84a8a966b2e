"""The values from outside that `up` and `test` fill in, so that both work without any set-up. Standard library only."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

REPO = Path(__file__).resolve().parent.parent
VAR = REPO / "var"
HOST = "127.0.0.1"
NO_SECOND_ROAD = (
    "Let op: geen tweede weg voor waarschuwingen (ALARM_EMAIL_URL of ALARM_COMMAND). "
    "Ligt de mail stil, dan ziet alleen wie is ingelogd dat."
)


def port() -> int:
    """The port of `up`; ValueError when PORT is not a number between 1 and 65535."""
    number = int(os.environ.get("PORT") or 8000)
    if not 0 < number < 65536:
        raise ValueError(number)
    return number


def embedded_defaults(up: bool = False) -> "list[str]":
    """Give each value that the user did not set, and say which. Only `up` on its own database is a demo."""
    before = set(os.environ)
    own_folder()
    if up and "DATABASE_URL" not in os.environ:
        os.environ.setdefault("DEMO", "true")
    if "SECRET_KEY" not in os.environ:
        os.environ["SECRET_KEY"] = secret_key(VAR / "secret-key")
    for name, value in _embedded(port()).items():
        os.environ.setdefault(name, value)
    return sorted(set(os.environ) - before)


def own_folder() -> None:
    """var/ holds complaints and secret links: nobody else on this machine may look inside."""
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    VAR.chmod(0o700)


def _embedded(number: int) -> "dict[str, str]":
    return {
        "DATABASE_URL": f"sqlite:///{quote(str(VAR / 'klachten.sqlite3'))}",
        "CELERY_BROKER_URL": f"ingebouwd://localhost{quote(str(VAR / 'queue'))}",
        "EMAIL_URL": mail_address(number + 25 if number < 65000 else number - 25),
        "BASE_URL": f"http://{HOST}:{number}",
        "MEDIA_ROOT": str(VAR / "media"),
        "STATIC_ROOT": str(VAR / "static"),
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "TRUSTED_PROXIES": "",
    }


def mail_address(number: int) -> str:
    return f"smtp://{HOST}:{number}"


def secret_key(file: Path) -> str:
    """The key of this installation, made once. Two starts at the same moment get the same one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        own = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        own.touch(mode=0o600)
        own.write_text(secrets.token_urlsafe(50))
        try:
            os.link(own, file)  # refuses when another start was first
        except FileExistsError:
            pass
        own.unlink()
    return file.read_text().strip()


def test_environment() -> None:
    """What the tests run with. Nothing of the caller's own set-up is used but the database and the broker (CI)."""
    folder = os.environ["KLACHTEN_TEST_FOLDER"] = tempfile.mkdtemp(prefix="klachten-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(_for_tests(folder))
    os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
    os.environ.setdefault("CELERY_BROKER_URL", f"ingebouwd://localhost{quote(folder)}/queue")


def _for_tests(folder: str) -> "dict[str, str]":
    return {
        "DJANGO_SETTINGS_MODULE": "klachten.settings",
        "SECRET_KEY": "only-for-the-tests-" * 3,
        "SECRET_KEY_FALLBACKS": "",
        "EMAIL_URL": mail_address(9),  # nobody listens there
        "BASE_URL": "http://localhost",
        "MEDIA_ROOT": f"{folder}/media",
        "STATIC_ROOT": f"{folder}/static",
        "ALLOWED_HOSTS": f"testserver,{HOST},localhost",
        "TRUSTED_PROXIES": "",
        "ALARM_EMAIL_URL": "",
        "ALARM_EMAIL_TO": "",
        "ALARM_COMMAND": "",
        "DEBUG": "false",
        "DEMO": "false",
        "LOG_LEVEL": "INFO",
    }
