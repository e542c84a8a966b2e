"""F18: everybody who presses twice is one complaint, also when two hundred presses come at once."""

from concurrent.futures import ThreadPoolExecutor

from tests.faults.oracle import DOMAIN
from tests.faults.rows import row
from tests.faults.visitors import Browser, hidden_of

AT_ONCE = 20
WORDS = 20  # different stories on one form, all at once


@row("F18", "200 presses on the same form, 20 at once: one complaint, one acknowledgement, one receipt",
     size=200, ci={"size": 200})  # fmt: skip
def pressed_often(rig):
    with rig.product() as product:
        visitor = Browser(product.url, "10.0.0.1")
        typed = {"story": "Het dak lekt al weken.", "email": f"dubbel{DOMAIN}"}
        fields = {**hidden_of(visitor.get("/")[1]), **typed}
        with ThreadPoolExecutor(AT_ONCE) as presses:
            landed = list(presses.map(lambda _: visitor.get("/", fields), range(rig.size)))
        assert {status for status, _, _ in landed} == {200}
        assert len({where for _, _, where in landed}) == 1, "everybody sees the same receipt"
        where = other_words(visitor)
        rig.record.write_text(f"{typed['email']}\nwoorden{DOMAIN}")
        rig.quiet(product, 60)
        followed = visitor.get(where.replace("/ontvangen/", "/volg/"))[1]
        assert all(said(n) in followed for n in range(WORDS)), "nobody's words are lost"
        figures = rig.figures(product)  # it says itself when there is more than one row for an address
    assert figures.submitted == figures.acknowledged == 2
    assert not figures.double
    return f"{len(landed)} presses: {figures}"


def said(number):
    return f"Verhaal nummer {number:03} over het dak."


def other_words(visitor):
    """One form, sent again and again with other words, at the same moment: where its one receipt is."""
    fields = {**hidden_of(visitor.get("/")[1]), "email": f"woorden{DOMAIN}"}
    with ThreadPoolExecutor(WORDS) as presses:
        landed = list(presses.map(lambda n: visitor.get("/", fields | {"story": said(n)}), range(WORDS)))
    assert {status for status, _, _ in landed} == {200}
    [where] = {address.split("?")[0] for _, _, address in landed}
    return where
