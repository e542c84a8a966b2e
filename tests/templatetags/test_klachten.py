"""The tags that every template uses."""

from decimal import Decimal

import pytest
from django.utils.safestring import mark_safe

from dossiers.templatetags import klachten


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (Decimal("45.00"), "€\u00a045"),
        (Decimal("45.50"), "€\u00a045,50"),
        (1250, "€\u00a01.250"),
        (0, "€\u00a00"),
        (None, ""),
    ],
)
def test_euro(amount, said):
    assert klachten.euro(amount) == said


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("088 000 12 00", "0880001200"),
        ("+31 (0)88-000 12 00", "+31880001200"),
        (None, ""),
        ("06-12345678 (na 6 uur)", "0612345678"),
        ("(0348) 12 34 56 / 06 12345678", "0348123456"),
        ("tel. 06 12345678", "0612345678"),
        ("112", "112"),
    ],
)
def test_tel(number, link):
    assert klachten.tel(number) == link


def test_paragraphs_never_trust_text():
    text = klachten.paragraphs(mark_safe("een <b>\ntwee\n\ndrie"))
    assert text == '<p dir="auto">een &lt;b&gt;<br>twee</p>\n\n<p dir="auto">drie</p>'
    assert klachten.paragraphs(None) == ""
