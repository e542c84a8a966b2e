"""Log-in: nobody signs up by himself, and the source of a request is our own reading of the proxies."""

from __future__ import annotations

import logging
from email.utils import formataddr
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse

from dossiers import links
from dossiers.correspondence.outbox import fresh_message_id
from dossiers.models import Organisation, User
from dossiers.permissions import may
from klachten.proxies import client_address

log = logging.getLogger(__name__)
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
# the same words whether the address exists or not
REFUSALS = {
    "email_password_mismatch": "Dit mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze allebei nog even na.",
    "too_many_login_attempts": "Het lukte een paar keer niet. Wacht vijf minuten en probeer het dan nog eens. "
    "Of kies een nieuw wachtwoord.",
    "enter_current_password": "Dit is niet je wachtwoord van nu. Typ het nog eens.",
    "rate_limited": "Dit ging wel erg vaak achter elkaar. Wacht een minuut en probeer het dan nog eens.",
}


class Adapter(DefaultAccountAdapter):
    """allauth asks these questions."""

    error_messages = {**DefaultAccountAdapter.error_messages, **REFUSALS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_from_email(self) -> str:
        organisation = Organisation.current()
        return formataddr((organisation.name, organisation.sender_email))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who only keeps the settings has no Vandaag."""
        only_settings = may(request.user, "settings") and not may(request.user, "see")
        return reverse("settings") if only_settings else super().get_login_redirect_url(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Our own address, never the Host that a visitor made up."""
        return links.address("account_reset_password_from_key", *key.split("-", 1))

    def render_mail(
        self, template_prefix: str, email: Any, context: Any, headers: Any = None
    ) -> EmailMessage:
        ours = {
            "Reply-To": Organisation.current().email,
            "Message-ID": fresh_message_id(),
            **AUTOMATIC,
            **(headers or {}),
        }
        return super().render_mail(template_prefix, email, context, headers=ours)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> bool:
        """False when the server did not take it; an error page would tell a stranger that the address exists."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.warning("account mail not sent: %s", type(error).__name__)
            return False
        return True


def forget_other_addresses(user: User) -> None:
    """allauth keeps each address it once saw, and an old one would still open the door."""
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
