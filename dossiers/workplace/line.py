"""What happened, newest first, as lines that a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from dossiers.models import Event
from dossiers.timeline import sentence

FIRST = 50
PARTS = {
    "contact": (
        "Contact",
        "filed registered contact contact_earlier customer_wrote promised kept expected evaluated",
    ),
    "stappen": ("Stappen", "moved went_on moved_back kind_changed assigned closed reopened"),
    "post": (
        "Post",
        "posted released sent sent_by_hand on_paper not_sent uncertain shown held link_renewed address_confirmed",
    ),
}
ICONS = {
    "filed": "tray", "registered": "tray", "moved": "arrow-right", "went_on": "arrow-right",
    "moved_back": "arrow-bend-up-left", "kind_changed": "tag", "assigned": "user", "categorised": "tag",
    "details_changed": "pencil-simple", "contact": "chats", "contact_earlier": "chats",
    "customer_wrote": "chat-circle-text",
    "files_added": "paperclip", "party_added": "user-plus", "party_changed": "pencil-simple", "party_removed": "minus",
    "promise_withdrawn": "minus", "posted": "envelope-simple", "sent": "paper-plane-tilt",
    "sent_by_hand": "paper-plane-tilt", "released": "paper-plane-tilt", "not_sent": "prohibit", "uncertain": "question",
    "on_paper": "printer",
    "shown": "eye", "promised": "handshake", "kept": "check", "expected": "calendar", "analysed": "note-pencil",
    "redress_added": "gift", "redress_removed": "minus", "redress_done": "check-circle", "evaluated": "star",
    "evaluation_absent": "minus", "closed": "archive", "reopened": "arrow-counter-clockwise", "link_renewed": "key",
    "address_confirmed": "check",
    "held": "pause",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    event: Event
    icon: str
    text: SafeString


def entries(events: list[Event], part: str, reader: Any, *, everything: bool) -> tuple[list[Entry], int]:
    """The lines of one part (all of them: ""), and how many there are; the first 50 unless `everything`."""
    kinds = PARTS[part][1].split() if part in PARTS else None
    chosen = [e for e in events if kinds is None or e.kind in kinds]
    shown = chosen if everything else chosen[:FIRST]
    return [Entry(e, ICONS.get(e.kind, "circle"), _with_name(e, reader)) for e in shown], len(chosen)


def _with_name(event: Event, reader: Any) -> SafeString:
    """The sentence, with somebody from outside in bold."""
    text = sentence(event, reader)
    if event.from_outside and text.startswith(event.actor_name):
        return format_html("<strong>{}</strong>{}", event.actor_name, text[len(event.actor_name) :])
    return format_html("{}", text)
