"""The made-up people have a password that everybody knows: on a real address they may not exist."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import check_password

from dossiers.models import User

REFUSAL = (
    "in de database staat nog iemand uit de demo ({email}), met een wachtwoord dat iedereen kent. "
    "Begin met een lege database."
)


def refusal() -> str:
    """Why this database may not serve a real address, in one line; "" when it may."""
    if not settings.BASE_URL.startswith("https://"):
        return ""
    for user in User.objects.filter(is_active=True, email__endswith=".example"):
        # not user.check_password: that would write a better hash
        if check_password(settings.DEMO_PASSWORD, user.password):
            return REFUSAL.format(email=user.email)
    return ""
