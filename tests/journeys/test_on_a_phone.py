"""The page of a dossier on a phone, at a desk and on paper; and where one is after saving."""

import pytest

JORIS = "joris@woonstede.example"
PARTS = ("beloften", "mensen", "bestanden", "post")


@pytest.fixture
def address(there):
    return f"/werk/dossiers/{there['open']}/"


def test_on_a_phone_parts_fold_and_one_can_jump_to_each(staff, address, axe_of):
    page = staff(JORIS, viewport={"width": 360, "height": 780})
    page.goto(address)
    shown = [page.locator(f"#{part}").is_visible() for part in ("mensen", "bestanden", "post")]
    assert shown == [False] * 3
    page.get_by_role("navigation", name="Op deze pagina").get_by_role("link", name="Post").click()
    page.locator("#post").wait_for(state="visible")
    page.locator("summary", has_text="Bestanden").press("Enter")
    page.locator("#bestanden").wait_for(state="visible")
    assert page.locator("#lijn .kl-line").first.locator("li").count() == 5
    assert not axe_of(page)


def test_at_a_desk_and_on_paper_nothing_folds(staff, address):
    page = staff(JORIS, viewport={"width": 1280, "height": 900})
    page.goto(address)
    for width, media in ((1280, "screen"), (700, "print")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media=media)
        assert all(page.locator(f"#{part}").is_visible() for part in PARTS), media
        assert page.locator("#lijn .kl-line").last.is_visible()
        assert not page.get_by_role("navigation", name="Op deze pagina").is_visible()
        assert page.locator(".kl-fold > summary:visible").count() == 0


def test_after_saving_the_line_that_says_so_has_the_focus(staff, address):
    page = staff(JORIS, viewport={"width": 360, "height": 780})
    page.goto(f"{address}contact/?soort=note")
    page.fill("#id_text", "Zij belt morgen terug.")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**{address}")
    said = page.locator("#gezegd")
    assert "Het staat in het dossier." in said.inner_text()
    assert page.evaluate("document.activeElement.id") == "gezegd"
    assert said.evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
