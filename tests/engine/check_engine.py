"""docker-compose.yml in a container engine, as docs/production.md tells it. Not part of the suite, for it needs one:

    .venv/bin/python -m pytest tests/engine/check_engine.py

It needs Docker with Compose 2, nginx, and the images of the Dockerfile and the file; where no registry of images can be
reached, tests/engine/stand_in/make makes them. Port 8000 must be free; it takes some minutes.
"""

from __future__ import annotations

import os
import signal

import pytest

from tests.engine.engine import GIVEN, Engine
from tests.platform import test_production as production

SERVICES = [*Engine.SERVICES, "mail", "database", "redis"]


def test_the_shape_of_production_in_containers(tmp_path, subtests):
    with Engine(tmp_path) as stack:
        stack.until(lambda: all(stack.healthy(web).returncode == 0 for web in stack.ports), 120, "the web")
        production.begin(stack)
        for check in CHECKS:
            with subtests.test(check.__name__):
                check(stack)


def every_service_is_healthy_and_none_began_anew(stack):
    for name in SERVICES:
        stack.until(lambda name=name: stack.healthy(name).returncode == 0, 180, f"health of {name}")
    assert {name: stack.inspect(name)["RestartCount"] for name in SERVICES} == dict.fromkeys(SERVICES, 0)


def ours_are_not_root_and_the_two_that_must_be_one_are_one(stack):
    for name in Engine.SERVICES:
        assert stack.inspect(name)["Config"]["User"] == "klachten"
    running = stack.compose("ps", "--format", "{{.Service}}").split()
    assert [running.count(service) for service in ("web", "worker", "beat", "guard")] == [1, 2, 1, 1]


def a_wrong_value_is_found_while_the_old_web_still_serves(stack):
    """The order of docs/production.md: migrate first, and by itself."""
    before = stack.inspect("web")["State"]["StartedAt"]
    stack.env["ALLOWED_HOSTS"] = "andere.example"
    with pytest.raises(AssertionError, match="de naam in BASE_URL, staat niet in ALLOWED_HOSTS"):
        stack.compose("run", "--rm", "-T", "migrate")
    stack.env["ALLOWED_HOSTS"] = GIVEN["ALLOWED_HOSTS"]
    assert stack.inspect("web")["State"]["StartedAt"] == before
    stack.env["KLACHTEN_WEBS"] = "1"
    stack.compose("run", "--rm", "-T", "migrate")
    stack.compose("up", "-d", "--no-deps", "web", "worker", "beat", "guard")
    stack.until(lambda: stack.healthy("web").returncode == 0, 120, "the web")
    production.file(stack, "na-de-upgrade@bron.example", address="127.0.0.9")
    assert production.acknowledged(stack, "na-de-upgrade@bron.example") == [1]


def a_worker_that_dies_comes_back(stack):
    process = stack.inspect("worker")["State"]["Pid"]
    assert process, "it runs"
    os.kill(process, signal.SIGKILL)
    stack.until(lambda: stack.inspect("worker")["RestartCount"] > 0, 150, "a start anew")
    stack.until(lambda: stack.healthy("worker").returncode == 0, 180, "health of the worker")


def a_backup_is_put_back_elsewhere(stack):
    """As docs/production.md says: a folder for the user of the image, and another, empty installation."""
    folder = stack.folder / "backup"
    folder.mkdir(mode=0o700)
    os.chown(folder, 10001, 10001)
    there = ["run", "--rm", "-T", "--no-deps", "-v", f"{folder}:/backup", "guard", "python", "manage.py"]
    brief = [("brief.txt", b"Er staat iets in.")]
    production.file(stack, "met-brief@bron.example", files=brief, address="127.0.0.8")
    assert "klaar" in stack.compose(*there, "backup", "/backup/alles.zip")
    elsewhere = Engine(stack.folder / "elsewhere", f"{stack.project}-2")
    try:
        elsewhere.compose("run", "--rm", "-T", "migrate")
        assert "Klaar" in elsewhere.compose(*there, "restore", "/backup/alles.zip")
        elsewhere.compose("up", "-d", "--no-deps", "guard")
        elsewhere.know_the_database()
        assert what_stands_in(elsewhere) == what_stands_in(stack)
    finally:
        elsewhere.__exit__()


def what_stands_in(stack):
    counted = "select (select name from dossiers_organisation), (select count(*) from dossiers_dossier)"
    files = stack.compose("exec", "-T", "guard", "find", "/srv/media", "-type", "f", "-size", "+0")
    return production.rows(stack, counted), sorted(files.split())


CHECKS = (
    every_service_is_healthy_and_none_began_anew,
    ours_are_not_root_and_the_two_that_must_be_one_are_one,
    production.a_session_holds_on_both_webs,
    production.plain_http_at_the_web_itself_is_sent_to_https,
    production.the_visitor_counts_as_the_source_whatever_he_says_himself,
    production.twenty_megabytes_come_in_and_what_is_more_gets_our_own_words,
    production.far_too_much_gets_our_page_and_not_that_of_nginx,
    production.static_files_stay_in_the_browser_for_a_year,
    production.either_worker_delivers_alone_and_each_complaint_once,
    production.a_graceful_stop_loses_nothing,
    a_wrong_value_is_found_while_the_old_web_still_serves,
    a_worker_that_dies_comes_back,
    a_backup_is_put_back_elsewhere,
)
