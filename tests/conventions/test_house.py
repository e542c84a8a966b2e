"""Rules of the house that would otherwise be forgotten."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.core.management import call_command

from dossiers.correspondence import outbox
from dossiers.models import Organisation
from dossiers.timeline import SENTENCES

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
# looked up by name by Django, allauth or crispy-forms themselves
BY_CONVENTION = re.compile(
    r"^(\d{3}(_csrf)?\.html|account/|allauth/|mfa/|bootstrap5/|pdf/|components/README\.md$)"
)


def sources(*folders, endings=(".py", ".html", ".txt")):
    files = (f for folder in folders for f in (ROOT / folder).rglob("*") if f.suffix in endings)
    return {f: f.read_text(encoding="utf-8") for f in files}


def test_rooms_keep_their_floors():
    """In its own process: it sets up logging anew, which silences every logger there was."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db
def test_every_change_of_a_table_has_a_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_template_is_used():
    everything = "\n".join(sources("dossiers", "templates", "klachten").values())
    names = (f.relative_to(TEMPLATES).as_posix() for f in TEMPLATES.rglob("*") if f.is_file())
    wanted = [n for n in names if not BY_CONVENTION.match(n)]
    # a room may name its pages by their last word alone
    assert not [n for n in wanted if f'"{n}"' not in everything and f'"{Path(n).stem}"' not in everything]


def test_every_setting_of_the_organisation_has_an_effect():
    """A field that only its own form knows is a setting without effect."""
    code = {f: t for f, t in sources("dossiers", "templates").items() if "migrations" not in f.parts}
    elsewhere = "\n".join(
        text for f, text in code.items() if "organisation" not in f.parts and f.name != "organisation.py"
        and "demo" not in f.parts
    )  # fmt: skip
    # the English beside a text goes wherever the text goes (models/worded.py)
    names = [f.name.removesuffix("_en") for f in Organisation._meta.fields if f.name != "id"]
    assert not [n for n in names if f".{n}" not in elsewhere]


def test_the_nudge_names_a_task_that_exists():
    from dossiers import tasks  # noqa: F401

    scheduled = {row["task"] for row in current_app.conf.beat_schedule.values()}
    assert {outbox.NUDGE, *scheduled} <= set(current_app.tasks)


def test_no_room_goes_around_the_door():
    """`Dossier.objects` in a page would show what a reader may not see."""
    free = {
        "permissions.py",
        "lifecycle.py",
        "promises.py",
        "delivery.py",
        "guard.py",
        "follow_up.py",
        "load.py",
    }
    pages = re.compile(r"(views|page|today|worklist|neighbours|search|talk|opened)")
    wrong = [
        f.relative_to(ROOT).as_posix()
        for f, text in sources("dossiers").items()
        if f.name not in free and pages.search(f.name) and "Dossier.objects" in text
    ]
    assert not wrong


def test_no_drawer_for_everything():
    names = {"utils", "helpers", "common", "base", "services", "managers"}
    assert not [f for f in (ROOT / "dossiers").rglob("*.py") if f.stem in names]


def test_every_sentence_of_the_timeline_is_used():
    code = "\n".join(
        text for f, text in sources("dossiers", endings=(".py",)).items() if f.name != "timeline.py"
    )
    assert not [kind for kind in SENTENCES if f'"{kind}"' not in code]
