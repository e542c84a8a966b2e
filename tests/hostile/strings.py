"""What a hostile or a broken client sends instead of a proper value: in fields, addresses, headers and bodies."""

from __future__ import annotations

from urllib.parse import quote_from_bytes, quote_plus

LONG = "x" * 30_000
TEXTS = [
    "", " ", "\t\n", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\u202ekcehs", "مرحبا", "👩‍👩‍👧‍👦" * 20, "e\u0301" * 50, "\ufeff",
    "\u2028", "\x1b[31m", "ß", "İ", LONG, "a" * 151, "a" * 301, "é" * 20_001, "\r\nBcc: x@kwaad.example", "%00", "%s%n%d",
    "{0.__class__}", "{{ 7|add:7 }}", "{% debug %}", "' OR 1=1 --", "\\", "\\u0000", "../../etc/passwd", "C:\\CON",
    "<script>alert(1)</script>", "=1+1", "null", "None", "undefined", "true", "[]", "{}", '{"a": 1}', "a,b;c|d",
]  # fmt: skip
NUMBERS = [
    "-1", "0", "1", "00001", "2147483648", "9223372036854775808", "-9223372036854775809", "1" + "0" * 400, "1e400", "NaN",
    "Infinity", "-inf", "1_000", "٣", "²", "½", "0x10", "1.5", "1,5", "+1", " 7 ", "999999999999.99", "-0.001", "1.000,00",
]  # fmt: skip
MOMENTS = [
    "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "31-12-2026", "1899-12-31", "2026-13-01",
    "-2026-01-01", "2026-W01", "24:61", "23:59:60", "02:30", "2026-03-29T02:30", "2026-10-25 02:30+99:99", "morgen",
    "٢٠٢٦-٠١-٠١", "9999-12-31T23:59:59.999999", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00~1", "0001-01-01T00:00:00+14:00~1", "9999-12-31~1",
]  # fmt: skip
MAILS = [
    "@", "a@", "@b", "a@b", "a@b.example", f"{'a' * 64}@{'b' * 240}.example", "ü@ü.example", "a@[127.0.0.1]", "a@b..example",
    "a@xn--.example", '"a b"@c.example', "a@b.example\r\nBcc: x@y.example", "a@b.example,c@d.example", "a@\u3002example",
    f"a@{'é' * 64}.example", "06 00", "+" * 30, "0" * 60, "tel:+31", "٠٦١٢٣٤٥٦٧٨",
]  # fmt: skip
ALL = TEXTS + NUMBERS + MOMENTS + MAILS

HEADERS = {
    "HTTP_HX_REQUEST": ["true", "false", "\x01", LONG[:5000]],
    "HTTP_HX_CURRENT_URL": ["http://[", "%", "javascript:alert(1)", "\xff"],
    "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": ["true"],
    "HTTP_HX_TRIGGERING_EVENT": ["{", "null"],
    "HTTP_ACCEPT_LANGUAGE": ["en", "nl;q=onzin", "*", "x" * 600, "en-" * 100, "zz,,,;q=9", "\xe9"],
    "HTTP_ACCEPT": ["application/json", "*/*;q=x", "\xff"],
    "HTTP_USER_AGENT": ["", "\xff\xfe", "x" * 5000],
    "HTTP_REFERER": ["http://[", "//", "javascript:", "http://testserver/\xff"],
    "HTTP_IF_MODIFIED_SINCE": ["gisteren", "Thu, 01 Jan 0000 00:00:00 GMT", "Thu, 99 Foo 9999 99:99:99 GMT"],
    "HTTP_IF_NONE_MATCH": ["*", '"', 'W/"', "x"],
    "HTTP_RANGE": ["bytes=0-0", "bytes=9-1", "bytes=-99999999999999", "onzin"],
    "HTTP_X_FORWARDED_FOR": ["", "::1%eth0", "a, b", "999.1.1.1", "1.2.3.4:80", "\xff"],
    "HTTP_X_FORWARDED_PROTO": ["https", "ftp", ","],
    "HTTP_X_REQUESTED_WITH": ["XMLHttpRequest"],
    "HTTP_ORIGIN": ["null", "http://[", "x"],
    "HTTP_HOST": ["kwaad.example", "testserver:99999", "[::1", "test_server", ""],
    "HTTP_X_HTTP_METHOD_OVERRIDE": ["DELETE"],
    "REMOTE_ADDR": ["", "unix:", "fe80::1%eth0", "onzin", "127.0.0.1"],
    "CONTENT_LENGTH": ["", "0"],
}
COOKIES = {
    "sessionid": ["", "x", "\"'", "a" * 500, "../../x", "é"],
    "csrftoken": ["", "x", "a" * 64],
    "messages": ["[", "[[1]]", '[["__json_message",0,25,"x"]]', "x:y:z", "\\"],
    "django_language": ["en", "zz", "../nl", "x" * 600],
    "klachten_lijst": ["[", "x"],
}
ENCODED = "application/x-www-form-urlencoded"
# a content type, and what is done with the body before it goes
SHAPES = [
    (f"{ENCODED}; charset=onzin", lambda b: b), (f"{ENCODED}; charset=utf-7", lambda b: b), ("", lambda b: b),
    (f"{ENCODED}; charset=hex", lambda b: b), ("application/json", lambda b: b"{" + b), ("text/xml", lambda b: b"<a>"),
    ("multipart/form-data", lambda b: b), ("multipart/form-data; boundary=", lambda b: b), (ENCODED, lambda b: b"\xff\xfe" + b),
    ("multipart/form-data; boundary=\x00", lambda b: b), ("multipart/form-data; boundary=x", lambda b: b"--x\r\n"),
    ("multipart/form-data; boundary=x", lambda b: b'--x\r\nContent-Disposition: form-data; name="story"\r\n\r\n\xff'),
    ("multipart/form-data; boundary=x", lambda b: b'--x\r\nContent-Disposition: form-data; name="files"; filename="a'),
    ("multipart/form-data; boundary=x; charset=utf-16", lambda b: b'--x\r\nContent-Disposition: x\r\n\r\na\r\n--x--'),
    ("multipart/form-data; boundary=x", lambda b: b'--x\r\nContent-Disposition: form-data; name="a"\r\n'
     b"Content-Transfer-Encoding: base64\r\n\r\n===\r\n--x--"), (ENCODED, lambda b: b"=&=&&;=%" + b),
    (ENCODED, lambda b: b"&".join(b"a%d=1" % n for n in range(500))), (ENCODED, lambda b: b[: len(b) // 2]),
]  # fmt: skip


def quoted(text: str, *, plus: bool = True) -> str:
    """As an address carries it; half a surrogate pair becomes the bytes that some clients send."""
    raw = text.encode("utf-8", "surrogatepass")
    return quote_plus(raw) if plus else quote_from_bytes(raw, safe="")


def encoded(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs)
