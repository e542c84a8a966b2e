"""Letters on paper: accessible, the same each time, and exactly what was typed."""

import hashlib
import json
import random
import struct
import subprocess
import sys
from io import BytesIO

import pypdf
import pytest
import typst

from dossiers.documents import glyphs, pdf

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<path fill="currentColor" d="M3 29V12.6L16 3l13 9.6V29H3Z"/></svg>'
)
WOONSTEDE = {
    "name": "Woonstede",
    "address": "Kerkplein 5, 3999 ZX Lindewaard",
    "phone": "088 000 12 00",
    "email": "klachten@woonstede.example",
    "logo": LOGO,
}
BRIEF = {
    "lang": "nl",
    "at": "2026-12-14T10:00:00+01:00",
    "organisation": WOONSTEDE,
    "date": "14 december 2026",
    "reference": "2026-01184-K",
    "addressee": ["Mevrouw R. Verhoeven", "Kastanjelaan 48", "3999 ZX Lindewaard"],
    "contact": {"name": "Joris Bakker", "phone": "088 000 12 34", "hours": "ma t/m do, 9 tot 17 uur"},
    "subject": "Uw klacht is klaar: alles op een rij",
    "blocks": [
        {"type": "paragraph", "text": "Beste mevrouw Verhoeven,"},
        {"type": "heading", "text": "Wat wij deden"},
        {
            "type": "table",
            "head": ["2026", "Wat er gebeurde"],
            "rows": [["3 november", "U diende uw klacht in."]],
        },
        {"type": "list", "items": ["Wij bellen u.", "Wij schrijven u."]},
        {"type": "paragraph", "text": "Met vriendelijke groet,\nJoris Bakker, namens Woonstede"},
    ],
}
FORMULIER = {
    "lang": "nl",
    "at": "2026-11-03T14:07:31+01:00",
    "organisation": WOONSTEDE,
    "reference": "2026-01184-K",
    "received": "3 november 2026 om 14:07 uur",
    "title": "Uw klacht, zoals u die indiende",
    "intro": "Dit is een kopie van het formulier dat u invulde.",
    "answers": [["Wat is er gebeurd?", "De douche lekt.\nTwee keer kwam er niemand."], ["Wat wilt u?", ""]],
    "files": [["berging.jpg", "1,2 MB"]],
}
EXAMPLES = [("brief", BRIEF), ("formulier", FORMULIER)]


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(data))


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(data).pages)


def tags(data: bytes) -> list[str]:
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, pypdf.generic.DictionaryObject) and "/S" in node:
            found.append(node["/S"])
            if "/K" in node:
                walk(node["/K"])

    walk(read(data).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def with_answer(typed: str) -> dict:
    return {**FORMULIER, "answers": [["Wat is er gebeurd?", typed]]}


@pytest.mark.parametrize(("template", "data"), EXAMPLES)
def test_is_tagged_and_says_what_it_is(template, data):
    document = pdf.render(template, data)
    reader, root = read(document), read(document).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == data.get("subject", data.get("title"))
    meta = reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfuaid:part>1<" in meta
    assert "<pdfaid:part>2<" in meta
    assert "<pdfaid:conformance>A<" in meta


def test_a_letter_has_one_title_real_lists_and_real_tables():
    found = tags(pdf.render("brief", BRIEF))
    assert found.count("/H1") == 1
    assert found.count("/H2") == 1
    assert found.count("/TH") == 2
    assert found.count("/LI") == 2
    assert {"/Table", "/THead", "/TBody", "/TD", "/L", "/P"} <= set(found)


def test_a_letter_reads_in_the_order_of_the_paper():
    text = text_of(pdf.render("brief", BRIEF))
    wanted = [
        "Woonstede", "Mevrouw R. Verhoeven", "14 december 2026", "2026-01184-K", "Joris Bakker",
        "Uw klacht is klaar", "Beste mevrouw", "Wat wij deden", "3 november", "Wij bellen u.",
        "namens Woonstede", "Kerkplein 5", "bladzijde 1 van 1",
    ]  # fmt: skip
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)


def test_the_address_stands_behind_the_window_of_the_envelope():
    seen = {}
    read(pdf.render("brief", BRIEF)).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: seen.setdefault(text.strip(), (tm, cm))
    )
    tm, cm = next(value for text, value in seen.items() if text.startswith("Mevrouw"))
    from_top = (841.89 - (tm[5] * cm[3] + cm[5])) / 72 * 25.4
    from_left = (tm[4] * cm[0] + cm[4]) / 72 * 25.4
    assert 45 < from_top < 50
    assert from_left == pytest.approx(25, abs=0.2)


def test_r56_the_copy_has_every_answer_as_typed_and_every_file():
    """R56: a copy of the completed form."""
    text = text_of(pdf.render("formulier", FORMULIER))
    for words in (
        "3 november 2026 om 14:07 uur",
        "De douche lekt.",
        "Twee keer kwam er niemand.",
        "Niet ingevuld",
    ):
        assert words in text
    assert "berging.jpg" in text
    assert "1,2 MB" in text


