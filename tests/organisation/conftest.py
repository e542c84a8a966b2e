"""Account mail goes through Django's own mail; in these stories it travels over a real line."""

import pytest

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def smtp(smtp_sink, settings):
    """The tests keep Django's mail in memory; here it leaves."""
    settings.EMAIL_BACKEND = SMTP
    return smtp_sink


@pytest.fixture
def smtp_down(settings):
    """Nobody listens on this port."""
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = SMTP, 9
