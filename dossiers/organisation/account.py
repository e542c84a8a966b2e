"""Log-in: nobody signs up by himself, and the source of a request is our own reading of the proxies."""

from __future__ import annotations

import logging
from datetime import timedelta
from email.utils import formataddr
from threading import Thread
from time import sleep
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse

from dossiers import links
from dossiers.correspondence import unreachable
from dossiers.correspondence.outbox import fresh_message_id
from dossiers.models import Organisation, User
from dossiers.organisation import sessions
from dossiers.permissions import may
from klachten.proxies import client_address

log = logging.getLogger(__name__)
JUST_NOW = timedelta(minutes=5)
AGAIN_AFTER = (15, 45, 120, 240, 480, 900)  # seconds: half an hour
RESET = "account/email/password_reset_key"
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
# the same words whether the address exists or not
REFUSALS = {
    "email_password_mismatch": "Dit mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze allebei nog even na.",
    "too_many_login_attempts": "Het lukte een paar keer niet. Wacht vijf minuten en probeer het dan nog eens. "
    "Wachtwoord vergeten? Kies dan een nieuw.",
    "incorrect_password": "Dit is niet je wachtwoord. Typ het nog eens.",
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

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        sessions.begin(request)
        log.info("user %s logged in", user.pk)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Not as whom: a typed address may be that of anybody, and the time of an answer must tell nothing."""
        log.warning("log-in refused")

    def set_password(self, user: Any, password: str) -> None:
        """A new password ends every log-in; the one that changed it goes on (Django makes it a new row)."""
        super().set_password(user, password)
        sessions.end_all(user)
        log.info("password of user %s set, every log-in of it ended", user.pk)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who logged in a moment ago need not type the password once more."""
        is_fresh = sessions.began_within(context.request, JUST_NOW)
        return not is_fresh and super().is_reauthentication_required(app=app, **kwargs)

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
        """False when the server did not take it; our templates need no request, so a command may mail as well."""
        return _sent(self.render_mail(template_prefix, email, context))

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """While the page is already on its way: the time of an answer must not tell whether an address exists.

        No task: the secret of the link would lie in the queue. A process that stops waits for the first try only.
        """
        mail = self.render_mail(RESET, email, context)
        Thread(target=_sent_or_later, args=(mail,), name=RESET).start()

    def pretend_reset(self, email: str) -> None:
        """The same work for an address that nobody has; this mail goes nowhere."""
        nobody = {"user": User(name=email), "password_reset_url": self.get_reset_password_from_key_url("0-0")}
        mail = self.render_mail(RESET, email, nobody)
        Thread(target=mail.message, name=RESET).start()


def _sent(mail: EmailMessage) -> bool:
    """An error page would tell a stranger that the address exists."""
    try:
        mail.send()
    except unreachable.FAILURES as error:
        log.warning("account mail not sent: %s", unreachable.ours(error))
        return False
    return True


def _sent_or_later(mail: EmailMessage) -> None:
    if not _sent(mail):
        Thread(target=_again, args=(mail,), name=RESET, daemon=True).start()


def _again(mail: EmailMessage) -> None:
    """A mail server that is away for a moment; the page says how long we try."""
    for pause in AGAIN_AFTER:
        sleep(pause)
        if _sent(mail):
            return


def forget_other_addresses(user: User) -> None:
    """allauth keeps each address it once saw, and an old one would still open the door."""
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
