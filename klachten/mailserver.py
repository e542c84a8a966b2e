"""The address of a mail server, such as smtp+tls://name:password@mail.example:587, as the values that Django wants."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

# scheme → the usual port, STARTTLS, TLS from the first byte
SCHEMES = {
    "smtp": (25, False, False),
    "smtp+tls": (587, True, False),
    "submission": (587, True, False),
    "smtp+ssl": (465, False, True),
    "smtps": (465, False, True),
}


def mail_server(address: str) -> dict[str, Any]:
    """HOST, PORT, HOST_USER, HOST_PASSWORD, USE_TLS and USE_SSL; ValueError names what is wrong, never the password."""
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES:
        raise ValueError(f"begin met {', '.join(f'{scheme}://' for scheme in SCHEMES)}")
    if not parts.hostname:
        raise ValueError("de naam van de server ontbreekt")
    if " " in parts.hostname:
        raise ValueError("in de naam van de server staat een spatie")
    port, tls, ssl = SCHEMES[parts.scheme]
    return {
        "HOST": parts.hostname,
        "PORT": _port(parts) or port,
        "HOST_USER": unquote(parts.username or ""),
        "HOST_PASSWORD": unquote(parts.password or ""),
        "USE_TLS": tls,
        "USE_SSL": ssl,
    }


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ValueError("de poort is geen nummer van 1 tot 65535") from None
