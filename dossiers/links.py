"""The secret link that opens one dossier to its complainant."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from dossiers.models import Confirmation, Dossier, Link
from dossiers.models.link import digest_of

AFTER_CLOSING = timedelta(days=365)


def secret_of(dossier: Dossier, *, at: datetime) -> str:
    """The live secret of this dossier; made when there is none."""
    link = dossier.links.filter(revoked_at=None).first()
    return (
        link or Link.objects.create(dossier=dossier, secret=secrets.token_urlsafe(20), created_at=at)
    ).secret


def renew(dossier: Dossier, *, at: datetime) -> str:
    """Revoke what went out before and make a new one."""
    dossier.links.filter(revoked_at=None).update(revoked_at=at)
    return secret_of(dossier, at=at)


def opened_by(secret: str, *, at: datetime) -> Dossier | None:
    """The dossier behind a secret; None alike for wrong, revoked and expired."""
    wanted = Link.objects.filter(_live(at), revoked_at=None, digest=digest_of(secret))
    read = ("complainant", "handler", "team", "evaluation")
    link = wanted.select_related(*(f"dossier__{name}" for name in read)).first()
    return link.dossier if link else None


def _live(at: datetime, link: str = "") -> Q:
    return Q(**{f"{link}expires_at": None}) | Q(**{f"{link}expires_at__gt": at})


def ask_to_confirm(dossier: Dossier, address: str, name: str, *, at: datetime) -> str:
    """A secret that proves this address; whoever filed never sees it, because only the mail carries it."""
    secret_of(dossier, at=at)
    link = dossier.links.get(revoked_at=None)
    secret = secrets.token_urlsafe(20)
    Confirmation.objects.create(link=link, digest=digest_of(secret), address=address, name=name)
    return secret


def confirmation_of(secret: str, *, at: datetime) -> Confirmation | None:
    """What this secret would prove; None alike for wrong, revoked and expired."""
    wanted = Confirmation.objects.filter(_live(at, "link__"), link__revoked_at=None, digest=digest_of(secret))
    return wanted.select_related("link__dossier__complainant", "link__dossier__team").first()


SECRET = re.compile(r"(/(?:volg|adres)/)[\w-]{20,}")


def masked(text: str) -> str:
    """A letter for the eyes of colleagues: who reads the secret could answer in the complainant's name."""
    return text if settings.DEMO else SECRET.sub(r"\1…", text)


def expire_after_closing(dossier: Dossier, *, at: datetime | None) -> None:
    """A year after closing the link stops; `at` None (reopened) takes the end away."""
    dossier.links.filter(revoked_at=None).update(expires_at=at + AFTER_CLOSING if at else None)


def address(name: str, *args: str, language: str = "nl") -> str:
    """A full web address for in a letter, in the reader's language."""
    with translation.override(language):
        return settings.BASE_URL + reverse(name, args=args)
