"""F17: eight people edit one dossier at once, through the real pages; nothing that was "saved" is lost.

Each remembers what he saw in a field and what he wrote over it. Nothing was lost when these are one chain for each field:
nobody wrote over a text that somebody else had already replaced.
"""

from __future__ import annotations

import html
import random
import re
import threading
from collections import Counter
from dataclasses import dataclass, field

from tests.faults import oracle
from tests.faults.forms import fields_of
from tests.faults.rows import row
from tests.faults.visitors import Browser, address_of

PEOPLE, PASSWORD = 8, "een lange proefzin 26"
PAGES = {
    "analyse": ("facts", "inconvenience", "feeling", "wish", "cause"),
    "gegevens": ("subject", "occurred", "organisation"),
}
NOW = """
SELECT a.facts, a.inconvenience, a.feeling, a.wish, a.cause, d.subject, d.occurred, c.organisation
FROM dossiers_dossier d JOIN dossiers_complainant c ON c.dossier_id = d.id JOIN dossiers_analysis a ON a.dossier_id = d.id
WHERE d.reference = '{}'"""
LINES = """
SELECT e.kind, count(*) FROM dossiers_event e JOIN dossiers_dossier d ON d.id = e.dossier_id
WHERE d.reference = '{}' GROUP BY e.kind"""
SEED = f"""
from django.utils import timezone
from dossiers.intake.actions import Report, register
from dossiers.models import Analysis, Organisation, User
team = Organisation.current().intake_team
for n in range({PEOPLE}):
    user = User.objects.create_user(f"proef{{n}}@proef.example", "{PASSWORD}", name=f"Proef {{n}} Persoon", roles=["behandelaar"])
    user.teams.add(team)
told = Report(subject="begin", story="Het licht is uit.", form=[], carrier="telefoon", received_at=timezone.now(),
    complainant={{"name": "Ria", "organisation": "begin", "phone": "0612345678"}}, facts={{"occurred": "begin"}})
dossier = register(told, by=user, team=team, at=timezone.now())
Analysis.objects.create(dossier=dossier, **dict.fromkeys({PAGES["analyse"]}, "begin"))
print(dossier.reference)
"""
BOTH = re.compile(r'<div class="kl-voice">(.*?)</div>', re.S)


@dataclass
class Person:
    """One colleague: what he saw and wrote in which field, and every answer that he got."""

    number: int
    url: str
    reference: str
    saves: list[tuple[str, str, str]] = field(default_factory=list)  # field, seen, written
    answers: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.browser, self.chance = Browser(self.url, address_of(self.number)), random.Random(self.number)
        page = self.browser.get("/account/inloggen/")[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        entry = {
            "login": f"proef{self.number}@proef.example",
            "password": PASSWORD,
            "csrfmiddlewaretoken": token,
        }
        _, page, where = self.browser.get("/account/inloggen/", entry)
        assert "inloggen" not in where, page

    def edit(self, count: int) -> None:
        for n in range(count):
            name, fields = self.chance.choice(list(PAGES.items()))
            self.edit_one(
                f"/werk/dossiers/{self.reference}/{name}/", self.chance.choice(fields), f"p{self.number}n{n}"
            )

    def edit_one(self, address: str, name: str, text: str) -> None:
        """Open, type, save; told of a clash, save on purpose: that one replaces what he has seen."""
        shown = fields_of(self.ask(address)[1])
        seen, status = shown[name], 409
        while status == 409:
            status, page, where = self.ask(address, shown | {name: text})
            if status == 409:
                self.has_both(page, text)
                seen, shown = self.theirs(page), fields_of(page)
        if (status == 200 and where.rstrip("/") != self.url + address.rstrip("/")) or "Bewaard." in page:
            self.saves.append((name, seen, text))
        else:
            self.wrong.append(f"{status} {where}: {page[:3000]}")

    def ask(self, address: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        answer = self.browser.get(address, fields)
        self.answers[answer[0]] += 1
        if answer[0] not in (200, 409):
            self.wrong.append(f"{answer[0]}: {answer[1][:2000]}")
        return answer

    def has_both(self, page: str, text: str) -> None:
        told = html.unescape(page)
        if not re.search(r"Proef \d Persoon veranderde “[^”]+”.* om \d\d\.\d\d uur\. Hieronder staan", told):
            self.wrong.append("a clash that does not say who changed what")
        if text not in BOTH.findall(told):
            self.wrong.append("a clash without the text that was typed")

    def theirs(self, page: str) -> str:
        return html.unescape(BOTH.findall(page)[0])


def chain(saves: list[tuple[str, str]]) -> list[str]:
    """The texts of one field in the order in which they replaced each other; fails where one was overwritten unseen."""
    after: dict[str, str] = {}
    for seen, written in saves:
        assert seen not in after, f"{after.get(seen)} was overwritten by {written}: both had seen {seen}"
        after[seen] = written
    order = ["begin"]
    while order[-1] in after:
        order.append(after[order[-1]])
    assert len(order) == len(saves) + 1, "somebody replaced a text that never stood there"
    return order


@row(
    "F17",
    "eight people edit one dossier at once: no lost update, each clash says who changed what",
    size=1000,
    ci={"size": 96},
)
def two_at_once(rig):
    with rig.product(worker=0, guard=0) as product:
        reference = product.script(SEED).split()[-1]
        people = [Person(n, product.url, reference) for n in range(PEOPLE)]
        threads = [threading.Thread(target=p.edit, args=(rig.size // PEOPLE,)) for p in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        now = oracle.query(product.env["DATABASE_URL"], NOW.format(reference))[0]
        lines = dict(oracle.query(product.env["DATABASE_URL"], LINES.format(reference)))
        log = (product.folder / "web.log").read_text()
    return judged(
        rig, people, dict(zip([n for names in PAGES.values() for n in names], now, strict=True)), lines, log
    )


def judged(rig, people, now, lines, log):
    saves = [save for person in people for save in person.saves]
    answers = sum((person.answers for person in people), Counter())
    assert not [w for person in people for w in person.wrong]
    assert len(saves) == rig.size // PEOPLE * PEOPLE, "a thread stopped"
    for name, stands in now.items():
        assert chain([(seen, text) for field_, seen, text in saves if field_ == name])[-1] == stands
    assert lines["analysed"] + lines["details_changed"] == len(saves), "each save has its line"
    assert "database is locked" not in log
    assert "Traceback" not in log
    return f"{len(saves)} edits saved, {answers[409]} clashes told with both texts, 0 lost, 0 errors, answers {dict(answers)}"
