"""A form as a browser reads it from a page: what each field holds."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    """The fields of the form that carries a mark (dossiers/together.py)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append({})
        elif tag == "input" and self.found and given.get("name"):
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.found[-1][given["name"]] = given.get("value", "")
        elif tag == "textarea" and self.found:
            self._area = given["name"]
            self.found[-1][self._area] = ""
        elif tag == "select" and self.found:
            self._select = given["name"]
        elif tag == "option" and self._select and "selected" in given:
            self.found[-1][self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[-1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            first = self.found[-1][self._area]
            self.found[-1][self._area] = first.removeprefix("\r\n").removeprefix("\n")
            self._area = ""
        if tag == "select":
            self._select = ""


def fields_of(page: str) -> dict[str, str]:
    """The fields of the form over what others may change too; empty when the page has none."""
    parser = _Form()
    parser.feed(page)
    return next((form for form in parser.found if "opened" in form), {})
