"""Walk a dossier through the pages as a colleague does; each step presses the real buttons."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

from django.urls import reverse
from django.utils import timezone

from dossiers.correspondence import delivery
from dossiers.models import Dossier

TEXT = "U vroeg ons om de douche te maken. U wachtte twee ochtenden voor niets. Dat spijt ons."
ANALYSIS = {
    "facts": "Op 14 en 27 oktober kwam er niemand.", "inconvenience": "Twee vrije ochtenden kwijt.",
    "feeling": "Niet serieus genomen.", "wish": "Het lek gemaakt.", "wish_kind": "explicit", "diagnosis": "quality",
    "expectation": "product_fails", "cause": "De afspraak stond op een ander adres.",
}  # fmt: skip


def words_of(response):
    """What a reader reads: no tags, one space."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


# pages over what others may change meanwhile
SHARED = {"analyse", "answer", "assign", "back", "close", "details", "evaluation", "introduce", "kind",
          "party_change", "promise_move", "receipt", "write"}  # fmt: skip
OPENED = re.compile(r'name="opened" value="([^"]*)"')


def opened_in(response):
    """What the form of a page opened with (dossiers/together.py); nothing when it carries no mark."""
    found = OPENED.search(response.content.decode())
    return {"opened": found[1]} if found else {}


class Walker:
    """One colleague at one dossier."""

    def __init__(self, client, dossier):
        self.client, self.dossier = client, dossier

    def url(self, name, *args):
        return reverse(name, args=[self.dossier.reference, *args])

    def get(self, name, /, *args, **query):
        return self.client.get(self.url(name, *args), query)

    def post(self, name, /, *args, **data):
        if name in SHARED and "opened" not in data:
            data |= opened_in(self.get(name, *args))
        return self.client.post(self.url(name, *args), data)

    def done(self, name, /, *args, **data):
        """Post, and it must have been accepted."""
        response = self.post(name, *args, **data)
        assert response.status_code == 302, words_of(response)
        self.dossier = Dossier.objects.get(pk=self.dossier.pk)
        return self.client.get(response.url, follow=True)

    def day(self, days):
        return str(timezone.localdate() + timedelta(days=days))

    # the seven steps

    def to_dossier(self, handler):
        deliver()
        self.done("assign", handler=handler.pk)
        self.done("introduce", text="U vertelde mij over de douche.", expected_on=self.day(14))
        deliver()

    def to_analysis(self, handler, category):
        self.to_dossier(handler)
        self.done("details", **self.details(occurred="14 en 27 oktober, thuis", category=category.pk))
        self.done("move", move="start-analyse")

    def details(self, **changes):
        page = self.get("details")
        form = page.context["form"]
        known = {name: form[name].value() for name in form.fields}
        filled = {name: "" if value is None else value for name, value in (known | changes).items()}
        return filled | opened_in(page)

    def to_solving(self, handler, category):
        self.to_analysis(handler, category)
        self.done("analyse", **ANALYSIS)
        self.done("move", move="start-oplossen")

    def to_evaluating(self, handler, category):
        self.to_solving(handler, category)
        self.redress()
        self.answer(TEXT)
        deliver()
        self.done("move", move="start-evalueren")

    def redress(self, **changes):
        offer = {"kind": "repair", "what": "Van Dam maakt uw douche", "amount": "", "due_on": self.day(8)}
        return self.done("solve", **(offer | changes))

    def answer(self, text, version=0):
        self.done("answer", text=text, show="1")
        return self.done("answer_preview", version=version + 1)


def deliver():
    return delivery.deliver_due()
