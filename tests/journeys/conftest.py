"""A running product and a real browser for the journeys."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.pages import found
from tests.parts import browser as browser_path
from tests.product import Product

PASSWORD = "welkom bij klachten"
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def product(tmp_path_factory):
    browser_path()
    with Product(tmp_path_factory.mktemp("product")) as running:
        yield running


@pytest.fixture(scope="session")
def there(product):
    """What the braces of tests/pages.py stand for; a process of its own has to look it up."""
    return found(product)


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


@pytest.fixture(scope="session")
def cookies():
    """Of who logged in before, by address."""
    return {}


@pytest.fixture
def staff(visit, cookies):
    """A colleague in a fresh browser. Who logged in before brings his cookies, as long as the product knows them.

    `anew` is for who logs out, or ends other log-ins: a log-in of his own.
    """

    def make(email, *, anew=False, **options):
        page = visit(storage_state=None if anew else cookies.get(email), **options)
        page.goto("/werk/")
        if "inloggen" in page.url:
            log_in(page, email)
            if not anew:
                cookies[email] = page.context.storage_state()
        return page

    return make


def log_in(page, email):
    """Through the log-in page."""
    page.get_by_label("Mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "inloggen" not in url)


@pytest.fixture(scope="session")
def axe_of():
    """What axe finds on a page, as short lines. A page that was looked at before has axe already."""

    def look(page, only=None):
        if page.evaluate("!window.axe"):
            page.evaluate(AXE_SCRIPT)
        wanted = {"resultTypes": ["violations"]} | ({"runOnly": [only]} if only else {})
        seen = page.evaluate("wanted => axe.run(wanted).then(found => found.violations)", wanted)
        return [f"{page.url} {v['id']}: {v['nodes'][0]['html'][:120]}" for v in seen]

    return look
