"""What manage.py does before Django: .venv, the stamps, the values from outside."""

import ast
import os
import stat
import sys
import threading
from collections import namedtuple

import pytest

from klachten import bootstrap, environment, installing

STANDARD_ONLY = ("manage.py", "klachten/__init__.py", "klachten/bootstrap.py", "klachten/environment.py")
STANDARD_ONLY += ("klachten/installing.py", "klachten/watchdog.py")
Version = namedtuple("Version", "major minor micro releaselevel serial")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with two requirement files and a .venv that seems to work."""
    (tmp_path / "requirements.txt").write_text("Django\n")
    (tmp_path / "requirements-dev.txt").write_text("pytest\n")
    venv = tmp_path / ".venv"
    (venv / "lib/python3.11/site-packages/pip").mkdir(parents=True)
    for name, value in {"REPO": tmp_path, "VENV": venv, "UNFINISHED": venv / "unfinished"}.items():
        monkeypatch.setattr(bootstrap, name, value)
    return tmp_path


def write_stamp(checkout, kind="run"):
    (checkout / ".venv" / f"stamp-{kind}").write_text(bootstrap.stamp(kind, "3.11.7"))


@pytest.mark.parametrize("name", STANDARD_ONLY)
def test_an_old_python_can_read_what_runs_first(name):
    ast.parse((environment.REPO / name).read_text(), feature_version=(3, 6))


def test_an_old_python_gets_one_clear_line(monkeypatch):
    monkeypatch.setattr(sys, "version_info", Version(3, 9, 2, "final", 0))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"Python 3\.11 of nieuwer is nodig en dit is 3\.9"):
        bootstrap._need_python(["manage.py", "up"])


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch):
    calls = []
    monkeypatch.setattr(sys, "version_info", Version(3, 9, 2, "final", 0))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(bootstrap, "python_version", lambda path: "3.12.1" if "3.12" in path else "")
    monkeypatch.setattr(bootstrap.os, "execv", lambda path, argv: calls.append(argv) or sys.exit())
    with pytest.raises(SystemExit):
        bootstrap._need_python(["manage.py", "up"])
    assert calls == [["/bin/python3.12", "manage.py", "up"]]


def test_nothing_is_installed_as_long_as_the_stamp_fits(checkout):
    write_stamp(checkout)
    assert bootstrap.is_fresh("run", "3.11.7")
    assert not bootstrap.is_fresh("test", "3.11.7")
    assert not bootstrap.is_fresh("run", "3.13.0")


def test_a_changed_requirement_asks_for_a_new_install(checkout):
    write_stamp(checkout, "run")
    write_stamp(checkout, "test")
    (checkout / "requirements-dev.txt").write_text("pytest>9\n")
    assert bootstrap.is_fresh("run", "3.11.7")
    assert not bootstrap.is_fresh("test", "3.11.7")


def test_a_half_finished_venv_is_made_anew(checkout):
    write_stamp(checkout)
    assert bootstrap.is_sound("3.11.7")
    bootstrap.UNFINISHED.touch()
    assert not bootstrap.is_fresh("run", "3.11.7")
    assert not bootstrap.is_sound("3.11.7")


def test_a_venv_whose_python_is_gone_or_another_is_made_anew(checkout, monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    assert not bootstrap.is_sound("")
    assert not bootstrap.is_sound("3.13.0")


def test_a_failed_install_leaves_a_working_venv_alone(checkout, monkeypatch):
    monkeypatch.setattr(bootstrap.installing, "install", lambda python, file: False)
    with pytest.raises(SystemExit, match="installeren lukte niet"):
        bootstrap._install("run", "3.11.7")
    assert bootstrap.is_sound("3.11.7")
    assert not bootstrap.is_fresh("run", "3.11.7")


def test_without_the_venv_module_the_line_to_type_is_given(checkout, monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"sudo apt install python3\.\d+-venv"):
        bootstrap._make_venv()


def test_in_a_container_nothing_is_made_and_nothing_filled_in(monkeypatch):
    monkeypatch.setenv("KLACHTEN_NO_VENV", "1")
    monkeypatch.setattr(bootstrap, "_need_venv", lambda *a: pytest.fail("made a .venv"))
    monkeypatch.setattr(environment, "embedded_defaults", lambda **k: pytest.fail("filled in"))
    bootstrap.prepare(["manage.py", "check"])


def test_in_another_virtual_environment_nothing_is_made(monkeypatch):
    monkeypatch.delenv("KLACHTEN_NO_VENV", raising=False)
    monkeypatch.setattr(sys, "prefix", "/somewhere/else")
    monkeypatch.setattr(bootstrap, "_need_venv", lambda *a: pytest.fail("made a .venv"))
    monkeypatch.setattr(environment, "embedded_defaults", lambda **k: ["SECRET_KEY"])
    assert bootstrap.fill_in(False, False) == ["SECRET_KEY"]
    bootstrap.prepare(["manage.py", "check"])


@pytest.mark.parametrize(
    ("words", "passed_on"),
    [(["-x", "tests/platform"], ["-x", "tests/platform"]), ([], ["-n", str(os.cpu_count())])],
)
def test_test_goes_to_pytest_with_all_its_words(monkeypatch, words, passed_on):
    calls = []
    monkeypatch.setenv("KLACHTEN_NO_VENV", "1")
    monkeypatch.setattr(bootstrap.os, "execv", lambda path, argv: calls.append(argv) or sys.exit())
    with pytest.raises(SystemExit):
        bootstrap.prepare(["manage.py", "test", *words])
    assert calls == [[sys.executable, "-m", "pytest", *passed_on]]


# --- the installer


def test_the_installer_shows_names_and_tells_why_it_failed(monkeypatch, capsys):
    script = "print('Collecting Django>=5.2'); print('ERROR: no such thing'); raise SystemExit(1)"
    monkeypatch.setattr(installing, "command", lambda python, file: [sys.executable, "-c", script])
    assert installing.install("python", "file") is False
    assert "ERROR: no such thing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "name"),
    [("Collecting Django<5.3,>=5.2 (from -r x)", "Django"), (" + kombu==5.7.0", "kombu"),
     ("  Downloading holidays-0.109-py3-none-any.whl (1 MB)", "holidays"),
     ("Requirement already satisfied: celery[redis]<5.8 in x", "celery")],
)  # fmt: skip
def test_names_are_read_from_pip_and_uv(line, name):
    assert installing.NAME.search(line).group(1) == name


# --- the values


@pytest.fixture
def outside(monkeypatch, tmp_path):
    """An empty environment, and a var of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    monkeypatch.setattr(os, "environ", kept)
    monkeypatch.setattr(environment, "VAR", tmp_path / "var")
    return kept


