"""A dossier that came to somebody from a colleague: what that asks of the new handler."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from dossiers.casework.introduced import ANOTHER_HELPS
from dossiers.models import Dossier, Event, Message, Step
from dossiers.workplace.reader import Reader
from dossiers.workplace.today_rows import Row
from dossiers.workplace.today_words import page_of, since

MOST = 300  # rows read
Kind, State = Message.Kind, Message.State
BY_NAME = (Kind.INTRODUCTION, Kind.PERSONAL, Kind.ANSWER)
STOPPED = (State.FAILED, State.SUPPRESSED)


def new_with_me(r: Reader) -> list[Row]:
    """What a colleague gave me and I did nothing with yet, oldest first. One query."""
    since_then = Event.objects.filter(dossier=OuterRef("dossier"), pk__gt=OuterRef("pk"))
    settled = since_then.filter(Q(actor=r.user) | Q(kind="assigned"))
    given = Event.objects.filter(kind="assigned", dossier__in=r.to_work, dossier__handler=r.user)
    given = given.filter(~Exists(settled), dossier__closed_at=None).exclude(actor=r.user)
    return [_given(e, r) for e in given.select_related("dossier__complainant").order_by("pk")[:MOST]]


def _given(e: Event, r: Reader) -> Row:
    d = e.dossier
    return Row(
        d.complainant.called, " is nu bij jou", f"{e.actor_name} gaf je dit. {since(e.at, r)}: {d.subject}",
        page_of("dossier", d, "#nu"), "Open het dossier", "user", "note", about=page_of("dossier", d),
    )  # fmt: skip


def introduce_again(d: Dossier, messages: list[Message]) -> str:
    """Where the new handler introduces himself after somebody else did; "" when that is not needed (R74)."""
    letters = [m for m in messages if m.kind in BY_NAME and m.state not in STOPPED]
    # also one that was stopped since its writer gave the dossier away
    was_introduced = any(
        m.kind == Kind.INTRODUCTION and (m in letters or m.reason == ANOTHER_HELPS) for m in messages
    )
    if not (d.is_open and d.handler_id and was_introduced) or d.complainant.is_anonymous:
        return ""
    if any(m.author_id == d.handler_id for m in letters):
        return ""
    # after the answer there is no date to name any more
    is_answered = d.step == Step.EVALUEREN or any(m.kind == Kind.ANSWER for m in letters)
    return reverse("write" if is_answered else "introduce", args=[d.reference])
