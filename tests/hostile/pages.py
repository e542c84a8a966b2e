"""What a page offers: its forms with their fields, and the links with a query."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit


@dataclass
class Form:
    action: str
    method: str = "get"
    fields: list[Field] = field(default_factory=list)

    def names(self) -> set[str]:
        return {f.name for f in self.fields}


@dataclass
class Field:
    name: str
    kind: str  # the type of the input, or "textarea", "select"
    value: str = ""
    options: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Collects forms and links while it reads."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms, self.links = address, [], []
        self.form: Form | None = None
        self.field: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href", "").startswith(("/", "?")):
            self.links.append(urljoin(self.address, given["href"]))
        elif tag == "form":
            where = urljoin(self.address, given.get("action") or self.address)
            self.form = Form(where, given.get("method", "get").lower())
            self.forms.append(self.form)
        elif tag == "option" and self.field:
            self.field.options.append(given.get("value", ""))
        elif tag in ("input", "textarea", "select", "button") and given.get("name"):
            self._field(given.get("type", "text") if tag == "input" else tag, given)

    def _field(self, kind: str, given: dict[str, str]) -> None:
        self.field = Field(given["name"], kind, given.get("value", ""))
        wanted = next((f for f in self.forms if given.get("form") and f is not self.form), self.form)
        if wanted:
            wanted.fields.append(self.field)

    def handle_data(self, data: str) -> None:
        if self.field and self.field.kind == "textarea":
            self.field.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self.field = None
        elif tag == "form":
            self.form = None


def read(address: str, page: str) -> Reader:
    reader = Reader(address)
    reader.feed(page)
    return reader


def query_of(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query, keep_blank_values=True)