def test_each_question_is_a_heading():
    assert tags(pdf.render("formulier", FORMULIER)).count("/H2") == 3  # two questions and the files


@pytest.mark.parametrize(("template", "data"), EXAMPLES)
def test_only_the_letters_of_the_house_are_in_it(template, data):
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in read(pdf.render(template, data)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts == {"Literata-Regular", "Literata-Bold", "SourceSans3-Regular", "SourceSans3-Bold"}


@pytest.mark.parametrize(("template", "data"), EXAMPLES)
def test_the_same_data_gives_the_same_bytes(template, data):
    first = pdf.render(template, data)
    pdf.render(template, {**data, "reference": "iets anders"})
    assert pdf.render(template, json.loads(json.dumps(data))) == first
    assert pdf.render(template, {**data, "at": "2027-01-01T00:00:00+01:00"}) != first


def test_the_same_bytes_in_another_process():
    code = (
        "import hashlib, json, sys\nfrom dossiers.documents import pdf\n"
        "print(hashlib.sha256(pdf.render('brief', json.load(sys.stdin))).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(BRIEF),
        text=True,
        capture_output=True,
        check=True,
        cwd=pdf.ROOT,
    )
    assert other.stdout.strip() == hashlib.sha256(pdf.render("brief", BRIEF)).hexdigest()


def test_the_file_knows_no_clock_but_that_of_the_data():
    made = read(pdf.render("brief", BRIEF)).metadata.creation_date
    assert made.isoformat() == "2026-12-14T09:00:00+00:00"


@pytest.mark.parametrize(
    "typed",
    [
        '#eval("1")', "*x* en _y_", "$a^2$ @ref <label>", "// niets weg /* ook niet */", "= geen kop", "- geen lijst",
        "`code` \\ #let x = 1", "https://voorbeeld.example/~a", '#read("/etc/passwd")', "--- ... 'a' \"b\"", "{page}",
    ],
)  # fmt: skip
def test_typed_text_is_never_evaluated(typed):
    assert typed in text_of(pdf.render("formulier", with_answer(typed)))
    assert typed in text_of(pdf.render("brief", {**BRIEF, "addressee": [typed]}))


def test_letters_of_our_neighbours_are_shown():
    typed = "Łódź Şükrü Ğ ı Ελλάδα Привет Žižek naïve façade"
    text = text_of(pdf.render("formulier", with_answer(typed)))
    assert typed in text
    assert glyphs.SQUARE not in text


@pytest.mark.parametrize("typed", ["الدش يسرب منذ أسبوعين", "המקלחת דולפת", "de douche lekt 🚿😡"], ids=ascii)
def test_the_scripts_of_our_neighbours_are_no_squares(typed):
    document = pdf.render("formulier", with_answer(typed))
    assert "staat er als" not in text_of(document)
    assert glyphs.SQUARE not in text_of(document)


def test_what_no_font_can_show_becomes_a_square_and_the_copy_says_so():
    text = text_of(pdf.render("formulier", with_answer("voor \U00013000\U00013001 na")))
    assert "voor □□ na" in text
    assert "staat er als □" in text
    assert "staat er als" not in text_of(pdf.render("formulier", FORMULIER))


@pytest.mark.parametrize(
    "typed",
    [
        "😀 👩‍👩‍👧 👍🏽 ❤️ 🇳🇱", "مرحبا بالعالم", "你好，世界", "q\u0301 e\u0301", "b" + "\u0301" * 3000,
        "\x00\x07\x1b\ufeff",
        "\ud83d", "\ue000\uffff\U0010ffff", "a\r\nb\u2028c\x85d", "\u200d\ufe0f\u00ad", "ﷺ ☎ ǅ", "\t\tx",
    ],
    ids=ascii,
)  # fmt: skip
def test_any_character_can_be_printed(typed):
    data = {**with_answer(typed), "title": f"Titel {typed}", "files": [[typed, typed]]}
    assert read(pdf.render("formulier", data)).pages
    assert read(pdf.render("brief", {**BRIEF, "blocks": [{"type": "paragraph", "text": typed}]})).pages


def test_random_characters_can_be_printed():
    chance = random.Random(20260922)
    for _ in range(15):
        typed = "".join(
            chr(chance.randrange(0x110000 if chance.random() < 0.5 else 0x700)) for _ in range(200)
        )
        assert pdf.render("formulier", {**with_answer(typed), "title": f"Titel {typed}", "reference": typed})


def test_marks_that_turn_the_reading_direction_are_left_out():
    assert "factuur.gpj.exe" in text_of(pdf.render("formulier", with_answer("factuur.\u202egpj.exe\u202c")))


@pytest.mark.parametrize("letter", ["x", "/", "é", "漢"])
def test_a_very_long_word_wraps_and_copies_without_extra_signs(letter):
    document = pdf.render("formulier", with_answer(letter * 300))
    shown = letter if letter != "漢" or ord(letter) in glyphs.coverage(pdf.FONTS) else glyphs.SQUARE
    lines = [line for line in text_of(document).splitlines() if line.startswith(shown * 3)]
    assert len(lines) > 1
    assert "".join(lines) == shown * 300


@pytest.mark.parametrize(
    "typed", ["x" * 20000, "woord " * 3333, "a\n" * 2000, "\n" * 20000], ids=lambda t: ascii(t[:6])
)
def test_twenty_thousand_characters(typed):
    text = text_of(pdf.render("formulier", with_answer(typed)))
    assert "bladzijde 1 van" in text
    assert sum(map(text.count, "xwa")) >= sum(map(typed.count, "xwa"))


def test_a_long_letter_counts_its_pages_and_keeps_the_greeting_in_company():
    long = [{"type": "paragraph", "text": f"Alinea {number}. " + "Nog een zin. " * 8} for number in range(40)]
    greeting = {"type": "paragraph", "text": "Met vriendelijke groet,\nJoris Bakker"}
    for amount in range(24, 34):
        pages = read(pdf.render("brief", {**BRIEF, "blocks": [*long[:amount], greeting]})).pages
        last = pages[-1].extract_text()
        assert f"bladzijde {len(pages)} van {len(pages)}" in last
        assert "Alinea" in last


def test_an_address_of_more_lines_is_one_line_in_the_foot():
    document = pdf.render(
        "brief", BRIEF | {"organisation": {**WOONSTEDE, "address": "Kerkplein 5\n3999 ZX Dorp"}}
    )
    assert "Woonstede, Kerkplein 5, 3999 ZX Dorp" in text_of(document)


def test_english():
    data = {**BRIEF, "lang": "en", "labels": {"reference": "Your case"}}
    document = pdf.render("brief", data)
    assert read(document).trailer["/Root"]["/Lang"] == "en"
    assert "page 1 of 1" in text_of(document)
    assert "Your case" in text_of(document)


def test_what_may_be_left_out_may_be_empty_too():
    bare = {**BRIEF, "contact": None, "blocks": [], "addressee": [], "organisation": {"name": "Woonstede"}}
    assert "Contact" not in text_of(pdf.render("brief", bare))
    assert pdf.render("formulier", {**FORMULIER, "intro": None, "answers": [], "files": []})


@pytest.mark.parametrize(
    ("template", "change", "says"),
    [
        ("onbekend", {}, "unknown template"),
        ("brief", {"lang": "fr"}, "language 'fr'"),
        ("brief", {"at": "gisteren"}, "'at'"),
        ("brief", {"at": "2026-12-14T10:00:00"}, "no offset"),
        ("brief", {"subject": ""}, "title"),
        ("brief", {"blocks": [{"type": "plaatje"}]}, "plaatje"),
        ("brief", {"organisation": {**WOONSTEDE, "logo": "<svg"}}, "SVG"),
    ],
)
def test_what_cannot_be_made_says_why(template, change, says):
    with pytest.raises(pdf.RenderError, match=says):
        pdf.render(template, BRIEF | change)


def test_what_is_missing_is_named():
    with pytest.raises(pdf.RenderError, match="no blocks, date in the data"):
        pdf.render("brief", {key: value for key, value in BRIEF.items() if key not in {"blocks", "date"}})


def test_without_fonts_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "FONTS", tmp_path)
    with pytest.raises(pdf.RenderError, match="fonts of the letters"):
        pdf.render("brief", BRIEF)


