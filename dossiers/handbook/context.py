"""Every page knows its own help, and the keys."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from dossiers.handbook.keys import KEYS
from dossiers.handbook.topics import topic_of


def help_here(request: HttpRequest) -> dict[str, Any]:
    match = getattr(request, "resolver_match", None)
    return {"help": topic_of(match.url_name) if match else None, "keys": KEYS}
