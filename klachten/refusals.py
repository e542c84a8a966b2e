"""What must not go together on a real address. gunicorn runs no checks, so settings.py asks here and stops."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http.request import split_domain_port, validate_host

OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


def refusal(base_url: str, *, debug: bool, demo: bool, hosts: list[str], proxies: Iterable[object]) -> str:
    """Why this combination may not start, in one line; "" when it may."""
    parts = urlsplit(base_url)
    is_real, name = parts.scheme == "https", split_domain_port(parts.netloc.lower())[0]
    reasons = {
        "DEBUG=true toont bij een fout wat niemand mag zien. Zet DEBUG uit op een echt adres.": is_real
        and debug,
        "DEMO=true laat iedereen inloggen met het wachtwoord van de demo. Zet DEMO uit op een echt adres.": (
            is_real and demo
        ),
        f"BASE_URL={base_url} is niet versleuteld: wachtwoorden en klachten zijn dan te lezen. "
        "Geef een adres met https:// (http:// mag alleen op localhost).": not is_real
        and parts.hostname not in OWN_MACHINE,
        f"{name}, de naam in BASE_URL, staat niet in ALLOWED_HOSTS: elke bezoeker zou worden geweigerd. "
        "Zet die naam erbij.": not validate_host(name, hosts),
        "ALLOWED_HOSTS=* laat elke naam toe. Geef de namen van de website, met komma's ertussen.": is_real
        and "*" in hosts,
        "TRUSTED_PROXIES is leeg en BASE_URL begint met https://: elke pagina zou eindeloos naar zichzelf "
        "verwijzen. Geef het adres van de proxy die de versleuteling doet, zoals 127.0.0.1/32, of "
        "172.16.0.0/12,192.168.0.0/16 voor een container.": is_real and not proxies,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")