def test_a_letter_that_is_refused_is_tried_again_with_plainer_text(monkeypatch):
    seen, compile_pdf = [], pdf._compile

    def refuse_once(template, data, points):
        seen.append(len(points))
        if len(seen) < 3:
            error = typst.TypstError("the text could not be displayed", "")
            error.message = "the text could not be displayed"
            raise error
        return compile_pdf(template, data, points)

    monkeypatch.setattr(pdf, "_compile", refuse_once)
    assert "De douche lekt." in text_of(pdf.render("formulier", FORMULIER))
    assert seen == sorted(seen, reverse=True)


def test_coverage_is_what_the_fonts_really_have():
    """Read back by another road: typst refuses each character that has no glyph."""
    points = glyphs.coverage(pdf.FONTS)
    assert {ord(letter) for letter in "aé€ŁşЯΩ□“”"} <= points
    assert not points & {0x13000, 0xE000, 0xFFFF}
    shown = " ".join(chr(point) for point in sorted(points) if point > 32)
    assert pdf._compile("formulier", {**with_answer(shown), "labels": pdf.LABELS["nl"]}, points)


def test_both_tables_of_a_font_are_read():
    groups = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, 0x1F600, 0x1F602, 7)
    segments = struct.pack(
        ">HHHHHHH2HH2H2H2H", 4, 40, 0, 4, 0, 0, 0, 0x42, 0xFFFF, 0, 0x41, 0xFFFF, 1, 1, 0, 0
    )
    assert set(glyphs._groups(groups, 0)) == {0x1F600, 0x1F601, 0x1F602}
    assert set(glyphs._segments(segments, 0)) == {0x41, 0x42}
