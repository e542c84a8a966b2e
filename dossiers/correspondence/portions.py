"""When each of many mails may go: never too many in an hour to one mailbox, nor in all (A5). Plain arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

SLOT = timedelta(minutes=30)
SLOTS = 48  # a day; what does not fit keeps waiting
IN_SLOT = 250
TO_MAILBOX = 10  # a day, and one in each slot


def plan(mails: Iterable[tuple[int, str]], busy: set[str], *, at: datetime) -> dict[datetime, list[int]]:
    """From (key of the mail, mailbox) to the keys that go at each moment; `busy` mailboxes got a mail this hour."""
    going: dict[int, list[int]] = defaultdict(list)
    turns: dict[str, int] = {}
    given: dict[str, int] = defaultdict(int)
    full = 0  # every slot before this one is full
    for key, mailbox in mails:
        slot = max(full, turns.get(mailbox, 2 if mailbox in busy else 0))
        while len(going[slot]) >= IN_SLOT:
            slot += 1
        if slot < SLOTS and given[mailbox] < TO_MAILBOX:
            going[slot].append(key)
            turns[mailbox], given[mailbox] = slot + 1, given[mailbox] + 1
        while len(going[full]) >= IN_SLOT:
            full += 1
    return {at + slot * SLOT: keys for slot, keys in sorted(going.items()) if keys}
