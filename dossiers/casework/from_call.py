"""A call that was being registered and turned out to belong to a dossier: the note opens with what was typed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from dossiers.deadlines import ZONE
from dossiers.models import Carrier, Contact, RegisterDraft, User

KINDS = {Carrier.TELEFOON: Contact.Kind.PHONE_IN, Carrier.BALIE: Contact.Kind.VISIT}


def draft_of(user: User, pk: str) -> QuerySet[RegisterDraft]:
    """Only one's own; nothing for what is no number."""
    rows = RegisterDraft.objects.filter(by=user)
    return rows.filter(pk=pk) if pk.isdecimal() and len(pk) < 18 else rows.none()


def told_in(draft: RegisterDraft) -> dict[str, Any]:
    """What the form of a note opens with."""
    said = {name: "".join(values[-1:]) for name, values in draft.fields.items()}
    kind = KINDS.get(said.get("carrier", ""), Contact.Kind.NOTE)  # type: ignore[call-overload]
    return {"text": draft.as_note, "kind": kind} | _when(said)


def _when(said: dict[str, str]) -> dict[str, datetime]:
    """As it was filled in; what is no moment is asked again."""
    try:
        typed = datetime.fromisoformat(f"{said.get('received_on', '')}T{said.get('received_time', '')}")
    except ValueError:
        return {}
    return {"happened_at": typed.replace(tzinfo=ZONE)}
