"""Files that people send: what is taken, what is refused, and what the sender reads then."""

import random
import struct
import time
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from dossiers.documents import limits, uploads
from dossiers.documents.filenames import MB, extension_of, human_size, safe_name

OOXML_TYPES = "[Content_Types].xml"
ODT = "application/vnd.oasis.opendocument.text"


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


def png(width=40, height=30) -> bytes:
    head = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(width=40, height=30, before=b"") -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0" + before + b"\xff" + frame + b"\xff\xd9"


def gif(width=40, height=30) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def webp(kind=b"VP8X", width=40, height=30) -> bytes:
    sizes = {
        b"VP8X": b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"),
        b"VP8 ": b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height),
        b"VP8L": b"\x2f" + (width - 1 | height - 1 << 14).to_bytes(4, "little") + b"\0" * 5,
    }
    body = b"WEBP" + kind + struct.pack("<I", 10) + sizes[kind]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def heic(width=40, height=30) -> bytes:
    tile = b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", 20, 20)
    whole = b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", width, height)
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x80meta" + tile + whole


def archive(**members) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/"), data)
    return file.getvalue()


def docx(**more) -> bytes:
    return archive(**{OOXML_TYPES: "<Types/>", "word/document.xml": "<w/>", **more})


def xlsx() -> bytes:
    return archive(**{OOXML_TYPES: "<Types/>", "xl/workbook.xml": "<w/>"})


