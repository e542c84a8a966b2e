"""Make the third-party files in static/ again, from pinned npm packages.

    python3 scripts/vendor.py            compare every file with its SHA-256 in static/vendor/VENDOR.json
    python3 scripts/vendor.py --fetch    download the pinned packages, write the files, compare
    python3 scripts/vendor.py --pin      the same, and write the new SHA-256 values (after changing a version)

Standard library only; `--fetch` and `--pin` need `npm`. Exit code 1 when a file differs.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "static" / "vendor" / "VENDOR.json"


def pack(name: str, version: str, folder: Path) -> Path:
    """Download one package without running any of its scripts."""
    command = ["npm", "pack", f"{name}@{version}", "--ignore-scripts", "--silent"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
    return folder / done.stdout.split()[-1]


def read(archive: Path, path: str) -> bytes:
    with tarfile.open(archive) as tar:
        member = tar.extractfile(f"package/{path}")
        if member is None:
            raise FileNotFoundError(path)
        return member.read()


def symbol(archive: Path, icon: str, weight: str) -> str:
    """One icon as a <symbol>; `check` in bold is called `check-bold`, as its file is."""
    name = icon if weight == "regular" else f"{icon}-{weight}"
    svg = read(archive, f"assets/{weight}/{name}.svg").decode()
    shapes = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", svg)
    shapes = re.sub(
        r"(\d*\.\d)\d+", r"\1", shapes
    )  # a tenth of a 256th: nobody sees the rest, everybody waits for it
    return f'<symbol id="i-{name}" viewBox="0 0 256 256">{shapes}</symbol>'


def sprite(archive: Path, icons: dict[str, list[str]]) -> bytes:
    lines = [symbol(archive, icon, weight) for weight, names in icons.items() for icon in names]
    body = "\n".join(lines)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'.encode()


def content(entry: dict, archive: Path) -> bytes:
    if "icons" in entry:
        return sprite(archive, entry["icons"])
    data = read(archive, entry["source"])
    if entry["file"].endswith(".css"):
        # the map is not shipped, and a static storage with hashed names stops at a missing file
        data = re.sub(rb"/\*# sourceMappingURL=.*?\*/\s*", b"", data)
    return data


def fetch(entries: list[dict]) -> None:
    archives: dict[tuple[str, str], Path] = {}
    with tempfile.TemporaryDirectory() as folder:
        for entry in entries:
            key = (entry["name"], entry["version"])
            if key not in archives:
                archives[key] = pack(*key, Path(folder))
            target = ROOT / entry["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content(entry, archives[key]))


def digest(entry: dict) -> str:
    path = ROOT / entry["file"]
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"


def pin(entries: list[dict]) -> None:
    for entry in entries:
        entry["sha256"] = digest(entry)
    LIST.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main(argument: str) -> int:
    entries = json.loads(LIST.read_text(encoding="utf-8"))
    if argument in ("--fetch", "--pin"):
        fetch(entries)
    if argument == "--pin":
        pin(entries)
    wrong = [entry["file"] for entry in entries if digest(entry) != entry["sha256"]]
    print("\n".join(f"differs: {file}" for file in wrong) or f"{len(entries)} files as listed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
