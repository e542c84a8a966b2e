"""Search: every word, in all text, with the place where it was found."""

import pytest

from dossiers.casework import actions, ending
from dossiers.reference import Number, number_in, written
from dossiers.typed import marked
from dossiers.workplace.search import excerpt
from tests.walk import words_of

pytestmark = pytest.mark.django_db
LIST = "/werk/dossiers/"


@pytest.fixture
def found(page, joris):
    return lambda q, **more: [row.dossier.subject for row in page(joris, LIST, q=q, **more).context["rows"]]


def test_every_word_must_be_somewhere(story, found, joris, at):
    story("Ria Verhoeven", subject="Douche", story="De afvoer lekt sinds oktober.")
    story("Bewonersgroep", subject="Lift", story="De lift staat stil.")
    assert found("afvoer") == ["Douche"]
    assert found("AFVOER oktober") == ["Douche"]
    assert found("afvoer lift") == []
    assert found("douche verhoeven") == ["Douche"], "subject and name"
    assert found("voer") == ["Douche"], "part of a word"
    assert found("100%") == []
    assert found("_") == []


def test_what_was_said_later_is_found_with_its_place(story, found, page, joris, at):
    dossier = story(subject="Ketel", story="De ketel is stuk.")
    actions.note(
        dossier, "phone_out", "Ze zet elke avond emmers neer <b>naast</b> de lekkage.", by=joris, at=at
    )
    actions.customer_writes(dossier, "Vandaag weer een plas.", at=at)
    assert found("lekkage") == found("plas ketel") == ["Ketel"]
    html = page(joris, LIST, q="lekkage").content.decode()
    said = "Ze zet elke avond emmers neer &lt;b&gt;naast&lt;/b&gt; de <mark>lekkage</mark>."
    assert f"<b>in een gesprek:</b> {said}" in html
    assert "<b>in een bericht:</b>" in page(joris, LIST, q="plas").content.decode()


def test_letters_with_accents_in_any_case(story, found):
    story("Familie Yılmaz", subject="Café", story="Één keer in de Élyséestraat.")
    assert found("café") == found("élyséestraat") == found("yılmaz") == ["Café"]


@pytest.mark.parametrize("typed", ["{0}", "{1}", "{2}", " {1} ", "{3}", "{4}", "{5}"])
def test_a_number_is_found_however_it_is_typed(story, found, page, joris, at, typed):
    dossier = story(subject="Deze")
    story(subject="Andere")
    year, number, letter = dossier.reference.split("-")
    q = typed.format(
        dossier.reference, f"{year}{number}{letter}".lower(), f"{year} {int(number)}", f"{year}-{number}",
        f"{year} {int(number)} {letter}".lower(), dossier.reference.replace("-0", "-O"),
    )  # fmt: skip
    assert found(q) == ["Deze"]
    ending.close_dossier(dossier, "withdrawn", note="x", by=joris, at=at)
    assert found(q) == ["Deze"], "there is only one, so the view does not matter"


def test_a_wrong_check_letter_is_told_gently(story, page, joris):
    dossier = story()
    wrong = dossier.reference[:-1] + ("A" if dossier.reference[-1] != "A" else "B")
    told = words_of(page(joris, LIST, q=wrong))
    assert f"De letter aan het eind is anders: bedoelde je {dossier.reference}?" in told


@pytest.mark.parametrize(("typed", "reference"), [
    ("2026-00417", written(2026, 417)), ("202600417", written(2026, 417)), ("2026 417", written(2026, 417)),
    ("0612345678", None), ("2026", None), ("Kastanjelaan 48", None), ("1999-00001", None),
    ("2026-OOO61", written(2026, 61)), ("2O26 6o", written(2026, 60)), ("2026 oo", None),
])  # fmt: skip
def test_what_looks_like_a_number(typed, reference):
    assert number_in(typed) == (Number(reference, True) if reference else None)


RIA = {"name": "Ria", "email": "ria@verhoeven.example", "phone": "+31 (0)6-1234 5678", "email_vouched": True,
       "address": "Kastanjelaan 48\n3999 AB Lindewaard"}  # fmt: skip


@pytest.mark.parametrize("q", [
    "0612345678", "06 12 34 56 78", "06-12345678", "+31612345678", "12345678", "ria 0612345678", "ria@verhoeven",
    "kastanjelaan 48", "3999 AB",
])  # fmt: skip
def test_who_is_found_by_phone_mail_or_address(story, found, q):
    story(complainant=RIA, subject="Deze")
    story(complainant={"name": "Ander", "phone": "0687654321"}, subject="Andere")
    assert found(q) == ["Deze"]


def test_r46_parties_are_found_but_never_a_respondent(story, found, joris, at):
    dossier = story(subject="Deze")
    wijkteam = {"name": "Wijkteam Oost", "phone": "088 765 43 21", "email": "oost@wijkteam.example"}
    actions.add_party(dossier, "vertegenwoordiger", wijkteam, by=joris, at=at)
    kees = {"name": "Kees de Boer", "phone": "0699999999", "email": "kees@firma.example"}
    actions.add_party(dossier, "beklaagde", kees, by=joris, at=at)
    assert found("wijkteam oost") == found("0887654321") == found("oost@wijkteam") == ["Deze"]
    assert found("kees") == found("0699999999") == found("kees@firma") == []


def test_bedoelde_je(story, page, joris, people):
    story(subject="Lekkage in de berging")
    story(subject="Lekkende kraan", by=people["fatma"], handler=people["fatma"])
    told = words_of(page(joris, LIST, q="lekage"))
    assert "Geen dossier met “lekage”" in told
    assert "Bedoelde je lekkage ?" in told
    assert "Bedoelde" not in words_of(page(joris, LIST, q="zwembad"))
    assert "lekkende" not in words_of(page(joris, LIST, q="lekkendd")).lower(), (
        "not out of another team's words (A2)"
    )
    assert "Bedoelde" not in words_of(page(joris, LIST, q="Zwembad")), "never the word that was typed"


def test_closed_ones_are_one_click_away(story, page, joris, at, found):
    ending.close_dossier(story(subject="Oud lek"), "withdrawn", note="x", by=joris, at=at)
    assert found("oud lek") == []
    assert 'href="?weergave=gesloten&amp;q=oud+lek"' in page(joris, LIST, q="oud lek").content.decode()
    assert found("oud lek", weergave="gesloten") == ["Oud lek"]


def test_marking_escapes():
    assert marked("<i>lek</i> LEK", ["lek"]) == "&lt;i&gt;<mark>lek</mark>&lt;/i&gt; <mark>LEK</mark>"
    assert excerpt("a " * 100 + "lek" + " b" * 100, ["lek"]).count("…") == 2
    assert excerpt("niets", ["lek"]) is None


def test_script_in_a_name_or_a_search_stays_text(story, page, joris):
    story("<script>x</script>", subject="<script>y</script>")
    html = page(joris, LIST, q="<script>").content.decode()
    assert "<script>x" not in html
    assert "<script>y" not in html
    assert 'value="&lt;script&gt;"' in html
