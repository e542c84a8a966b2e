"""The public side for who has no script, a page at 400 %, or a slow line; and logging in without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_customer import STORY, file_complaint
from tests.organisation.codes import code_of

JORIS, WINSTON, FATMA = (f"{name}@woonstede.example" for name in ("joris", "winston", "fatma"))
AT_400 = {"viewport": {"width": 320, "height": 200}, "device_scale_factor": 4}  # 1280 px, four times as large
OPEN_PAGES = ("/", "/en/", "/procedure/", "/privacy/", "/toegankelijkheid/", "/volg/een-link-die-niet-werkt/")
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}  # ms, bytes/s

# what falls outside the page, or is cut off in its own box, and should have been read
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((e) => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  if (!box.width || !box.height || e.closest(".visually-hidden, .kl-skip, .kl-away, svg")) return false;
  const cut = style.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1;
  return box.left < -1 || box.right > innerWidth + 1 || cut;
}).map((e) => e.outerHTML.slice(0, 120))"""

PAINTED_WITHOUT_FONTS = """() => document.fonts.status === "loading"
  && performance.getEntriesByName("first-contentful-paint").length > 0"""
PRESS_TWICE = """async (button) => {
  button.click(); button.click();
  await new Promise(requestAnimationFrame);
  return button.innerText;
}"""


def stays_inside(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CUT_OFF) == []


def test_a_phone_at_200_percent_goes_not_sideways(visit):
    """360 px, twice as large: also the name of who helps stays inside."""
    page = visit(viewport={"width": 180, "height": 320}, device_scale_factor=2)
    page.goto("/")
    stays_inside(page)
    file_complaint(page, "twee@keer.example")
    stays_inside(page)
    page.get_by_role("link", name="Volg uw klacht").first.click()
    page.wait_for_url("**/volg/**")
    stays_inside(page)


def test_without_a_script_no_button_wipes_what_was_typed(visit):
    page = visit(java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("button", name="Donker")).to_be_hidden()
    expect(page.get_by_role("link", name="English")).to_be_hidden()
    expect(page.get_by_role("button", name="Continue in English")).to_be_visible()
    page.goto("/procedure/")
    expect(page.get_by_role("button", name="Donker")).to_be_visible()


