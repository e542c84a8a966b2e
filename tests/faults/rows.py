"""The rows: what goes wrong, how often, and what must hold all the same. Each stands in a file row_*.py.

    @row("F1", "worker group killed -9 at random moments: 0 lost", size=10_000, kills=200, ci={"size": 300, "kills": 15})
    def killed_workers(rig): ...

A row gets a Rig, asserts, and returns what the command prints (usually Figures).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROWS: dict[str, Row] = {}


@dataclass(frozen=True)
class Row:
    name: str
    sentence: str
    run: Callable[[Any], Any]
    size: int  # messages, or whatever the row counts
    kills: int
    ci: dict[str, int]  # size and kills that pytest runs it with
    on: str  # "sqlite", "postgres", "own" (brings its own servers) or "" (whatever DATABASE_URL says)


def row(
    name: str, sentence: str, *, size: int, ci: dict[str, int], kills: int = 0, on: str = ""
) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    def keep(run: Callable[[Any], Any]) -> Callable[[Any], Any]:
        assert name not in ROWS, f"{name} twice"
        ROWS[name] = Row(name, sentence, run, size, kills, ci, on)
        return run

    return keep


def all_rows() -> dict[str, Row]:
    for file in sorted(Path(__file__).parent.glob("row_*.py")):
        import_module(f"tests.faults.{file.stem}")
    return dict(sorted(ROWS.items(), key=lambda item: (item[0][0], int(item[0].partition("/")[0][1:]))))


def database_is(env: Mapping[str, str]) -> str:
    return "postgres" if env.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
