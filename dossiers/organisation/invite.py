"""An invitation: the link of a forgotten password, with kinder words. Straight over SMTP, never a Message row."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from dossiers.models import Organisation, User

TEMPLATE = "account/email/invitation"


def invite(user: User, *, by: User) -> bool:
    """Mail a link with which `user` chooses a password. False when the mail server did not take it.

    Call this outside a transaction: the server may take its time.
    """
    adapter = get_adapter()
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    words = {
        "user": user,
        "by": by,
        "organisation": Organisation.current(),
        "password_reset_url": adapter.get_reset_password_from_key_url(key),
    }
    return bool(adapter.send_mail(TEMPLATE, user.email, words))
