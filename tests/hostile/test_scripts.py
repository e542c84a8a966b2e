"""A10: three hundred strings that want to run, in every text of the product; a real browser runs none of them.

The full walk: SCRIPTS_DOSSIERS=60 python3 manage.py test tests/hostile/test_scripts.py -s
"""

import json
import os

import pytest

from tests.hostile.scripts import STRINGS
from tests.journeys.conftest import PASSWORD
from tests.product import Product

pytestmark = pytest.mark.browser
DOSSIERS = int(os.environ.get("SCRIPTS_DOSSIERS", 1))
LISTENS = """
window.harm = [];
window.kanarie = () => window.harm.push("ran: " + location.pathname);
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.kanarie();
document.addEventListener("securitypolicyviolation", e => window.harm.push("csp: " + e.violatedDirective + " " + e.sample));
"""
LOOK = """() => [...(window.harm || []), ...[...document.querySelectorAll("[data-kanarie], [onerror], [onload], [onfocus], base")]
    .map(e => "in the page: " + e.outerHTML.slice(0, 80))]"""
SETUP = """
import json
from django.utils import timezone
from dossiers import links
from dossiers.casework import writing
from dossiers.models import Category, Dossier, Message, Team, User
from tests.hostile import scripts

count = scripts.fill()
at = timezone.now()
joris = User.objects.get(email="joris@woonstede.example")
mine = list(Dossier.objects.filter(handler=joris, closed_at=None, complainant__is_anonymous=False).order_by("-step"))[:{dossiers}]
for number, dossier in enumerate(mine):
    writing.write(dossier, "\\n\\n".join(scripts.STRINGS[number::{dossiers}]), by=joris, at=at)
closed = list(Dossier.objects.exclude(closed_at=None)[:{dossiers}])
post = Message.objects.filter(dossier__in=mine).order_by("-pk").values_list("pk", flat=True)[: 4 * {dossiers}]
print(json.dumps({{
    "count": count, "dossiers": [d.reference for d in [*mine, *closed]], "post": list(post),
    "secrets": [links.secret_of(d, at=at) for d in [*mine, *closed]],
    "settings": [f"mensen/{{u.pk}}/" for u in User.objects.all()[:3]] + [f"teams/{{t.pk}}/" for t in Team.objects.all()[:2]]
    + [f"onderwerpen/{{c.pk}}/" for c in Category.objects.all()[:2]],
}}))
"""
STAFF = [
    "",
    "dossiers/",
    "dossiers/?weergave=gesloten",
    "post/",
    "registreren/",
    "dossiers/?q=%3Cscript%3Ekanarie()%3C/script%3E",
]
PARTS = ["", "gegevens/", "contact/", "betrokkene/", "belofte/", "schrijven/", "sluiten/", "analyse/", "oplossing/", "antwoord/",
         "evaluatie/", "toewijzen/"]  # fmt: skip
SETTINGS = ["", "mensen/", "teams/", "onderwerpen/"]


def public_of(known):
    pages = ["/", "/en/", "/procedure/", "/en/privacy/", "/volg/%3Cscript%3Ekanarie()%3C/"]
    return pages + [f"/volg/{secret}/{part}" for secret in known["secrets"] for part in ("", "evaluatie/")]


def staff_of(known):
    pages = [f"/werk/{part}" for part in STAFF]
    pages += [f"/werk/dossiers/{d}/{part}" for d in known["dossiers"] for part in PARTS]
    return pages + [f"/werk/post/{pk}/{part}" for pk in known["post"] for part in ("", "opmaak/")]


class Browser:
    """Visits pages and collects what ran, what the policy had to stop, and what stands in the page as an element."""

    def __init__(self, chromium, url):
        self.browser, self.url, self.harm, self.pages = chromium, url, [], 0

    def visit(self, addresses, email=None):
        context = self.browser.new_context(base_url=self.url, locale="nl-NL")
        context.add_init_script(LISTENS)
        page = context.new_page()
        page.on("dialog", lambda d: (self.harm.append("dialog"), d.dismiss()))
        page.on("pageerror", lambda e: self.harm.append(f"{page.url} {e}"))
        page.on(
            "console",
            lambda m: self.harm.append(f"{page.url} {m.text}") if "Content Security" in m.text else None,
        )
        if email:
            self._log_in(page, email)
        for address in addresses:
            self._look(page, address)
        context.close()

    def _log_in(self, page, email):
        page.goto("/werk/")
        page.get_by_label("Mailadres").fill(email)
        page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(lambda address: "inloggen" not in address)

    def _look(self, page, address):
        answer = page.goto(address)
        assert answer.status < 500, address
        self.pages += 1
        for frame in page.frames:
            self.harm += [f"{address} {found}" for found in frame.evaluate(LOOK)]

    def types(self, address, selector="form.kl-sheet button.btn-primary"):
        """What was typed comes back with the errors, and that is a page too."""
        context = self.browser.new_context(base_url=self.url)
        context.add_init_script(LISTENS)
        page = context.new_page()
        page.goto(address)
        for number, box in enumerate(
            page.locator("form.kl-sheet input[type=text], form.kl-sheet textarea").all()
        ):
            if box.is_visible():
                box.fill("".join(STRINGS[number::20]).replace("\\n", " ")[:140])
        page.fill("#id_email", '"><script>kanarie()</script>')
        page.locator(selector).first.click()
        page.locator(".kl-errors").wait_for()
        self.harm += [f"{address} {found}" for found in page.evaluate(LOOK)]
        context.close()


def test_a10_nothing_runs(tmp_path, chromium):
    assert len(STRINGS) == 300
    with Product(tmp_path, worker=0, guard=0) as product:
        admin = product.script("from dossiers.models import User\n"
                               "print(next(u.email for u in User.objects.all() if 'beheerder' in u.roles))").split()[-1]  # fmt: skip
        known = json.loads(product.script(SETUP.format(dossiers=DOSSIERS)).splitlines()[-1])
        browser = Browser(chromium, product.url)
        browser.visit(public_of(known))
        browser.types("/")
        browser.visit(staff_of(known), "joris@woonstede.example")
        browser.visit([f"/instellingen/{part}" for part in SETTINGS + known["settings"]], admin)
    print(f"{known['count']} texts, {browser.pages} pages, {len(browser.harm)} harmed")
    assert not browser.harm[:20]
    assert browser.pages > 40


def test_a10_the_proof_would_notice(tmp_path, chromium):
    """The same eyes, on a page that lets everything in."""
    (page := tmp_path / "bad.html").write_text("".join(f"<p>{s}</p>" for s in STRINGS[:12]))
    context = chromium.new_context()
    context.add_init_script(LISTENS)
    seen = context.new_page()
    seen.goto(page.as_uri())
    assert seen.evaluate(LOOK)
    context.close()
