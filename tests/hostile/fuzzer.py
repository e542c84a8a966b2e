"""Requests that no browser of ours would make, by the hundred a second, each one repeatable from the seed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from tests.hostile import strings
from tests.hostile.pages import Field, Form, query_of, read

METHODS = ["put", "delete", "patch", "head", "options", "trace", "get", "post"]
GOOD = {"email": "melder@proef.example", "tel": "0612345678", "number": "5", "time": "09:30"}
KEPT = 4  # pages remembered per address and reader


@dataclass
class Try:
    """One request, in the words of Django's test client."""

    who: str
    method: str
    address: str
    headers: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = strings.ENCODED

    def __str__(self) -> str:
        return (
            f"{self.who} {self.method} {self.address[:200]} {self.headers} {self.cookies} {self.body[:400]!r}"
        )


class Fuzzer:
    def __init__(
        self, seed: int, clients: dict[str, Any], addresses: list, values: dict, files: list
    ) -> None:
        self.chance = random.Random(seed)
        self.clients, self.values, self.files = clients, values, files
        self.addresses = sorted(addresses)
        self.forms: dict[tuple[str, str], list[Form]] = {}
        # address → the words of its query, each with values that were seen
        self.queries: dict[str, dict[str, set[str]]] = {
            "/werk/dossiers/": {"na": set(), "voor": set(), "q": set()}
        }
        self.seen: Counter = Counter()

    # --- choosing

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def nasty(self) -> str:
        text = self.chance.choice(strings.ALL)
        return text + self.chance.choice(strings.ALL) if self.often(0.1) else text

    def make(self) -> Try:
        who = self.chance.choice(sorted(self.clients))
        known = [place for place in sorted(self.forms) if place[0] == who]
        if known and self.often(0.55):
            made = self._filled(who, self.chance.choice(self.forms[self.chance.choice(known)]))
        else:
            made = self._visit(who)
        return self._spoiled(made)

    def _visit(self, who: str) -> Try:
        _name, template, words = self.chance.choice(self.addresses)
        address = template % {word: self._word(word) for word in words}
        method = "get" if self.often(0.85) else self.chance.choice(METHODS)
        return Try(who, method, self._with_query(address))

    def _word(self, word: str) -> str:
        """Mostly a row that is there; a number that is none would not even reach a view."""
        if self.values[word] and self.often(0.8):
            return str(self.chance.choice(self.values[word]))
        nasty = self.chance.choice(strings.NUMBERS) if word in ("pk", "document") else self.nasty()
        return strings.quoted(nasty, plus=False)[:2000]

    def _with_query(self, address: str) -> str:
        if not self.often(0.4):
            return address
        known = self.queries.get(address) or {"page": set(), "next": set(), "q": set(), "terug": set()}
        pairs = [self._part(known) for _ in range(self.chance.randrange(1, 5))]
        return f"{address}?{strings.encoded(pairs)}"[:4000]

    def _part(self, known: dict[str, set[str]]) -> tuple[str, str]:
        name = self.chance.choice([*sorted(known), self.nasty()])
        seen = sorted(known.get(name, ()))
        return name, self.chance.choice(seen) if seen and self.often(0.5) else self.nasty()

    # --- filling in a form of a page

    def _filled(self, who: str, form: Form) -> Try:
        pairs = [pair for f in form.fields for pair in self._pairs(f)]
        if form.method == "get":
            return Try(who, "get", f"{urlsplit(form.action).path}?{strings.encoded(pairs)}"[:4000])
        if self.often(0.25) and self.files:
            return self._with_files(who, form, pairs)
        return Try(who, "post", form.action, body=strings.encoded(pairs).encode())

    def _pairs(self, f: Field) -> list[tuple[str, str]]:
        """Four in five as a person would fill it in, so that the request gets past the form."""
        if not self.often(0.2):
            value = self._good(f)
            return [] if value is None else [(f.name, value)]
        way = self.chance.choice(["nasty", "nasty", "nasty", "away", "twice", "array", "empty"])
        return {
            "nasty": [(f.name, self.nasty())],
            "away": [],
            "twice": [(f.name, self.nasty()), (f.name, self._good(f) or "")],
            "array": [(f"{f.name}[]", self.nasty()), (f"{f.name}[0][x]", "1"), (self.nasty(), "1")],
            "empty": [(f.name, "")],
        }[way]

    def _good(self, f: Field) -> str | None:
        if f.kind in ("checkbox", "radio", "button", "submit"):
            return f.value if self.often(0.5) else None
        if f.kind == "select":
            return self.chance.choice(f.options or [""])
        if f.kind == "date":
            return f.value or str(timezone.localdate() + timedelta(days=self.chance.randrange(1, 30)))
        return f.value or GOOD.get(f.kind, "Er kwam twee keer niemand.")

    def _with_files(self, who: str, form: Form, pairs: list[tuple[str, str]]) -> Try:
        data: dict[str, Any] = {}
        for name, value in pairs:
            clean = value.encode("utf-8", "replace").decode()
            data.setdefault(name.encode("ascii", "replace").decode(), []).append(clean)
        wanted = [f.name for f in form.fields if f.kind == "file"] or ["files"]
        for name in wanted:
            chosen = self.chance.sample(self.files, self.chance.randrange(1, 3))
            data[name] = [SimpleUploadedFile(file[:90], content) for file, content in chosen]
        return Try(
            who, "post", form.action, body=encode_multipart(BOUNDARY, data), content_type=MULTIPART_CONTENT
        )

    # --- what may be wrong around it

    def _spoiled(self, made: Try) -> Try:
        for table, share, into in (
            (strings.HEADERS, 0.25, made.headers),
            (strings.COOKIES, 0.08, made.cookies),
        ):
            if self.often(share):
                name = self.chance.choice(sorted(table))
                into[name] = self.chance.choice(table[name])
        if made.method == "post" and self.often(0.06):
            made.content_type, change = self.chance.choice(strings.SHAPES)
            made.body = change(made.body)
        return made

    # --- going

    def go(self, made: Try) -> tuple[int, Any]:
        """The status, and the traceback where there was one; what the request changed is taken back now and then."""
        client = self.clients[made.who]
        before = client.cookies.output()
        kept = {k: m.value for k, m in client.cookies.items()}
        for name, value in made.cookies.items():
            client.cookies[name] = value
        with transaction.atomic():
            response = client.generic(
                made.method.upper(), made.address, made.body, made.content_type, **made.headers
            )
            content = response.getvalue() if response.streaming else response.content
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if made.cookies or before != client.cookies.output():
            client.cookies.clear()
            for name, value in kept.items():
                client.cookies[name] = value
        self._learn(made, response, content)
        return response.status_code, getattr(response, "exc_info", None)

    def _learn(self, made: Try, response: Any, content: bytes) -> None:
        found = getattr(response.wsgi_request, "resolver_match", None)
        name = found.view_name if found else "-"
        self.seen[name, made.method, response.status_code] += 1
        kind = response.get("Content-Type", "")
        if (
            response.status_code != 200
            or "html" not in kind
            or self.seen[name, made.who, "read"] >= KEPT * 10
        ):
            return
        self.seen[name, made.who, "read"] += 1
        page = read(made.address, content.decode())
        if page.forms:
            self.forms.setdefault((made.who, name), []).extend(page.forms)
            del self.forms[made.who, name][: -KEPT * 3]
        for link in page.links:
            for word, value in query_of(link):
                self.queries.setdefault(urlsplit(link).path, {}).setdefault(word, set()).add(value)
