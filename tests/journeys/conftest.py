"""A running product and a real browser for the journeys."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.parts import browser as browser_path
from tests.product import Product

PASSWORD = "welkom bij klachten"
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def product(tmp_path_factory):
    browser_path()
    with Product(tmp_path_factory.mktemp("product")) as running:
        yield running


@pytest.fixture
def visit(chromium, product):
    """A fresh visitor: his own cookies. Every error in the console of his browser fails the story."""
    contexts, errors = [], []

    def make(**options):
        context = chromium.new_context(base_url=product.url, locale="nl-NL", **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda m: errors.append(m.text) if m.type == "error" and "404" not in m.text else None
        )
        page.on("pageerror", lambda e: errors.append(str(e)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def staff(visit):
    """A colleague who logs in through the log-in page."""

    def make(email, **options):
        page = visit(**options)
        page.goto("/werk/")
        page.get_by_label("Mailadres").fill(email)
        page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(lambda url: "inloggen" not in url)
        return page

    return make


@pytest.fixture(scope="session")
def axe_of():
    """What axe finds on a page, as short lines."""
    axe = Axe()

    def look(page, only=None):
        rules = {"runOnly": [only]} if only else {}
        found = axe.run(page, options={"resultTypes": ["violations"], **rules}).response["violations"]
        return [f"{page.url} {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]

    return look
