"""Somebody calls about a dossier that this colleague may not read: he passes the message on (R29, R31).

Shown is only with whom it is, and only to who typed the whole number or mail address of the caller.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dossiers.casework.actions import pass_on
from dossiers.intake.known import Typed
from dossiers.models import Dossier, PersonKey, RegisterDraft, User
from dossiers.models.person_key import MOST, mail_key, phone_key
from dossiers.permissions import running_beside

FIGURES = 10  # of a whole Dutch number
WITH = ("handler", "team", "complainant")


def running(user: User, typed: Typed) -> list[Dossier]:
    """The newest open dossier of this very person with each colleague, or with each team where nobody has it yet."""
    keys = _whole(typed)
    if not keys or typed.get("is_anonymous"):
        return []
    people = PersonKey.objects.filter(Q(key__in=keys)).values("complainant")
    found = running_beside(user).filter(complainant__in=people).select_related(*WITH).defer("story", "form")
    newest: dict[object, Dossier] = {}
    for dossier in found.order_by("-received_at", "-pk"):
        newest.setdefault(dossier.handler or dossier.team, dossier)
    return list(newest.values())


def _whole(typed: Typed) -> set[str]:
    phone, mail = phone_key(typed.get("phone", "")), typed.get("email", "").strip()
    keys = {phone} if len(phone) >= len("t:") + FIGURES else set()
    return keys | ({mail_key(mail)[:MOST]} if "@" in mail else set())


@transaction.atomic
def take_message(dossier: Dossier, draft: RegisterDraft, *, by: User, at: datetime) -> None:
    """What was typed goes to the dossier, unread; the draft is done."""
    pass_on(dossier, draft.as_note, by=by, at=at)
    draft.delete()
