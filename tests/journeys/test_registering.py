"""Registreren in a browser: somebody we know with one press, what is typed is kept, one call to the dossier it is about."""

from playwright.sync_api import expect

from tests.journeys.test_staff import JORIS

EVERY = 5_000  # ms, as static/js/register.js keeps what is typed


def test_a_known_caller_is_taken_over_by_keyboard_and_the_text_is_kept(staff, axe_of):
    page = staff(JORIS, viewport={"width": 360, "height": 740})
    page.goto("/werk/registreren/")
    page.fill("#id_story", "De douche lekt nog steeds, zegt mevrouw.")
    page.locator("#id_name").press_sequentially("verhoev")
    button = page.get_by_role("button", name="Neem over")
    expect(button).to_be_visible()
    expect(page.locator("#meldt")).to_contain_text("gevonden")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#meldt")).to_contain_text("Overgenomen: Ria Verhoeven")
    assert page.input_value("#id_name") == "Ria Verhoeven"
    email = page.input_value("#id_email")
    assert "@" in email
    assert not axe_of(page)
    expect(page.locator("#concept")).to_contain_text("Bewaard om")
    page.goto("/werk/registreren/")
    page.get_by_role("link", name="Ga verder").first.click()
    assert page.input_value("#id_story") == "De douche lekt nog steeds, zegt mevrouw."
    assert page.input_value("#id_email") == email
    page.get_by_role("button", name="Zet dit gesprek erbij").first.click()
    assert "/contact/" in page.url
    assert page.input_value("#id_text").startswith("De douche lekt nog steeds, zegt mevrouw.")


def test_without_a_connection_it_says_that_nothing_is_kept_yet(staff):
    page = staff(JORIS)
    page.clock.install()  # the hands of the browser's own clock: five seconds go by when we say so
    page.goto("/werk/registreren/")
    page.route("**/bewaar/", lambda route: route.fulfill(status=200, body="<p>Log in</p>"))
    page.fill("#id_story", "Nog niet bewaard.")
    page.clock.run_for(EVERY)
    expect(page.locator("#concept")).to_contain_text("Wat je typte, staat er nog.")
    page.unroute("**/bewaar/")
    page.clock.run_for(EVERY)
    expect(page.locator("#concept")).to_contain_text("Bewaard om")