def odt(sign=ODT) -> bytes:
    return archive(mimetype=sign, **{"content.xml": "<o/>"})


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TAKEN = [
    ("foto.jpg", jpeg()), ("foto.JPEG", jpeg()), ("filling.jpg", jpeg(before=b"\xff\xff\xff")), ("scherm.png", png()),
    ("plaatje.gif", gif()), ("a.webp", webp()), ("b.webp", webp(b"VP8 ")), ("c.webp", webp(b"VP8L")),
    ("iphone.heic", heic()), ("brief.pdf", PDF), ("brief.txt", "Beste,\r\n\tdé douche € lekt".encode()),
    ("bom.txt", b"\xef\xbb\xbfBeste"), ("windows.txt", "dé douche € lekt".encode("cp1252")),
    ("code.txt", b"a < b en 1 > 0"),
    ("brief.docx", docx()), ("lijst.xlsx", xlsx()), ("brief.odt", odt()),
    ("groot.jpg", jpeg(8064, 6048)),
]  # fmt: skip
REFUSED_INSIDE = [
    ("een zip die docx heet", "brief.docx", archive(a="b")),
    ("een xlsx die docx heet", "brief.docx", xlsx()),
    ("een docx met een macro", "brief.docx", docx(**{"word/vbaProject.bin": "x"})),
    ("een zip met iets ervoor", "brief.docx", b"PK\x03\x04" + docx()),
    ("een zip met iets erachter", "brief.docx", docx() + b"<html>"),
    ("een odt die iets anders zegt te zijn", "brief.odt", odt("text/html")),
    ("een oude Word die docx heet", "brief.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ("een png die jpg heet", "foto.jpg", png()),
    ("een pdf die jpg heet", "foto.jpg", PDF),
    ("een programma dat jpg heet", "foto.jpg", b"MZ\x90\0" + b"\0" * 100),
    ("een programma dat txt heet", "lees.txt", b"MZ\x90\0" + b"\0" * 100),
    ("een svg die png heet", "foto.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("een webpagina die txt heet", "lees.txt", b"\xef\xbb\xbf \n<!DOCTYPE html><script>alert(1)</script>"),
    ("een svg die txt heet", "lees.txt", b"<?xml version='1.0'?><svg/>"),
    ("tekst in twee bytes per letter", "lees.txt", "Beste".encode("utf-16")),
    ("een foto die ook een zip is", "foto.jpg", jpeg() + archive(**{"kwaad.class": "x"})),
    ("een pdf die ook een zip is", "brief.pdf", PDF + archive(a="b")),
    ("een gif die ook een webpagina is", "foto.gif", b"GIF89a<html><script>alert(1)</script>"),
    ("een foto die ook een pdf is", "foto.jpg", jpeg(before=b"\xff\xfe\x00\x0a%PDF-1.4")),
    ("een pdf met iets ervoor", "brief.pdf", b"<html>" + PDF),
    ("een png zonder maat", "foto.png", b"\x89PNG\r\n\x1a\n"),
    ("een png van nul bij nul", "foto.png", png(0, 0)),
    ("een afgebroken jpg", "foto.jpg", jpeg()[:12]),
    ("een heic zonder maat", "foto.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    ("een film die heic heet", "foto.heic", b"\0\0\0\x18ftypisom\0\0\0\0mp42isom"),
]  # fmt: skip
TOO_MANY_PIXELS = [
    ("foto.png", png(30000, 30000)), ("foto.jpg", jpeg(60000, 60000)), ("foto.gif", gif(65535, 65535)),
    ("foto.webp", webp(width=16000, height=16000)), ("foto.webp", webp(b"VP8 ", 16000, 16000)),
    ("foto.webp", webp(b"VP8L", 16000, 16000)), ("foto.heic", heic(30000, 30000)),
]  # fmt: skip
UNKNOWN = [
    "foto.svg", "pagina.html", "pagina.htm", "spel.exe", "alles.zip", "oud.doc", "macro.docm", "film.mp4", "geen",
    "foto.jpg.exe", "foto.exe\u202egpj.", ".pdf", "foto.jpg/", "x.p\u200bhp",
]  # fmt: skip


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", data)
    file._name = name  # past Django's own cleaning: ours must stand by itself
    return file


def refusals(*files) -> list[str]:
    with pytest.raises(uploads.Refused) as refused:
        uploads.check(files)
    return refused.value.messages


@pytest.mark.parametrize(("name", "data"), TAKEN)
def test_what_people_have_is_taken(name, data):
    (taken,) = uploads.check([upload(name, data)])
    assert taken.name == name.replace("JPEG", "jpeg")
    assert taken.size == len(data)
    assert taken.file.read() == data


@pytest.mark.parametrize(
    ("name", "data"), [case[1:] for case in REFUSED_INSIDE], ids=[c[0] for c in REFUSED_INSIDE]
)
def test_what_is_not_what_it_says_is_refused(name, data):
    (message,) = refusals(upload(name, data))
    kind = extension_of(name)
    told = "bevat meer dan gewone letters." if kind == "txt" else f"is van binnen geen gewoon {kind}-bestand."
    assert message.startswith(f"“{name}” {told}")
    assert f"bewaar het als {'tekst zonder opmaak' if kind == 'txt' else 'foto'} of als pdf" in message


@pytest.mark.parametrize(("name", "data"), TOO_MANY_PIXELS)
def test_a_small_file_that_claims_a_huge_image_is_refused(name, data):
    assert refusals(upload(name, data)) == [
        f"“{name}” heeft meer dan 50 miljoen beeldpunten. Maak de foto kleiner."
    ]


@pytest.mark.parametrize("name", UNKNOWN, ids=ascii)
def test_other_kinds_are_refused_whatever_is_in_them(name):
    (message,) = refusals(upload(name, jpeg()))
    assert "soort bestand dat wij niet aannemen" in message
    assert "Stuur een foto, een pdf" in message
    assert "\u202e" not in message


def test_an_office_file_that_claims_to_unpack_to_too_much_is_refused():
    data = docx()
    second = data.rindex(b"PK\x01\x02")  # in the list of names, which says how large each member will be
    forged = data[: second + 24] + struct.pack("<I", 300 * MB) + data[second + 28 :]
    assert "geen gewoon docx" in refusals(upload("bom.docx", forged))[0]


def test_a_zip_of_the_large_form_is_refused():
    data = docx()
    locator = b"PK\x06\x07" + b"\0" * 16
    assert "geen gewoon docx" in refusals(upload("brief.docx", data[:-22] + locator + data[-22:]))[0]


def test_too_big_empty_and_too_many_are_said_together():
    big = upload("film.pdf", PDF + b"\0" * (10 * MB))
    messages = refusals(
        big, upload("leeg.txt", b""), *[upload(f"{number}.png", png()) for number in range(10)]
    )
    assert messages == [
        "U koos 12 bestanden. Er mogen er 10 mee.",
        "“film.pdf” is 10,1 MB. Eén bestand mag 10 MB zijn. Maak het kleiner of deel het op.",
        "“leeg.txt” is leeg. Laat het weg, of kies een ander bestand.",
    ]


def test_ten_files_of_exactly_the_limit():
    half = upload("a.txt", b"x" * (10 * MB))
    assert len(uploads.check([half, upload("b.txt", b"x" * (10 * MB))])) == 2
    (message,) = refusals(half, upload("b.txt", b"x" * (10 * MB)), upload("c.txt", b"x"))
    assert message == (
        "De bestanden zijn samen 20,1 MB. Er mag 20 MB mee. Kies er minder, of maak foto’s kleiner."
    )


def test_nothing_is_fine_too():
    assert uploads.check([]) == []


def test_files_come_back_in_order_and_each_wrong_one_has_its_sentence():
    assert [taken.name for taken in uploads.check([upload("b.png", png()), upload("a.gif", gif())])] == [
        "b.png",
        "a.gif",
    ]
    assert len(refusals(upload("b.svg", b"x"), upload("goed.png", png()), upload("a.gif", b"x"))) == 2


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("foto.jpg", "foto.jpg"),
        ("Mijn foto (1).JPG", "Mijn foto (1).jpg"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Ria\\foto.png", "foto.png"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("foto\u202egnp.pdf", "fotognp.pdf"),
        ("..verborgen.pdf", "verborgen.pdf"),
        ("brief.pdf. ", "brief.pdf"),
        ('a<b>"c|d?*.txt', "a_b__c_d__.txt"),
        ("e\u0301e\u0301n.txt", "één.txt"),
        ("\u202e.txt", "txt"),
        ("", "bestand"),
        ("/", "bestand"),
        ("\ud800.png", "png"),
        ("x" * 300 + ".docx", "x" * 95 + ".docx"),
        ("مرفق.pdf", "مرفق.pdf"),
        ("a." + "b" * 300, "a." + "b" * 98),
    ],
    ids=lambda text: ascii(text)[:30],
)
def test_safe_names(name, safe):
    assert safe_name(name) == safe
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 bytes"), (1, "1 byte"), (812, "812 bytes"), (1024, "1 kB"), (347_000, "339 kB"), (1_258_000, "1,2 MB"),
     (MB - 1, "1 MB"), (MB, "1 MB"), (10 * MB, "10 MB"), (10 * MB + 1, "10,1 MB"), (1234 * MB, "1234 MB")],
)  # fmt: skip
def test_sizes_for_people(size, shown):
    assert human_size(size) == shown
    assert uploads.human_size(size) == shown


