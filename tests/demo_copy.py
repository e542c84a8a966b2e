"""The demo takes long to tell. It is told once in a run, and every product starts from a copy."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2


def on_server(address: str, *statements: str) -> None:
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _shared() -> Path:
    return Path(os.environ["KLACHTEN_TEST_FOLDER"]) / "demo"


def give(product) -> None:
    """The product gets its database, attachments and static files; whoever comes first in this run makes them."""
    server = product.given.get("DATABASE_URL", "") if product.on_postgres else ""
    shared = _shared() / hashlib.sha256(server.encode()).hexdigest()[:12]
    shared.mkdir(parents=True, exist_ok=True)
    with open(shared / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "made").exists():
            _make(product, shared, server)
    _copy(product, shared, server)


def _make(product, shared: Path, server: str) -> None:
    name = f"klachten_demo_{uuid.uuid4().hex[:10]}"
    address = f"sqlite:///{shared / 'klachten.sqlite3'}"
    if server:
        on_server(server, f"CREATE DATABASE {name}")
        address = urlsplit(server)._replace(path=f"/{name}").geturl()
    places = {"MEDIA_ROOT": str(shared / "media"), "STATIC_ROOT": str(shared / "static")}
    product.manage("-m", "klachten.ready", within=300, DATABASE_URL=address, **places)
    (shared / "made").write_text(f"{server} {name}")


def _copy(product, shared: Path, server: str) -> None:
    if server:
        own = urlsplit(product.env["DATABASE_URL"]).path[1:]
        demo = (shared / "made").read_text().split()[-1]
        # without the checkpoint a sequence that was copied falls back when the server is killed (F10)
        on_server(server, f"DROP DATABASE {own}", f"CREATE DATABASE {own} TEMPLATE {demo}", "CHECKPOINT")
    else:
        shutil.copy(shared / "klachten.sqlite3", product.folder)
    with contextlib.suppress(FileNotFoundError):
        shutil.copytree(shared / "media", product.folder / "media", dirs_exist_ok=True)
    product.env["STATIC_ROOT"] = str(shared / "static")


def clear() -> None:
    """At the end of the run nothing of it stays, also not on a server that is there for longer."""
    for made in _shared().glob("*/made"):
        server, _space, name = made.read_text().rpartition(" ")
        if server:
            with contextlib.suppress(psycopg2.Error):
                on_server(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    shutil.rmtree(os.environ["KLACHTEN_TEST_FOLDER"], ignore_errors=True)
