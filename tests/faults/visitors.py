"""Visitors who file through the real form, many at once, and remember what they saw."""

from __future__ import annotations

import html
import itertools
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

from tests.faults.oracle import DOMAIN

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
REFERENCE = re.compile(r'<span class="ref">([^<]+)</span>')
PATIENCE = 100  # presses of the same button: half a minute, for a database that starts on a busy machine


@dataclass
class Visit:
    """What one visitor saw. `seconds` per press, `troubles` every page that was no answer."""

    number: int
    reference: str = ""  # what the receipt said; "" when he never saw one
    seconds: list[float] = field(default_factory=list)
    troubles: list[tuple[int, str]] = field(default_factory=list)

    @property
    def email(self) -> str:
        return f"bezoeker{self.number}{DOMAIN}"


class Browser:
    """Keeps cookies, follows redirects and reads error pages, as a browser does."""

    def __init__(self, url: str, address: str) -> None:
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.opener.addheaders = [("X-Forwarded-For", address), ("Referer", url + "/")]

    def get(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, page and the address that it stands at; with fields it is a POST."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        address = urllib.parse.urljoin(self.url, path)
        try:
            with self.opener.open(address, data, timeout=120) as page:
                return page.status, page.read().decode(), page.url
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(errors="replace"), error.url


def hidden_of(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


def address_of(number: int) -> str:
    """Every visitor has a network address of his own, so that no cap comes near (TRUSTED_PROXIES)."""
    return f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"


def file_one(url: str, visit: Visit) -> None:
    """Open the form, fill it in, press; on a page that says so, press again."""
    browser = Browser(url, address_of(visit.number))
    status, page, where = _patiently(browser, visit, "/")
    fields = {**hidden_of(page), "story": f"Storm {visit.number}: het licht is uit.", "email": visit.email}
    for _ in range(PATIENCE):
        started = time.monotonic()
        status, page, where = browser.get(where, fields)
        visit.seconds.append(time.monotonic() - started)
        if status == 200:
            break
        visit.troubles.append((status, page))
        time.sleep(0.3)
        fields = hidden_of(page) or None  # the page of trouble keeps what was typed
    if found := REFERENCE.search(page):
        visit.reference = found[1]


def _patiently(browser: Browser, visit: Visit, path: str) -> tuple[int, str, str]:
    for _ in range(PATIENCE):
        status, page, where = browser.get(path)
        if status == 200:
            break
        visit.troubles.append((status, page))
        time.sleep(0.3)
    return status, page, where


class Crowd:
    """`with Crowd(urls, record, visits=40, seconds=20):` they come spread over that time, `threads` at once at most.

    The record gets the address of everybody who read a number on a receipt.
    """

    def __init__(
        self, urls: list[str], record: Path, *, visits: int, seconds: float, threads: int = 4, first: int = 0
    ) -> None:
        self.urls, self.record, self.threads = urls, record, threads
        self.visits = [Visit(number) for number in range(first, first + visits)]
        chance = random.Random(visits)
        moments = sorted(chance.uniform(0, seconds) for _ in self.visits)
        self._next = iter(list(zip(moments, self.visits, strict=True)))
        self._lock = threading.Lock()
        self.broken: list[str] = []

    def _take(self):
        with self._lock:
            return next(self._next, None)

    def _come(self) -> None:
        while turn := self._take():
            moment, visit = turn
            time.sleep(max(0.0, self._begun + moment - time.monotonic()))
            try:
                file_one(self.urls[visit.number % len(self.urls)], visit)
            except Exception as error:  # a thread that dies quietly would look like a visitor who stayed away
                self.broken.append(f"{visit.number}: {error!r}")

    def __enter__(self) -> Crowd:
        self._begun = time.monotonic()
        self._all = [threading.Thread(target=self._come) for _ in range(self.threads)]
        for thread in self._all:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for thread in self._all:
            thread.join()
        with open(self.record, "a") as record:
            print(*(visit.email for visit in self.visits if visit.reference), sep="\n", file=record)

    @property
    def troubles(self) -> list[tuple[int, str]]:
        return list(itertools.chain.from_iterable(visit.troubles for visit in self.visits))

    def percentile(self, share: float) -> float:
        """Seconds within which this share of all presses was answered."""
        presses = sorted(itertools.chain.from_iterable(visit.seconds for visit in self.visits))
        return presses[min(len(presses) - 1, int(share * len(presses)))]

    @property
    def figures(self) -> str:
        return ", ".join(f"p{n} {self.percentile(n / 100):.2f} s" for n in (50, 95, 99))
