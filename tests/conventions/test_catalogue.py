"""The English catalogue: complete, true to its Dutch, and compiled. Everything public exists in both languages."""

import gettext
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.parts import program

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path("locale/en/LC_MESSAGES")
PO, MO = ROOT / FOLDER / "django.po", ROOT / FOLDER / "django.mo"
WRITTEN_IN = ("dossiers", "klachten", "templates", "locale")
LINE = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\]) (".*)$')
STANDS_IN = re.compile(r"%\(\w+\)\w|%%|</?\w[^>]*>")  # what a value or a tag is put in for
TOOLS = ("xgettext", "msgmerge", "msguniq", "msgattrib")


def unquoted(text):
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text[1:-1])


def entry(block):
    """One message: its fields by keyword, and whether it is a guess of msgmerge."""
    fields, key = {}, ""
    for line in block.splitlines():
        if found := LINE.match(line):
            key, line = found.groups()
            fields[key] = ""
        if key and line.startswith('"'):
            fields[key] += unquoted(line)
    return fields, "fuzzy" in re.sub(r"^[^#].*", "", block, flags=re.MULTILINE)


def catalogue(path):
    """All messages with their Dutch as the key; the head has the key ""."""
    found = [entry(block) for block in path.read_text().strip().split("\n\n")]
    return {fields["msgid"]: (fields, fuzzy) for fields, fuzzy in found if "msgid" in fields}


def english(fields):
    return [text for key, text in fields.items() if key.startswith("msgstr")]


def messages():
    return {key: fields for key, (fields, _fuzzy) in catalogue(PO).items() if key}


def stand_ins(text):
    return sorted(STANDS_IN.findall(text))


def test_every_message_is_translated_by_a_person():
    assert not [key for key, fields in messages().items() if not all(english(fields))]
    assert not [key for key, (_fields, fuzzy) in catalogue(PO).items() if fuzzy]


def test_the_file_names_no_person_and_no_place():
    head, text = english(catalogue(PO)[""][0])[0], PO.read_text()
    assert "Project-Id-Version: Klachten\n" in head
    assert "@" not in head
    assert not re.search(r"^#[:~]", text, re.MULTILINE)  # where it stood, or what is no longer used


def test_a_message_and_its_english_have_the_same_stand_ins():
    """A plural may leave out its number where the Dutch for one leaves it out too."""
    for dutch, fields in messages().items():
        allowed = [stand_ins(dutch), stand_ins(fields.get("msgid_plural", dutch))]
        for said in english(fields):
            assert stand_ins(said) in allowed, dutch


def test_the_compiled_catalogue_says_what_the_written_one_says():
    with MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for dutch, fields in messages().items():
        if plural := fields.get("msgid_plural"):
            assert [compiled.ngettext(dutch, plural, n) for n in (1, 2)] == english(fields)
        else:
            assert compiled.gettext(dutch) == fields["msgstr"]


@pytest.fixture
def copied(tmp_path, monkeypatch, settings):
    """The code and the catalogue elsewhere, so that makemessages may write."""
    for name in WRITTEN_IN:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    monkeypatch.chdir(tmp_path)
    return tmp_path / FOLDER / "django.po"


@pytest.mark.slow
def test_what_the_code_says_now_is_in_the_catalogue(copied):
    for tool in TOOLS:
        program(tool)
    call_command("makemessages", locale=["en"], no_location=True, no_wrap=True, no_obsolete=True, verbosity=0)
    now, kept = set(catalogue(copied)), set(catalogue(PO))
    assert now - kept == set(), (
        "translate these: manage.py makemessages -l en --no-location --no-wrap --no-obsolete"
    )
    assert kept - now == set(), "nobody says these any more"