def test_embedded_values_fill_what_is_missing_and_leave_what_is_given(outside):
    outside["EMAIL_URL"] = "smtp://mail.example.nl:25"
    outside["PORT"] = "8100"
    filled = environment.embedded_defaults()
    assert outside["EMAIL_URL"] == "smtp://mail.example.nl:25"
    assert outside["BASE_URL"] == "http://127.0.0.1:8100"
    assert "EMAIL_URL" not in filled
    assert "DATABASE_URL" in filled
    assert "DEMO" not in outside


def test_only_up_on_its_own_database_is_a_demo(outside):
    outside["DATABASE_URL"] = "postgres://u:p@host/klachten"
    environment.embedded_defaults(up=True)
    assert "DEMO" not in outside
    del outside["DATABASE_URL"]
    environment.embedded_defaults(up=True)
    assert outside["DEMO"] == "true"


def test_the_secret_key_is_made_once_and_only_we_can_read_it(tmp_path):
    file = tmp_path / "var" / "secret-key"
    keys: list[str] = []
    starts = [threading.Thread(target=lambda: keys.append(environment.secret_key(file))) for _ in range(8)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(set(keys)) == 1
    assert len(keys[0]) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [f.name for f in file.parent.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("wrong", ["abc", "0", "70000"])
def test_a_wrong_port_is_refused(outside, wrong):
    outside["PORT"] = wrong
    with pytest.raises(ValueError):
        environment.port()


def test_tests_use_nothing_of_the_caller_but_database_and_broker(outside):
    outside |= {
        "EMAIL_URL": "smtp://real:25",
        "DATABASE_URL": "postgres://x",
        "CELERY_BROKER_URL": "redis://x",
    }
    environment.test_environment()
    assert outside["EMAIL_URL"] == "smtp://127.0.0.1:9"
    assert outside["DATABASE_URL"] == "postgres://x"
    assert outside["CELERY_BROKER_URL"] == "redis://x"
    assert os.path.isdir(outside["KLACHTEN_TEST_FOLDER"])
