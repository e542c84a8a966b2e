"""Third-party files are what VENDOR.json says, icons exist, light and dark agree, nothing is inline."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CSS = (ROOT / "static" / "klachten.css").read_text(encoding="utf-8")
VENDOR = json.loads((ROOT / "static" / "vendor" / "VENDOR.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", VENDOR, ids=lambda entry: entry["file"])
def test_vendor_file_is_the_listed_one(entry):
    assert hashlib.sha256((ROOT / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


def test_every_vendor_file_is_listed():
    kept = {str(path.relative_to(ROOT)) for path in (ROOT / "static" / "vendor").rglob("*") if path.is_file()}
    assert kept - {entry["file"] for entry in VENDOR} == {"static/vendor/VENDOR.json"}


def test_every_icon_exists():
    there = set(re.findall(r'id="i-([a-z-]+)"', (ROOT / "static" / "icons.svg").read_text(encoding="utf-8")))
    used = {
        name for path in TEMPLATES for name in re.findall(r'{% icon "([a-z-]+)"', path.read_text("utf-8"))
    }
    assert used - there == set()
    written = "\n".join(path.read_text("utf-8") for path in [*TEMPLATES, *(ROOT / "dossiers").rglob("*.py")])
    assert {name for name in there if f'"{name}"' not in written} == set(), "each weighs on the first page"


def _dark(start: str) -> set[str]:
    block = CSS[CSS.index(start) :]
    return set(re.findall(r"--kl-[a-z-]+:\s*[^;]+;", block[: block.index("}")]))


def test_dark_values_stand_twice_and_are_the_same():
    asked, chosen = _dark(":root:not([data-bs-theme]) {"), _dark('[data-bs-theme="dark"] {\n  color-scheme')
    assert asked == chosen
    assert len(chosen) > 20


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_inline(path):
    """A strict CSP: no style, no script, no on* (mails live in letters/ and are no pages)."""
    if "letters" in path.parts:
        pytest.skip("a mail carries its own style")
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
