"""Who typed and leaves is asked first; who sends, or typed nothing, never is."""

import re

import pytest
from playwright.sync_api import expect

JORIS = "joris@woonstede.example"
WORDS = "Mevrouw belde: de kelder staat weer blank."


@pytest.fixture
def desk(staff):
    """A colleague on a dossier of his own, and what the browser asked him; he stays."""
    page = staff(JORIS)
    page.asked = []
    page.on("dialog", lambda dialog: (page.asked.append(dialog.type), dialog.dismiss()))
    page.goto("/werk/dossiers/?fase=alles")
    page.locator("main a.subject").first.click()
    page.home = page.url.partition("?")[0]
    return page


@pytest.mark.parametrize("place", ["contact/", "schrijven/", "analyse/"])
def test_typed_words_are_asked_about_before_they_are_lost(desk, place):
    desk.goto(f"{desk.home}{place}")
    desk.locator("main form[method=post] textarea").first.fill(WORDS)
    with desk.expect_event("dialog"):
        desk.locator(".kl-crumb a").click(no_wait_after=True)
    assert desk.asked == ["beforeunload"]
    expect(desk.locator("main form[method=post] textarea").first).to_have_value(WORDS)


def test_what_came_back_with_a_remark_is_not_kept_yet(desk):
    desk.goto(f"{desk.home}contact/")
    desk.get_by_label("Wat is er gezegd").fill(WORDS)
    desk.get_by_role("button", name="Leg vast").click()  # the kind was not chosen
    expect(desk).to_have_title(re.compile("^Fout:"))
    assert not desk.asked
    with desk.expect_event("dialog"):
        desk.get_by_role("link", name="Terug naar het dossier").click(no_wait_after=True)
    assert desk.asked == ["beforeunload"]


def test_who_sends_or_calls_or_typed_nothing_is_asked_nothing(desk):
    desk.goto(f"{desk.home}contact/")
    desk.get_by_role("link", name="Terug naar het dossier").click()
    desk.wait_for_url(f"{desk.home}*")
    desk.goto(f"{desk.home}contact/")
    desk.get_by_label("Notitie").check()
    desk.get_by_label("Wat is er gezegd").fill(WORDS)
    desk.get_by_role("button", name="Leg vast").click()
    desk.get_by_text("Het staat in het dossier.").wait_for()
    assert not desk.asked
