"""An organisation sets its house style with a handful of values and a logo, seen at once in pages, mail and PDF."""

import random
import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from dossiers import colours
from dossiers.correspondence import enclosures
from dossiers.documents.logo import BadLogo, checked
from dossiers.models import Message, Organisation
from tests.walk import opened_in

LOGO = b"""<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path fill="currentColor" d="M0 0h60v20H0z"/></svg>"""
STYLE = {
    "colour": "#7a1fa2", "marking": "#ffe08a", "corner": "0", "work_font": "system", "voice_font": "source-sans",
}  # fmt: skip


@pytest.fixture
def beheer(people, client_for):
    return client_for(people["beheer"])


def change(client, **more):
    opened = opened_in(client.get("/instellingen/huisstijl/"))
    return client.post("/instellingen/huisstijl/", STYLE | opened | more)


@pytest.mark.django_db
def test_it_shows_at_once_in_pages_mail_and_paper(beheer, client, make_dossier, at):
    before = client.get("/").content.decode()
    assert "/huisstijl/" not in before, "what klachten.css knows by itself costs no request"
    assert change(beheer, new_logo=SimpleUploadedFile("logo.svg", LOGO)).status_code == 302
    brand = colours.by_day("#7a1fa2", "#ffe08a")["brand"]

    page = client.get("/").content.decode()
    sheet = client.get(re.search(r'href="(/huisstijl/[0-9a-f]+\.css)"', page)[1])
    assert f"--kl-brand: {brand};" in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]
    assert "system-ui" in sheet.content.decode()
    drawing = client.get(re.search(r'mask-image: url\("([^"]+)"\)', sheet.content.decode())[1])
    assert b'd="M0 0h60v20H0z"' in drawing.content
    assert "sandbox" in drawing["Content-Security-Policy"]

    ack = Message.objects.get(dossier=make_dossier(), kind="ack")
    assert f"background:{brand}" in ack.html
    assert "#0e5a4a" not in ack.html
    document = ack.documents.get()
    assert document.data["organisation"]["colour"] == brand
    assert "<svg" in document.data["organisation"]["logo"]
    assert "Woonstede" in PdfReader(BytesIO(enclosures.content_of(document))).pages[0].extract_text()


@pytest.mark.django_db
def test_another_style_has_another_address_and_the_first_has_none(beheer):
    change(beheer)
    first = Organisation.current().style_version
    change(beheer, corner="12")
    assert first != Organisation.current().style_version
    plain = {
        "colour": colours.DEFAULT_COLOUR,
        "marking": colours.DEFAULT_MARKING,
        "corner": "6",
        "work_font": "source-sans",
        "voice_font": "literata",
    }
    change(beheer, **plain)
    assert Organisation.current().style_version == ""


@pytest.mark.django_db
def test_two_at_once_lose_nothing(people, beheer):
    page = opened_in(beheer.get("/instellingen/huisstijl/"))
    change(beheer, corner="3")
    second = beheer.post("/instellingen/huisstijl/", STYLE | page | {"corner": "9"})
    assert second.status_code == 409
    assert "Jij, in een ander venster veranderde" in second.content.decode()
    assert Organisation.current().corner == 3


@pytest.mark.django_db
def test_one_may_look_first(beheer):
    page = change(beheer, **{"try": "1"})
    assert Organisation.current().style_version == ""
    address = re.search(r'id="proef" href="([^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    sample = beheer.get(address).content.decode()
    assert colours.by_day("#7a1fa2", "#ffe08a")["brand"] in sample
    assert sample.startswith(".kl-try[data-bs-theme=light]")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"marking": "#333333"},
            "Kies een lichtere kleur: donkere tekst erop is niet te lezen (contrast 1,2, nodig is 7).",
        ),
        ({"colour": "groen"}, "Geef de kleur als # met zes tekens, zoals #0e5a4a."),
        ({"corner": "40"}, "Kies een heel getal van 0 tot en met 12."),
    ],
)
def test_what_nobody_could_read_is_refused_with_a_reason(beheer, wrong, sentence):
    assert sentence in change(beheer, **wrong).content.decode()
    assert Organisation.current().style_version == ""


@pytest.mark.django_db
def test_a_logo_can_be_taken_away(beheer):
    change(beheer, new_logo=SimpleUploadedFile("logo.svg", LOGO))
    change(beheer)
    assert Organisation.current().logo, "a page without a new logo keeps the one there is"
    change(beheer, no_logo="on")
    assert not Organisation.current().logo


def test_any_accent_gives_colours_that_can_be_read():
    chance = random.Random(7)
    for _ in range(500):
        accent = f"#{chance.randrange(1 << 24):06x}"
        day, night = (of(accent, colours.DEFAULT_MARKING) for of in (colours.by_day, colours.by_night))
        assert colours.contrast(day["brand"], colours.PAPER) >= 7
        assert colours.contrast(night["brand"], colours.PAPER_AT_NIGHT) >= 7
        for palette in (day, night):
            for text, ground in (("on-brand", "brand"), ("on-brand", "brand-strong"), ("brand", "brand-tint"),
                                 ("on-band", "band"), ("band-soft", "band")):  # fmt: skip
                assert colours.contrast(palette[text], palette[ground]) >= 4.5, (accent, text, ground)
            assert colours.contrast(palette["here"], palette["band"]) >= 3


def test_the_contrast_is_that_of_wcag():
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


BAD = {
    "a script": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>',
    "an event": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"/>',
    "a link out": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><use href="http://x.example/a"/></svg>',
    "a style": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>@import url(x)</style></svg>',
    "a fill from elsewhere": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" fill="url(http://x)"/>',
    "an entity": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">&a;</svg>',
    "no size": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "a size of nothing": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 0"/>',
    "a picture": b"\x89PNG\r\n\x1a\n",
    "a page": b"<html><body>hallo</body></html>",
    "half a file": LOGO[:-10],
    "too much": LOGO + b" " * 20_000,
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_logo_only_draws(content):
    with pytest.raises(BadLogo) as said:
        checked(content)
    assert str(said.value).endswith(".")


@pytest.mark.django_db
def test_the_reader_chooses_light_or_dark(organisation, client):
    assert "data-bs-theme" not in client.get("/").content.decode().split(">")[1]
    back = client.post(
        "/weergave/", {"kies": "dark"}, headers={"Referer": "http://testserver/procedure/?a=1"}
    )
    assert back.url == "http://testserver/procedure/?a=1"
    assert '<html lang="nl" data-bs-theme="dark">' in client.get("/procedure/").content.decode()
    answer = client.post("/weergave/", {"kies": ""}, headers={"Referer": "https://elders.example/"})
    assert answer.url == "/"
    assert 'data-bs-theme="dark"' not in client.get("/").content.decode()
