"""Start-up checks (`manage.py check`): what would only show on a bad day."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def forgetful_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A silent mail server must not hold a worker; a demo must not run on a real address."""
    found: list[CheckMessage] = []
    if not settings.EMAIL_TIMEOUT:
        found.append(Error("EMAIL_TIMEOUT is not set.", id="klachten.E001"))
    if settings.DEMO and settings.BASE_URL.startswith("https://"):
        found.append(Warning("DEMO is on for a public address: anybody can log in.", id="klachten.W001"))
    return found
