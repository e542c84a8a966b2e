"""The second step of logging in: how its secrets are kept, who must have it, and how it is taken away."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from datetime import datetime

from allauth.account.adapter import get_adapter as account
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction

from dossiers.lifecycle import NotYet
from dossiers.models import Organisation, PersonChange, User
from dossiers.organisation.sessions import end_all

log = logging.getLogger(__name__)
LABEL = b"klachten.two-factor"
TEMPLATE = "account/email/two_factor_reset"
YOURSELF = "Je eigen inlogcode zet je uit bij Mijn account."
REFUSALS = {
    "incorrect_code": "Deze code klopt niet, of is net gebruikt. Kijk op je telefoon: elke halve minuut komt er een "
    "nieuwe.",
    "cannot_delete_authenticator": "Voor jouw rol hoort inloggen met een code erbij. Nieuwe telefoon? Vraag je "
    "beheerder om de code te wissen, dan stel je hem opnieuw in.",
    "cannot_generate_recovery_codes": "Stel eerst inloggen met een code in. Dan krijg je ook noodcodes.",
}  # fmt: skip


def _box() -> Fernet:
    """A key of its own out of SECRET_KEY: who reads the database alone can make no codes."""
    digest = hashlib.sha256(LABEL + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


class Adapter(DefaultMFAAdapter):
    """allauth asks these questions."""

    error_messages = {**DefaultMFAAdapter.error_messages, **REFUSALS}

    def get_totp_issuer(self) -> str:
        return f"Klachten {Organisation.current().name}"

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """With another SECRET_KEY no code fits any more: a beheerder resets it, or the command does."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user: User = authenticator.user  # type: ignore[assignment]
        return not user.has_role(*Organisation.current().two_factor_roles)


@transaction.atomic
def reset(person: User, reason: str, *, by: User | None, at: datetime) -> None:
    """Take the second step away from who lost the phone, and end every log-in. `by` None: a command on the server."""
    if person == by:
        raise NotYet(YOURSELF)
    Authenticator.objects.filter(user=person).delete()
    end_all(person)
    PersonChange.objects.create(
        person=person, what=PersonChange.What.TWO_FACTOR_RESET, reason=reason, by=by, at=at
    )
    log.info("two-factor of user %s reset by user %s", person.pk, by and by.pk)


def tell(person: User, *, by: User | None) -> bool:
    """Mail the colleague that it happened. False when the mail server did not take it; call outside a transaction."""
    words = {"user": person, "by": by, "organisation": Organisation.current()}
    return bool(account().send_mail(TEMPLATE, person.email, words))
