"""The keyboard alone: find, walk, open, come back; nothing is lost when a part of the page is renewed."""

import re

import pytest
from playwright.sync_api import expect

JORIS = "joris@woonstede.example"
HERE = "document.activeElement"


def focus_is(page, selector):
    page.wait_for_function(f"{HERE}.matches({selector!r})")


@pytest.fixture
def desk(staff):
    return staff(JORIS, viewport={"width": 1280, "height": 900})


@pytest.mark.parametrize(("address", "row"), [
    ("/werk/", ".kl-today > li > .btn"), ("/werk/dossiers/", "a.subject"), ("/werk/post/", "a.subject"),
])  # fmt: skip
def test_a_list_is_walked_and_opened(desk, address, row):
    """j goes on, k goes back, enter opens; the row that has the focus shows it."""
    desk.goto(address)
    rows = desk.locator(f"main {row}")
    desk.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    desk.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    assert desk.evaluate(f"getComputedStyle({HERE}).outlineStyle") == "solid"
    assert desk.evaluate(f"{HERE}.matches(':focus-visible')")
    desk.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    desk.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    goal = rows.nth(0).get_attribute("href").partition("?")[0]
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(re.escape(goal)))


def test_a_dossier_leads_on_with_j_and_back_into_its_own_row(desk):
    desk.goto("/werk/dossiers/")
    rows = desk.locator("main a.subject")
    second = rows.nth(1).get_attribute("href").partition("?")[0]
    rows.nth(0).click()
    desk.locator("main a[rel=next]").wait_for()
    desk.keyboard.press("j")
    desk.wait_for_url(re.compile(re.escape(second)))
    desk.locator(".kl-crumb a").first.click()
    desk.wait_for_url(re.compile(r"/werk/dossiers/\?"))
    expect(desk.locator("main a.subject").nth(1)).to_be_focused()


def test_a_slash_goes_to_the_search_and_a_letter_in_it_is_a_letter(desk):
    desk.goto("/werk/")
    desk.keyboard.press("/")
    focus_is(desk, "#zoek-boven")
    desk.keyboard.type("jk?/")
    assert desk.input_value("#zoek-boven") == "jk?/"
    desk.goto("/werk/dossiers/")
    desk.keyboard.press("/")
    focus_is(desk, "#q")


def test_a_key_of_the_browser_stays_the_browsers(desk):
    desk.goto("/werk/dossiers/")
    for keys in ("Control+j", "Alt+j", "Meta+j"):
        desk.keyboard.press(keys)
    assert desk.evaluate(f"{HERE} === document.body")


def test_the_keys_are_shown_and_can_be_switched_off(desk, axe_of):
    """WCAG 2.1.4: off stays off in this browser, and the way to them stays open."""
    desk.goto("/werk/dossiers/")
    desk.keyboard.press("j")
    desk.keyboard.press("?")
    window = desk.get_by_role("dialog", name="Toetsen")
    window.get_by_text("Volgende in de lijst").wait_for()
    assert not axe_of(desk)
    desk.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(desk.locator("main a.subject").first).to_be_focused()
    desk.keyboard.press("?")
    window.get_by_role("checkbox").uncheck()
    window.get_by_role("button", name="Sluit").click()
    desk.reload()
    desk.keyboard.press("j")
    desk.keyboard.press("/")
    assert desk.evaluate(f"{HERE} === document.body")
    desk.goto("/help/toetsen/")
    desk.locator("main [data-keys-switch] input").check()
    desk.goto("/werk/dossiers/")
    desk.keyboard.press("j")
    expect(desk.locator("main a.subject").first).to_be_focused()


def test_my_menu_opens_the_keys_and_closes_with_escape(desk):
    desk.goto("/werk/")
    menu = desk.locator(".kl-top .kl-user > summary")
    menu.focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(desk.get_by_role("link", name="Handboek")).to_be_hidden()
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name="Toetsen").press("Enter")
    expect(desk.get_by_role("dialog", name="Toetsen")).to_be_visible()


def test_help_opens_and_closes_where_you_are(desk):
    desk.goto("/werk/")
    help_ = desk.locator(".kl-help > summary")
    help_.focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("heading", name="Wat nu om jou vraagt").wait_for()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("heading", name="Wat nu om jou vraagt")).to_be_hidden()
    expect(help_).to_be_focused()


def test_the_line_is_filtered_by_keyboard(desk):
    """The chip keeps the focus, the address is the view, the change is said, and back brings back what was."""
    desk.goto("/werk/dossiers/")
    desk.locator("main a.subject").first.click()
    page_before = desk.url
    chip = desk.get_by_role("navigation", name="Filter de tijdlijn").get_by_role("link", name="Berichten")
    chip.focus()
    desk.keyboard.press("Enter")
    expect(chip).to_have_attribute("aria-current", "page")
    expect(chip).to_be_focused()
    assert desk.url.endswith("?lijn=berichten")
    expect(desk.locator("#meldt")).to_have_text("Wat er gebeurde")
    desk.reload()
    expect(chip).to_have_attribute("aria-current", "page")
    desk.go_back()
    desk.wait_for_url(page_before)


def test_without_javascript_the_same_is_there(staff):
    page = staff(JORIS, java_script_enabled=False)
    page.goto("/werk/dossiers/")
    page.locator("main a.subject").first.click()
    page.get_by_role("link", name="Wijzigingen").click()
    assert page.url.endswith("?lijn=wijzigingen#lijn")
    expect(page.get_by_role("link", name="Wijzigingen")).to_have_attribute("aria-current", "page")
    page.locator(".kl-help > summary").click()
    page.locator(".kl-help").get_by_role("link", name="Toetsen").click()
    page.locator("main").get_by_text("Volgende in de lijst").wait_for()
    expect(page.get_by_role("checkbox")).to_have_count(0)


PRESS = """() => {
  const button = document.querySelector("main form button.btn-primary");
  button.focus(); button.click();
  const said = [button.textContent, button.getAttribute("aria-disabled"), button.form.getAttribute("aria-busy")];
  button.click();
  const kept = document.activeElement === button;
  window.dispatchEvent(new PageTransitionEvent("pageshow"));
  return [said, kept, button.textContent.trim(), button.form.hasAttribute("aria-busy")];
}"""


def test_a_pressed_button_says_that_it_is_busy(desk):
    """A second press does nothing; who comes back may press again."""
    reference = (
        desk.locator("main .kl-today a.btn[href^='/werk/dossiers/']")
        .first.get_attribute("href")
        .split("/")[3]
    )
    desk.goto(f"/werk/dossiers/{reference}/contact/")
    sent = []
    desk.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    assert desk.evaluate(PRESS) == [["Bezig…", "true", "true"], True, "Leg vast", False]
    desk.locator(".kl-errors").wait_for()
    assert len(sent) == 1
