"""docker-compose.yml, read as data: no engine is needed to see that it fits settings.py."""

import re
import shlex

import pytest
import yaml
from django.core.management import get_commands, load_command_class
from packaging.specifiers import SpecifierSet

from klachten.environment import REPO
from tests.platform.stack import VARIABLE, image_command, image_environment

COMPOSE = yaml.safe_load((REPO / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
SETTINGS = (REPO / "klachten" / "settings.py").read_text()
KNOWN = set(re.findall(r'outside\(\s*"(\w+)"', SETTINGS))
DOCKERFILE = (REPO / "Dockerfile").read_text()
OUR_OWN = {
    "POSTGRES_PASSWORD",
    "KLACHTEN_WEBS",
    "KLACHTEN_WORKERS",
}  # of the file itself, not of the settings


OF_GUNICORN = {"WEB_CONCURRENCY"}


def required():
    """Names that settings.py reads without a default."""
    calls = re.findall(r'outside\(\s*"(\w+)"(.*?)\)\n', SETTINGS, re.S)
    return {name for name, rest in calls if "default=" not in rest}


def test_the_services_are_there():
    assert set(OURS) == {"migrate", "web", "worker", "beat", "guard", "mail"}
    assert set(SERVICES) - set(OURS) == {"database", "redis"}


@pytest.mark.parametrize("name", OURS)
def test_each_service_gets_every_value_that_the_settings_need(name):
    given = set(OURS[name]["environment"]) - OF_GUNICORN
    assert required() <= given
    assert given <= KNOWN, "a value that nothing reads"


def test_nothing_secret_has_a_default():
    text = (REPO / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "EMAIL_URL", "BASE_URL", "ALLOWED_HOSTS"):
        used = re.findall(rf"\$\{{{name}\b([^}}]*)\}}", text)
        assert used, name
        assert all(rest.startswith(":?") for rest in used), name


def test_there_is_exactly_one_beat():
    beats = [name for name, service in OURS.items() if " beat" in service.get("command", "")]
    assert beats == ["beat"]
    assert not re.search(r" -B| --beat", SERVICES["worker"]["command"])
    assert "deploy" not in SERVICES["beat"]


@pytest.mark.parametrize("name", set(SERVICES) - {"migrate"})
def test_each_service_that_stays_has_a_health_check_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_what_must_survive_has_a_volume():
    used = {line.partition(":")[0] for s in SERVICES.values() for line in s.get("volumes", [])}
    assert used == {*COMPOSE["volumes"], "./alarm"}
    assert "--appendonly yes" in SERVICES["redis"]["command"]


def test_every_value_that_production_can_want_reaches_every_service():
    """What the settings read and the file does not pass on could never be set."""
    inside = {"MEDIA_ROOT", "DATABASE_URL", "CELERY_BROKER_URL"}  # the file knows these itself
    of_the_image = set(image_environment())
    not_here = {"DEBUG", "DEMO"}  # refused on a real address
    assert KNOWN - not_here - of_the_image == set(OURS["web"]["environment"]) - OF_GUNICORN
    text = "\n".join(map(str, OURS["web"]["environment"].values()))
    assert {
        name for name, _, _ in VARIABLE.findall(text)
    } - OUR_OWN == KNOWN - not_here - of_the_image - inside


def test_the_example_has_each_value_that_the_file_asks_for():
    """Copied and filled in it starts; what may stay away stands behind a #."""
    example = (REPO / ".env.example").read_text()
    asked = VARIABLE.findall((REPO / "docker-compose.yml").read_text())
    must = {name for name, kind, _ in asked if kind == "?"}
    assert set(re.findall(r"^(\w+)=", example, re.M)) == must
    assert set(re.findall(r"^#(\w+)=", example, re.M)) == {name for name, *_ in asked} - must


def test_what_is_empty_by_default_is_optional_for_the_settings():
    optional = {n for n, v in OURS["web"]["environment"].items() if ":-" in str(v)}
    assert not optional & required()


@pytest.mark.parametrize("name", OURS)
def test_each_command_line_is_one_that_exists(name):
    words = shlex.split(OURS[name]["command"]) if "command" in OURS[name] else image_command()
    assert words[0] in ("python", "celery", "gunicorn")
    if words[0] == "python":
        assert words[1] == "manage.py"
        load_command_class(get_commands()[words[2]], words[2]).create_parser(*words[1:3]).parse_args(
            words[3:]
        )


def test_migrate_runs_once_before_all_others():
    assert SERVICES["migrate"]["restart"] == "no"
    for name in ("web", "worker", "beat", "guard"):
        assert OURS[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert OURS[name]["depends_on"]["database"]["condition"] == "service_healthy"
    assert "redis" not in OURS["guard"]["depends_on"], "it must start while the broker is down"


def test_web_and_worker_grow_by_one_number_and_nothing_else_does():
    replicas = {
        name: service["deploy"]["replicas"] for name, service in SERVICES.items() if "deploy" in service
    }
    assert replicas == {"worker": "${KLACHTEN_WORKERS:-1}"}
    assert OURS["web"]["environment"]["WEB_CONCURRENCY"] == "${KLACHTEN_WEBS:-2}"
    assert "--workers" not in image_command(), "it would win from the number"


def test_the_proxy_finds_the_web_where_it_was():
    """Of a range the engine gives a container another port at every start."""
    assert SERVICES["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "server 127.0.0.1:8000;" in (REPO / "docs" / "nginx.conf").read_text()


def test_only_what_tries_it_out_hides_behind_a_profile():
    assert {name: s["profiles"] for name, s in SERVICES.items() if "profiles" in s} == {"mail": ["proberen"]}


def test_nothing_is_open_to_the_network_but_through_the_proxy():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_a_worker_may_finish_what_it_does_when_it_is_stopped():
    """A task takes at most two minutes, a round of the guard 45 seconds; gunicorn waits half a minute for an answer that is under way."""
    assert SERVICES["worker"]["stop_grace_period"] == "2m"
    assert SERVICES["guard"]["stop_grace_period"] == "1m"
    assert SERVICES["web"]["stop_grace_period"] == "40s"
    assert image_command()[image_command().index("--graceful-timeout") + 1] == "30"


def test_the_image_fills_in_nothing_of_its_own():
    assert image_environment()["KLACHTEN_NO_VENV"] == "1"
    assert not {"SECRET_KEY", "EMAIL_URL", "DATABASE_URL"} & set(image_environment())
    assert not re.search(r"^ARG", DOCKERFILE, re.M)


def test_the_image_is_slim_locked_and_not_run_by_root():
    assert re.findall(r"^FROM (.*)$", DOCKERFILE, re.M) == ["python:3.13-slim"]
    assert "-r requirements.lock" in DOCKERFILE
    assert (
        DOCKERFILE.index("collectstatic") < DOCKERFILE.index("\nUSER klachten") < DOCKERFILE.index("\nCMD ")
    )
    left_out = (REPO / ".dockerignore").read_text().split()
    assert {".git", ".env*", "alarm", "var", "tests", ".venv"} <= set(left_out)


def test_what_is_locked_is_what_is_asked_for():
    locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", (REPO / "requirements.lock").read_text(), re.M))
    wanted = re.findall(
        r"^([\w.-]+)(?:\[[\w,]+\])?([<>=~!][^#\s]*)", (REPO / "requirements.txt").read_text(), re.M
    )
    assert len(wanted) > 10
    wrong = [
        f"{name}{range_}" for name, range_ in wanted if locked.get(name.lower()) not in SpecifierSet(range_)
    ]
    assert not wrong
