"""docker-compose.yml, read as data: no engine is needed to see that it fits settings.py."""

import re

import pytest
import yaml

from klachten.environment import REPO

COMPOSE = yaml.safe_load((REPO / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
SETTINGS = (REPO / "klachten" / "settings.py").read_text()
KNOWN = set(re.findall(r'outside\(\s*"(\w+)"', SETTINGS))
IN_IMAGE = set(re.findall(r"^\s*(?:ENV )?(\w+)=\S", (REPO / "Dockerfile").read_text(), re.M))


def required():
    """Names that settings.py reads without a default."""
    calls = re.findall(r'outside\(\s*"(\w+)"(.*?)\)\n', SETTINGS, re.S)
    return {name for name, rest in calls if "default=" not in rest}


def test_the_services_are_there():
    assert set(OURS) == {"migrate", "web", "worker", "beat", "guard"}
    assert set(SERVICES) - set(OURS) == {"database", "redis"}


@pytest.mark.parametrize("name", OURS)
def test_each_service_gets_every_value_that_the_settings_need(name):
    given = set(OURS[name]["environment"])
    assert required() <= given
    assert given <= KNOWN, "a value that nothing reads"


def test_nothing_secret_has_a_default():
    text = (REPO / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "EMAIL_URL", "BASE_URL", "ALLOWED_HOSTS"):
        used = re.findall(rf"\$\{{{name}([^}}]*)\}}", text)
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
    assert used == set(COMPOSE["volumes"])
    assert "--appendonly yes" in SERVICES["redis"]["command"]


def test_the_image_fills_in_nothing_of_its_own():
    assert "KLACHTEN_NO_VENV" in IN_IMAGE
    env = (REPO / "Dockerfile").read_text().partition("WORKDIR")[0]
    assert "SECRET_KEY" not in env