def test_at_400_percent_nothing_goes_sideways_or_is_hidden(visit):
    page = visit(**AT_400)
    for address in OPEN_PAGES:
        page.goto(address)
        stays_inside(page)
    page.goto("/")
    page.get_by_role("button", name="Verstuur mijn klacht").click()
    page.locator(".kl-errors").wait_for()
    stays_inside(page)
    file_complaint(page, "vier@keer.example")
    stays_inside(page)
    page.get_by_role("link", name="Volg uw klacht").click()
    page.wait_for_url("**/volg/**")
    stays_inside(page)
    expect(page.get_by_role("button", name="Stuur bericht")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_another_language_half_way_loses_no_word(visit, script):
    """At the top with a script, under the form without one."""
    page = visit(java_script_enabled=script)
    page.goto("/")
    page.fill("#id_story", STORY)
    page.get_by_label("Ik ben boos").check()
    road = page.get_by_role("link", name="English") if script else page.get_by_text("Continue in English")
    road.click()
    page.wait_for_url("**/en/")
    expect(page.locator("#id_story")).to_have_value(STORY)
    expect(page.get_by_label("I am angry")).to_be_checked()


def test_light_and_dark_half_way_loses_no_word(visit):
    page = visit()
    page.goto("/")
    page.fill("#id_story", STORY)
    with page.expect_response("**/weergave/"):
        page.get_by_role("button", name="Donker").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Donker")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#id_story")).to_have_value(STORY)
    page.goto("/privacy/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_without_a_script_a_mistake_and_a_message_and_light_and_dark(visit):
    page = visit(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto("/procedure/")  # beside a form that would wipe what was typed, so there it is not offered
    page.get_by_role("button", name="Donker").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.fill("#id_story", STORY)
    page.get_by_role("button", name="Verstuur mijn klacht").click()
    page.locator(".kl-errors a").first.click()
    expect(page.locator("#id_email")).to_be_in_viewport()
    expect(page.locator("#id_story")).to_have_value(STORY)
    page.fill("#id_phone", "06 12345678")
    page.get_by_role("button", name="Verstuur mijn klacht").click()
    page.get_by_role("link", name="Volg uw klacht").click()
    page.fill("#id_text", "Morgen ben ik er niet.")
    page.get_by_role("button", name="Stuur bericht").click()
    expect(page.locator(".kl-talk")).to_contain_text("Morgen ben ik er niet.")


def test_logging_in_and_out_without_a_script(staff):
    page = staff(JORIS, anew=True, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("Joris|Vandaag"))
    page.locator(".kl-user > summary").click()
    page.get_by_role("button", name="Log uit").click()
    page.goto("/werk/")
    expect(page.get_by_label("Wachtwoord", exact=True)).to_be_visible()


def test_trying_the_mail_without_a_script(staff):
    """No page that looks again by itself: a link does it."""
    page = staff(WINSTON, java_script_enabled=False)
    page.goto("/instellingen/mail/")
    page.get_by_role("button", name="Stuur mij een proefmail").click()
    told = page.locator("#uitslag")
    expect(told).to_contain_text(WINSTON)
    for _ in range(60):
        if "nam hem aan" in told.inner_text():
            break
        page.get_by_role("link", name="Kijk opnieuw").click()
    expect(told).to_contain_text("De mailserver nam hem aan.")
    expect(page.get_by_role("link", name="Kijk opnieuw")).to_have_count(0)
    stays_inside(page)


def test_my_account_without_a_script(staff, visit):
    """A code of the phone from the key as text, the emergency codes, out everywhere, off again."""
    elsewhere, page = staff(FATMA, anew=True), staff(FATMA, anew=True, java_script_enabled=False)
    page.goto("/account/")
    page.get_by_role("link", name="Stel inloggen met een code in").click()
    page.locator("summary", has_text="Scannen lukt niet").click()
    secret = page.locator(".kl-copyref code").inner_text().replace(" ", "")
    page.locator("input[name=code]").fill(code_of(secret))
    page.get_by_role("button", name="Zet de code aan").click()
    expect(page.locator(".kl-codes li")).to_have_count(10)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.locator("main")).to_contain_text("Je hebt nog 10 noodcodes")
    page.get_by_role("button", name="Log overal uit").click()
    expect(page.locator("main")).to_contain_text("behalve hier")
    elsewhere.goto("/werk/")
    expect(elsewhere.get_by_label("Wachtwoord", exact=True)).to_be_visible()
    page.get_by_role("link", name="Zet de code uit").click()
    page.locator("main form button.btn-primary").click()
    expect(page.get_by_role("link", name="Stel inloggen met een code in")).to_be_visible()


def test_on_a_slow_line_the_form_works_before_the_letters_are_there(visit):
    """Fonts never arrive here; a double press says "Bezig…" and files one complaint."""
    page = visit(viewport={"width": 360, "height": 740})
    page.route("**/*.woff2", lambda route: None)  # on its way for ever
    line = page.context.new_cdp_session(page)
    line.send("Network.emulateNetworkConditions", SLOW)
    page.goto("/", wait_until="commit", timeout=60_000)
    page.wait_for_function(PAINTED_WITHOUT_FONTS, timeout=60_000)
    page.fill("#id_story", STORY)
    page.fill("#id_phone", "06 12345678")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    button = page.locator("main form button.btn-primary")
    page.wait_for_load_state("domcontentloaded", timeout=60_000)
    assert button.evaluate(PRESS_TWICE) == "Bezig…"
    page.wait_for_url("**/ontvangen/**", wait_until="commit", timeout=60_000)
    assert len(sent) == 1


def test_a_file_that_is_too_big_is_told_before_it_is_sent(visit, tmp_path):
    page = visit()
    page.goto("/")
    (big := tmp_path / "foto.jpg").write_bytes(b"x" * 11_000_000)
    page.set_input_files("#id_files", big)
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Eén bestand mag 10 MB zijn")
    (small := tmp_path / "klein.jpg").write_bytes(b"x")
    page.set_input_files("#id_files", small)
    expect(told).to_have_count(0)
