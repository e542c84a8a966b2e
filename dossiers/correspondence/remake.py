"""A letter that has not gone yet tells the truth: it is made anew of what it was made of, with the facts of now.

What we compose of facts alone is made anew by the change itself; a letter with the words of a colleague when one
presses for it, because he may want to read it again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dossiers.correspondence import astray, letters, outbox, vouching
from dossiers.correspondence.letter import Letter, carrier_for, facts_of, in_language
from dossiers.holding import hold
from dossiers.lifecycle import NotYet
from dossiers.models import Dossier, Message, Organisation, User
from dossiers.timeline import colleague, record

State, Carrier, Kind = Message.State, Message.Carrier, Message.Kind
READY = (State.HELD, State.QUEUED, State.FAILED)
FROM_FACTS = (Kind.ACKNOWLEDGEMENT, Kind.PROGRESS, Kind.SURVEY, Kind.REMINDER)
GONE = "Dit bericht is net weggegaan, of iemand anders was je voor. Kijk hieronder hoe het nu staat."
# what of the facts stands in every letter, and what only on one road
SAID = ("naam", "soort", "taal")
RECEIPT = ("moment van ontvangst",)
OF_ROAD = {Carrier.LETTER: ("organisatie", "postadres"), Carrier.PHONE: ("telefoonnummer",)}
ROAD = "hoe we de melder bereiken"
MAIL = "het mailadres klopt"


def _acknowledgement(dossier: Dossier, given: dict[str, Any], carrier: str, at: datetime) -> Letter:
    mail = carrier == Carrier.EMAIL
    copied = carrier == Carrier.LETTER or (
        mail and (given.get("with_copy", True) or vouching.is_vouched(dossier))
    )
    confirm = vouching.confirm_url(dossier, at=at) if mail and not copied else ""
    linked = copied or given.get("with_link", True)
    solved = given.get("solved", False)
    return letters.acknowledgement(
        dossier, with_copy=copied, with_link=linked, confirm=confirm, solved=solved, at=at
    )


Compose = Callable[[Dossier, dict[str, Any], str, datetime], Letter]
COMPOSE: dict[str, Compose] = {
    Kind.ACKNOWLEDGEMENT: _acknowledgement,
    Kind.INTRODUCTION: lambda d, given, _road, at: letters.introduction(d, **given, at=at),
    Kind.PROGRESS: lambda d, given, _road, at: letters.progress(d, **given, at=at),
    Kind.PERSONAL: lambda d, given, _road, at: letters.personal(d, **given, at=at),
    Kind.ANSWER: lambda d, given, _road, at: letters.answer(d, **given, at=at),
    Kind.SURVEY: lambda d, _given, _road, at: letters.survey(d, at=at),
    Kind.REMINDER: lambda d, _given, _road, at: letters.survey(d, reminder=True, at=at),
    Kind.CLOSING: lambda d, given, _road, at: letters.closing(d, **given, at=at),
}
DAYS = ("was", "expected_on")


def _given(message: Message) -> dict[str, Any]:
    """What the letter was given, with its days as days again."""
    given = (message.made_from or {}).get("given", {})
    return {n: date.fromisoformat(v) if n in DAYS and v else v for n, v in given.items()}


def road_of(message: Message) -> str:
    """Along which road it would go now; what somebody put on paper stays on paper."""
    assert message.dossier is not None
    on_paper = message.carrier == Carrier.LETTER and message.dossier.complainant.address
    return message.carrier if on_paper else carrier_for(message.dossier)


def changed(message: Message) -> list[str]:
    """What changed since it was made and stands in it, by name; empty when it has gone or nothing changed."""
    dossier, made = message.dossier, message.made_from or {}
    if dossier is None or message.state not in READY or (not made and message.kind != Kind.ACKNOWLEDGEMENT):
        return []
    road, now, was = road_of(message), facts_of(dossier), made.get("facts", {})
    if road == Carrier.PAGE:
        return []
    first = RECEIPT if message.kind == Kind.ACKNOWLEDGEMENT else ()
    # of what was made before a fact was kept we can't know that it changed
    old = was and now | was
    names = [n for n in (*SAID, *first, *OF_ROAD.get(Carrier(road), ())) if old.get(n) != now[n]]
    return [*names, *([ROAD] if road != message.carrier else []), *([MAIL] if _may_copy(message) else [])]


def _may_copy(message: Message) -> bool:
    """Made for an address that nobody proved, and now somebody did: the copy may go along after all (R56)."""
    assert message.dossier is not None
    without = not (message.made_from or {}).get("given", {}).get("with_copy", True)
    first = message.kind == Kind.ACKNOWLEDGEMENT and message.carrier == Carrier.EMAIL
    return first and without and vouching.is_vouched(message.dossier)


def turn(dossier: Dossier, *, by: User, at: datetime) -> None:
    """The facts changed: what waits takes the new address, and what is composed of facts is made anew."""
    astray.turn(dossier, by=by, at=at)
    waiting = dossier.messages.filter(kind__in=FROM_FACTS, state__in=READY)
    for message in waiting.exclude(tries__outcome=State.UNCERTAIN):  # it may have arrived as it was
        if changed(message):
            _make(message, by=by, at=at)


@transaction.atomic
def remake(message: Message, *, by: User, at: datetime) -> None:
    """The same words with the facts of now. NotYet when it has gone, or may have."""
    if message.dossier is None:
        raise NotYet(GONE)
    hold(message.dossier)
    if message.tries.filter(outcome=State.UNCERTAIN).exists() or not changed(message):
        raise NotYet(GONE)
    if not _make(message, by=by, at=at):
        raise NotYet(GONE)


def _make(message: Message, *, by: User, at: datetime) -> bool:
    """False when a worker took it meanwhile. Its day stays the day on which we promised."""
    dossier, road = message.dossier, road_of(message)
    assert dossier is not None
    with in_language(dossier.language):
        letter = COMPOSE[message.kind](dossier, _given(message), road, message.created_at)
    ours = Organisation.current()
    content = outbox.content_of(letter, dossier, road, ours) | _start(message, road, at)
    row = Message.objects.filter(pk=message.pk, state=message.state, carrier=message.carrier, told=True)
    if not row.update(**content):
        return False
    message.refresh_from_db()
    message.documents.all().delete()
    outbox.enclose(letter, message, ours, at=message.created_at)
    record(
        dossier, "remade", by=colleague(by), at=at, message=message, what=message.get_kind_display().lower()
    )
    transaction.on_commit(outbox.nudge, robust=True)
    return True


def _start(message: Message, road: str, at: datetime) -> dict[str, Any]:
    """Along another road it starts again: a mail goes, paper and phone wait for a person."""
    if road == message.carrier:
        return {}
    again = {"reason": ""} | outbox.state_of(road, "", "")
    due = max(message.due_at, at)
    return again | {"due_at": due, "attempts": 0}
