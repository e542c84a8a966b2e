"""Log-in: nobody signs up by himself, and the source of a request is our own reading of the proxies."""

from __future__ import annotations

from email.utils import formataddr

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from dossiers.models import Organisation
from klachten.proxies import client_address


class Adapter(DefaultAccountAdapter):
    """allauth asks these questions."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_from_email(self) -> str:
        organisation = Organisation.current()
        return formataddr((organisation.name, organisation.sender_email))
