"""Start-up checks (`manage.py check`, `migrate`): what would only show on a bad day.

What the environment alone can tell is refused in settings.py, because gunicorn runs no checks.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import OperationalError, ProgrammingError

from dossiers.demo import left_behind


@register()
def forgetful_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A silent mail server must not hold a worker."""
    if settings.EMAIL_TIMEOUT:
        return []
    return [Error("EMAIL_TIMEOUT ontbreekt: een stille mailserver houdt alles op.", id="klachten.E001")]


@register(Tags.database)
def demo_on_a_real_address(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Runs with `migrate` and with `check --database default`."""
    try:
        why = left_behind.refusal() if databases else ""
    except (OperationalError, ProgrammingError):  # the first migrate: no tables yet
        return []
    return [Error(f"Klachten start niet: {why}", id="klachten.E002")] if why else []
