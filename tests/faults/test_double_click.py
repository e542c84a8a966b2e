"""F18: two hundred presses at once on the same form are one complaint and one acknowledgement."""

import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from tests.product import Product

pytestmark = pytest.mark.slow
PRESSES, THREADS = 200, 20


def open_form(product):
    """A visitor with the form before him: his cookies, and the fields that the page filled in."""
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar := CookieJar()))
    page = visitor.open(product.url + "/").read().decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    return jar, {**hidden, "story": "Het dak lekt al weken.", "email": "dubbel@klik.example"}


def press(product, jar, fields, landed):
    cookies = "; ".join(f"{c.name}={c.value}" for c in jar)
    request = urllib.request.Request(
        product.url + "/",
        urllib.parse.urlencode(fields).encode(),
        {"Cookie": cookies, "Referer": product.url + "/"},
    )
    with urllib.request.urlopen(request, timeout=60) as page:
        landed.append((page.status, page.url))


def test_f18_two_hundred_presses_are_one_complaint(tmp_path):
    with Product(tmp_path) as product:
        jar, fields = open_form(product)
        landed = []

        def some():
            for _ in range(PRESSES // THREADS):
                press(product, jar, fields, landed)

        threads = [threading.Thread(target=some) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(landed) == PRESSES
        assert {status for status, _ in landed} == {200}
        assert len({url for _, url in landed}) == 1, "everybody sees the same receipt"
        product.until(lambda: product.mail_to("dubbel@klik.example"), 60)
        counted = product.script(
            "from dossiers.models import Dossier\n"
            "print(Dossier.objects.filter(story__startswith='Het dak lekt al weken').count())"
        )
        assert counted.split()[-1] == "1"
        assert len(product.mail_to("dubbel@klik.example")) == 1
