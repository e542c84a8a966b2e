"""What is being typed at Registreren is kept on the server, one row per opened form; files are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import QueryDict

from dossiers.dates import clock
from dossiers.intake.as_note import as_note
from dossiers.intake.forms import RegisterForm
from dossiers.intake.public_forms import fresh_token
from dossiers.intake.subject import subject_of
from dossiers.models import Filing, RegisterDraft, User

KEPT_FOR = timedelta(days=7)
LEFT_OUT = {"token", "files"}
LISTS = {"feelings", "wishes"}
OFFERED = 3
ALSO_ELSEWHERE = "Dit stond ook in een ander venster open. Deze tekst is apart bewaard om {}."


@dataclass
class Kept:
    """What a page knows of its draft: which one, how often it was saved, and what is said about it."""

    key: str
    version: int = 0
    said: str = ""


def kept_of(data: QueryDict) -> Kept:
    version = data.get("draft_version", "")
    return Kept(
        data.get("draft_key", "")[:40], int(version) if version.isdecimal() and len(version) < 9 else 0
    )


def drafts_of(user: User) -> QuerySet[RegisterDraft]:
    """What became a dossier is no draft any more, whichever came last."""
    filed = Filing.objects.filter(token=OuterRef("key"))
    return RegisterDraft.objects.filter(~Exists(filed), by=user).order_by("-saved_at", "-pk")


def draft_of(user: User, pk: str) -> RegisterDraft | None:
    return drafts_of(user).filter(pk=pk).first() if pk.isdecimal() and len(pk) < 18 else None


@transaction.atomic
def save(data: QueryDict, *, by: User, at: datetime) -> tuple[RegisterDraft, bool]:
    """Saved, and whether it had to stand apart: another window saved the same draft meanwhile (F17)."""
    kept, said = kept_of(data), _said(data)
    values = {"fields": said, "as_note": as_note(said), "saved_at": at}
    mine = RegisterDraft.objects.filter(by=by, key=kept.key)
    if mine.filter(version=kept.version).update(**values, version=F("version") + 1):
        return mine.get(), False
    apart = mine.exists()
    key = fresh_token() if apart or not kept.key else kept.key
    return RegisterDraft.objects.create(by=by, key=key, **values), apart


def said_of(draft: RegisterDraft, *, apart: bool) -> Kept:
    time = clock(draft.saved_at, "nl")
    return Kept(draft.key, draft.version, ALSO_ELSEWHERE.format(time) if apart else f"Bewaard om {time}.")


def is_filed(data: QueryDict) -> bool:
    """A save that was on its way while the button was pressed."""
    return Filing.objects.filter(token=data.get("token", "")).exists()


def _said(data: QueryDict) -> dict[str, list[str]]:
    names = [name for name in RegisterForm.base_fields if name not in LEFT_OUT and name in data]
    return {name: [value.replace("\x00", "") for value in data.getlist(name)] for name in names}


def initial_of(draft: RegisterDraft) -> dict[str, Any]:
    """What the form opens with. The key is its token, so that a second press is the same complaint."""
    said = {
        n: v if n in LISTS else (v or [""])[-1]
        for n, v in draft.fields.items()
        if n in RegisterForm.base_fields
    }
    return said | {"token": draft.key}


@dataclass(frozen=True)
class Offer:
    """A draft to go on with, or to throw away."""

    draft: RegisterDraft
    title: str  # "" when nothing says what it is about


def offered(user: User) -> list[Offer]:
    """What this colleague was busy with, the newest first."""
    return [Offer(draft, _title_of(draft)) for draft in drafts_of(user)[:OFFERED]]


def _title_of(draft: RegisterDraft) -> str:
    said = {name: "".join(values[:1]) for name, values in draft.fields.items()}
    words = said.get("subject") or subject_of(said.get("story", ""))
    return words or said.get("name") or said.get("phone") or ""


def drop(data: QueryDict, *, by: User) -> None:
    """It became a dossier."""
    keys = [data.get("draft_key", ""), data.get("token", "")]
    RegisterDraft.objects.filter(by=by, key__in=keys).delete()


def sweep(*, at: datetime) -> int:
    """What nobody went on with for a week; how many."""
    gone, _each = RegisterDraft.objects.filter(saved_at__lt=at - KEPT_FOR).delete()
    return gone
