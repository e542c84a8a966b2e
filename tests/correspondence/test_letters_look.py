"""How a letter looks as a mail: every block in both parts, and words of people never as markup."""

from __future__ import annotations

import pytest

from dossiers.correspondence.blocks import Bullets, Button, Heading, Paragraph, Reach, Steps, Table
from dossiers.correspondence.letter import Letter, html_of, on_paper, text_of

BLOCKS = [
    Paragraph("Beste Ria,\nhoe gaat het?"),
    Heading("Wat wij deden"),
    Bullets(["gebeld", "gemaakt"]),
    Steps([("Morgen", "Wij bellen u."), ("Vrijdag", "Wij komen langs.")]),
    Table(("Wanneer", "Wat"), [("3 november", "U schreef ons.")]),
    Button("Volg uw klacht", "https://klachten.example/volg/geheim/"),
    Reach("Joris Bakker", ["088 000 12 34, maandag", "joris@woonstede.example"]),
]
LETTER = Letter(
    "personal", "Onderwerp", "Titel", BLOCKS, preheader="U hoort morgen van ons.", foot="Niet van u?"
)


def test_every_block_stands_in_both_parts(organisation):
    html, text = html_of(LETTER, organisation, "nl"), text_of(LETTER, organisation)
    for words in ("Titel", "hoe gaat het?", "Wat wij deden", "gemaakt", "Vrijdag", "U schreef ons.", "Volg uw klacht",
                  "https://klachten.example/volg/geheim/", "Joris Bakker", "Niet van u?", "Kerkplein 5"):  # fmt: skip
        assert words in html
        assert words in text
    assert "U hoort morgen van ons." in html
    assert "Beste Ria,<br>hoe gaat het?" in html
    assert 'href="mailto:joris@woonstede.example"' in html


def test_words_of_people_are_never_markup(organisation):
    nasty = '<script>alert(1)</script> & "zo"'
    letter = Letter(
        "personal", nasty, nasty, [Paragraph(nasty), Bullets([nasty]), Table((nasty, "x"), [(nasty, nasty)])]
    )
    html = html_of(letter, organisation, "nl")
    assert "<script" not in html
    assert nasty in text_of(letter, organisation)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_language_is_named_and_nothing_comes_from_elsewhere(organisation, language):
    html = html_of(LETTER, organisation, language)
    assert f'<html lang="{language}">' in html
    assert "<img" not in html
    assert "url(" not in html


def test_a_button_is_an_address_on_paper():
    assert on_paper(BLOCKS[5]) == {
        "type": "paragraph",
        "text": "Volg uw klacht:\nhttps://klachten.example/volg/geheim/",
    }
