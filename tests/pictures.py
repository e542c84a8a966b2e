"""A picture of every page, wide and narrow, light and dark, from fresh demo data:

.venv/bin/python -m tests.pictures FOLDER [name …]

With --small those of docs/screens: the pages that say most, half as large.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from klachten import environment

environment.test_environment()  # before anything of the product is imported

from tests import demo_copy  # noqa: E402
from tests.pages import found, pages  # noqa: E402
from tests.parts import FLAGS, browser  # noqa: E402
from tests.product import Product  # noqa: E402

LOOKS = {
    False: list(itertools.product((1280, 360), ("light", "dark"))),
    True: [(1280, "light"), (360, "dark")],
}
SHOWN = (
    "indienen", "ontvangen", "volgen", "evalueren", "inloggen", "vandaag", "werkvoorraad", "zoeken", "registreren", "dossier",
    "ontleden", "oplossen", "antwoorden", "post", "bericht", "handboek", "hoofdstuk", "huisstijl",
)  # fmt: skip
TALLEST = 1800  # pixels of a page that a small picture shows
PASSWORD = "welkom bij klachten"


def log_in(context, url, who):
    if not who:
        return
    page = context.new_page()
    page.goto(f"{url}/account/inloggen/")
    page.get_by_label("Mailadres").fill(who)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "inloggen" not in url)
    page.close()


def take(chromium, product, wanted, folder, *, small):
    """One context per person and look, so that each logs in once."""
    for width, scheme in LOOKS[small]:
        look = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
        for who, group in itertools.groupby(wanted, key=lambda page: page.who):
            context = chromium.new_context(**look, device_scale_factor=0.5 if small else 1)
            log_in(context, product.url, who)
            page = context.new_page()
            for name, address, _who in group:
                page.goto(product.url + address)
                keep(page, folder / f"{name}-{width}-{scheme}", small)
            context.close()


def keep(page, name, small):
    """The whole page, or the top of it as a light JPEG."""
    if not small:
        page.screenshot(path=f"{name}.png", full_page=True)
        return
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    part = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    page.screenshot(path=f"{name}.jpg", type="jpeg", quality=75, full_page=True, clip=part)


def main(folder, *names):
    small = "--small" in names
    names = SHOWN if small else names
    Path(folder).mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as work,
        Product(Path(work)) as product,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        wanted = [page for page in pages(found(product)) if not names or page.name in names]
        take(chromium, product, wanted, Path(folder), small=small)
        chromium.close()
    print(f"{len(wanted) * len(LOOKS[small])} pictures in {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:])
    demo_copy.clear()
