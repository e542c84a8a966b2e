"""Where a request really comes from, when proxies stand in between."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def _trusted(address: str) -> bool:
    try:
        return any(ip_address(address) in network for network in settings.TRUSTED_PROXIES)
    except ValueError:
        return False


def client_address(request: HttpRequest) -> str:
    """Walk back through the proxies that we trust; the first stranger is the source."""
    hops = [h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if h.strip()]
    address: str = request.META.get("REMOTE_ADDR") or "0.0.0.0"
    while hops and _trusted(address):
        address = hops.pop()
    try:
        return str(ip_address(address))
    except ValueError:
        return "0.0.0.0"
