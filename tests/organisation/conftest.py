"""Account mail goes through Django's own mail; in these stories it travels over a real line."""

import pytest

from dossiers.organisation import account

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def smtp(smtp_sink, settings):
    """The tests keep Django's mail in memory; here it leaves."""
    settings.EMAIL_BACKEND = SMTP
    return smtp_sink


@pytest.fixture
def smtp_down(settings, monkeypatch):
    """Nobody listens on this port, and nothing is tried later: by then it is the port of another story."""
    monkeypatch.setattr(account, "AGAIN_AFTER", ())
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = SMTP, 9
