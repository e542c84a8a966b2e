"""What must not go together on a real address. gunicorn runs no checks, so settings.py asks here and stops."""

from __future__ import annotations

from urllib.parse import urlsplit

OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


def refusal(base_url: str, *, debug: bool, demo: bool) -> str:
    """Why this combination may not start, in one line; "" when it may."""
    parts = urlsplit(base_url)
    is_real = parts.scheme == "https"
    reasons = {
        "DEBUG=true toont bij een fout wat niemand mag zien. Zet DEBUG uit op een echt adres.": is_real
        and debug,
        "DEMO=true laat iedereen inloggen met het wachtwoord van de demo. Zet DEMO uit op een echt adres.": (
            is_real and demo
        ),
        f"BASE_URL={base_url} is niet versleuteld: wachtwoorden en klachten zijn dan te lezen. "
        "Geef een adres met https:// (http:// mag alleen op localhost).": not is_real
        and parts.hostname not in OWN_MACHINE,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")
