"""The demo data by itself: complete, spread over the year, made up, and written as we want letters to be."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parents[2] / "dossiers" / "demo" / "complaints.json"
TEXT = PATH.read_text(encoding="utf-8")
DATA = json.loads(TEXT)
DOSSIERS = DATA["dossiers"]

KEYS = {
    "subject", "story", "kind", "level", "carrier", "route", "days_ago", "time", "category", "handler",
    "complainant", "representative", "occurred", "feelings", "wishes", "proposal", "better", "step", "closing",
    "introduction", "expected_in_days", "contacts", "analysis", "redress", "answer", "evaluation", "absence",
    "closing_words", "closing_note",
}  # fmt: skip
ALLOWED = {
    "kind": {"klacht", "reparatieverzoek", "vraag", "compliment", "geschil", "bezwaar"},
    "level": {"klacht", "onvrede", "kritiek"},
    "carrier": {"formulier", "email", "telefoon", "balie", "brief", "sociale_media"},
    "route": {"rechtstreeks", "vertegenwoordiger", "ombudsman", "bestuur"},
    "category": {category["name"] for category in DATA["categories"]},
    "handler": {"", *(user["email"] for user in DATA["users"] if "behandelaar" in user["roles"])},
    "closing": {"", "answered", "solved_at_once", "withdrawn", "not_a_complaint", "duplicate", "forwarded"},
}
ALLOWED_IN_LISTS = {
    "feelings": {"niet_gehoord", "teleurgesteld", "boos", "zorgen", "tijd", "geld"},
    "wishes": {"gemaakt", "bellen", "excuses", "uitleg", "geld_terug", "niet_weer"},
}
CONTACTS = {"phone_out", "phone_in", "visit", "note", "customer_message"}
REDRESS = {"refund", "replacement", "repair", "information", "compensation", "gift", "apology", "other"}
ANALYSIS = {
    "wish_kind": {"explicit", "implied", "unknown"},
    "diagnosis": {"quality", "communication", "both"},
    "expectation": {"product_fails", "expectation_unmet"},
}
SPREAD = {1: 3, 2: 3, 3: 6, 4: 8, 5: 9, 6: 7, 7: 6, "closed": 18}
CLICHES = [
    "excuses voor het ongemak", "helaas", "niet de enige", "verantwoordelijke afdeling", "zo snel mogelijk",
    "klager", "ticket", "mijn collega", "procedure", "unfortunately", "inconvenience", "!",
]  # fmt: skip

each = pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier["subject"][:40])


def letters(dossier):
    """What we write to the person who complained."""
    return [dossier["introduction"], dossier["answer"], dossier["closing_words"]]


def test_sixty_dossiers_in_the_agreed_spread():
    assert len(DOSSIERS) == 60
    assert Counter(dossier["step"] for dossier in DOSSIERS) == SPREAD
    assert Counter(dossier["kind"] for dossier in DOSSIERS)["klacht"] == 52
    assert sum(dossier["complainant"]["language"] == "en" for dossier in DOSSIERS) == 3
    assert sum(bool(dossier["answer"]) for dossier in DOSSIERS if dossier["step"] == 6) == 3
    assert sum(bool(dossier["evaluation"]) for dossier in DOSSIERS if dossier["step"] == 7) == 2


def test_days_cover_the_year():
    days = [dossier["days_ago"] for dossier in DOSSIERS]
    assert min(days) == 0
    assert max(days) <= 364
    assert sum(day <= 1 for day in days) == 4
    assert all(any(start <= day < start + 45 for day in days) for start in range(0, 360, 45))


def test_four_teams_eight_categories_nine_users():
    teams = {team["name"] for team in DATA["teams"]}
    assert [len(DATA[key]) for key in ("teams", "categories", "users")] == [4, 8, 9]
    assert {category["team"] for category in DATA["categories"]} <= teams
    assert all(set(user["teams"]) <= teams for user in DATA["users"])
    assert [team["name"] for team in DATA["teams"] if team["top"]] == ["Directie"]


def test_mail_addresses_and_phone_numbers_lead_nowhere():
    assert all(address.endswith(".example") for address in re.findall(r"[\w.+-]+@[\w.-]+\w", TEXT))
    phones = re.findall(r"\b0[68][\d ]{8,}", TEXT)
    nowhere = re.compile(r"06 0000 00\d\d|088 000 \d\d \d\d")
    assert phones
    assert all(nowhere.fullmatch(phone.strip()) for phone in phones)


def test_nothing_stands_there_twice():
    for key in ("subject", "story"):
        assert len({dossier[key] for dossier in DOSSIERS}) == len(DOSSIERS)
    answers = [dossier["answer"] for dossier in DOSSIERS if dossier["answer"]]
    assert len(set(answers)) == len(answers)


@each
def test_keys_and_values(dossier):
    assert set(dossier) == KEYS
    assert all(dossier[key] in values for key, values in ALLOWED.items())
    assert all(set(dossier[key]) <= values for key, values in ALLOWED_IN_LISTS.items())
    assert re.fullmatch(r"[012]\d:[0-5]\d", dossier["time"])
    assert 14 <= dossier["expected_in_days"] <= 42
    assert dossier["complainant"]["anonymous"] == (dossier["complainant"]["name"] == "")
    assert (dossier["route"] == "vertegenwoordiger") == (dossier["representative"] is not None)


@each
def test_contacts_and_redress(dossier):
    assert len(dossier["contacts"]) <= 4
    assert all(contact["kind"] in CONTACTS for contact in dossier["contacts"])
    assert all(contact["days_after"] <= dossier["days_ago"] for contact in dossier["contacts"])
    assert all(item["kind"] in REDRESS for item in dossier["redress"])
    assert all(item["due_days_after"] <= dossier["days_ago"] for item in dossier["redress"] if item["done"])


@each
def test_what_each_step_needs(dossier):
    answered, step = dossier["closing"] == "answered", dossier["step"]
    assert (step == "closed") == bool(dossier["closing"])
    assert dossier["kind"] == "klacht" or step in (1, "closed")
    assert bool(dossier["introduction"]) == (answered or step in (4, 5, 6, 7))
    assert bool(dossier["analysis"] and dossier["redress"]) == (answered or step in (6, 7))
    assert bool(dossier["answer"]) == (answered or step == 7) or step == 6
    assert bool(dossier["evaluation"] or dossier["absence"]) == answered or step == 7
    assert bool(dossier["closing_note"]) == (step == "closed" and not answered)


@each
def test_analysis_values(dossier):
    analysis = dossier["analysis"] or {}
    assert all(analysis[key] in values for key, values in ANALYSIS.items() if analysis)


@each
def test_letters_are_ours(dossier):
    """R13, R12, R10, R96 and the tone: no clichés; an answer has 100 to 240 words and a day (R41)."""
    for letter in letters(dossier):
        assert not [word for word in CLICHES if word in letter.lower()]
    if dossier["answer"]:
        assert 100 <= len(dossier["answer"].split()) <= 240
        assert "{+" in dossier["answer"]


def test_dates_are_placeholders_where_the_loader_fills_them():
    filled = {"story", "introduction", "answer", "analysis"}
    for dossier in DOSSIERS:
        rest = {key: value for key, value in dossier.items() if key not in filled}
        assert not re.search(r"\{[+-]?\d*\}", json.dumps(rest, ensure_ascii=False)), dossier["subject"]
        assert not re.search(r"\{(?![+-]\d{1,3}\})", json.dumps(dossier["answer"] + dossier["story"]))