def test_sizes_in_english():
    with translation.override("en"):
        assert human_size(1_258_000) == "1.2 MB"


def test_a_stored_file_leaves_as_a_download_only():
    assert uploads.headers_for('één "foto".jpg') == {
        "Content-Type": "image/jpeg",
        "Content-Disposition": "attachment; filename*=utf-8''%C3%A9%C3%A9n%20_foto_.jpg",
        "X-Content-Type-Options": "nosniff",
    }
    assert uploads.content_type_for("pagina.html") == "application/octet-stream"
    assert uploads.content_type_for("brief.TXT") == "text/plain"
    assert "\n" not in "".join(uploads.headers_for("a\r\nSet-Cookie: x=1.pdf").values())


def test_the_form_offers_what_the_check_takes():
    assert {extension_of(name) for name, _data in TAKEN} <= set(limits.ACCEPT.replace(".", "").split(","))


def test_a_hostile_list_of_names_costs_no_memory_or_time():
    entry = b"PK\x01\x02" + b"\0" * 24 + struct.pack("<HHH", 1, 0, 0) + b"\0" * 12 + b"a"
    names = entry * (10 * MB // len(entry) - 10)
    end = b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff" + struct.pack("<IIH", len(names), 4, 0)
    file = upload("namen.docx", b"PK\x03\x04" + names + end)
    tracemalloc.start()
    begin = time.perf_counter()
    refusals(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.perf_counter() - begin < 2
    assert peak < 5 * MB


def test_broken_files_never_break_the_check():
    """Each kind with a few bytes changed: taken or refused, never an error of the program."""
    chance = random.Random(26)
    for name, data in TAKEN * 60:
        bytes_ = bytearray(data[: chance.randrange(1, len(data) + 1)] if chance.random() < 0.3 else data)
        for _ in range(chance.randrange(1, 6)):
            bytes_[chance.randrange(len(bytes_))] = chance.randrange(256)
        try:
            uploads.check([upload(name, bytes(bytes_))])
        except uploads.Refused:
            pass
