"""A complaint comes in: stored and acknowledged in one transaction (docs/promises.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from dossiers import deadlines, lifecycle, links, reference
from dossiers.casework.actions import customer_writes
from dossiers.casework.files import attach
from dossiers.correspondence import letters, outbox, vouching
from dossiers.correspondence.letter import carrier_for, in_language
from dossiers.dates import moment
from dossiers.documents.uploads import Accepted
from dossiers.intake import caps
from dossiers.intake.again import belongs_with, news_of, other_token, sent_before
from dossiers.intake.once import only_once
from dossiers.models import (
    Carrier,
    Complainant,
    Dossier,
    Filing,
    Kind,
    Message,
    Organisation,
    Party,
    Period,
    Step,
    Team,
    User,
)
from dossiers.promises import refresh_due
from dossiers.timeline import Actor, colleague, record

NO_ROAD = "anoniem: de pagina na het indienen is de bevestiging"
ON_SCREEN = "geen mail, brief of telefoon mogelijk"


@dataclass
class Report:
    """What somebody told us, before it is a dossier."""

    subject: str
    story: str
    form: list[tuple[str, str]]
    carrier: str
    received_at: datetime
    complainant: dict[str, Any]
    kind: str = Kind.KLACHT
    language: str = "nl"
    representative: dict[str, str] | None = None
    files: Iterable[Accepted] = ()
    facts: dict[str, Any] = field(default_factory=dict)  # other fields of Dossier
    doubted: bool = False  # the mail address looks like a slip, and nobody said that it is none
    solved: bool = False  # put right on the spot: the acknowledgement promises no more


def _store(report: Report, *, by: User | None, team: Team | None = None, at: datetime) -> Dossier:
    organisation = Organisation.current()
    is_complaint = report.kind == Kind.KLACHT
    dossier = Dossier(
        subject=report.subject, story=report.story, form=[list(row) for row in report.form], kind=report.kind,
        carrier=report.carrier, language=report.language, received_at=report.received_at, registered_at=at,
        registered_by=by, acknowledge_on=timezone.localdate(at), step_since=at, last_contact_at=report.received_at,
        decide_by=deadlines.decide_by(organisation.law_profile, report.received_at) if is_complaint else None,
        due_on=timezone.localdate(at), team=team or organisation.intake_team, **report.facts,
    )  # fmt: skip
    dossier.reference = reference.next_reference(timezone.localdate(at).year)
    dossier.save()
    Period.objects.create(dossier=dossier, opened_at=at)
    Complainant.objects.create(dossier=dossier, language=report.language, **report.complainant)
    if report.representative:
        Party.objects.create(dossier=dossier, part=Party.Part.REPRESENTATIVE, **report.representative)
    attach(dossier, report.files, by=by, at=at)
    prefetch_related_objects([dossier], "parties")  # whom we write to is asked nine times, and read once
    return dossier


def acknowledge(
    dossier: Dossier,
    *,
    hold: str = "",
    with_copy: bool = True,
    with_link: bool = True,
    solved: bool = False,
    at: datetime,
) -> Message:
    """Post the acknowledgement, whatever the kind and whatever the road (R55); by mail always a way to the copy.

    `with_link` False: no way to the complaint either, before the reader says that the address is his.
    """
    carrier = carrier_for(dossier)
    on_page = carrier == Message.Carrier.PAGE
    by_mail = carrier == Message.Carrier.EMAIL
    with_copy = (with_copy and by_mail) or carrier == Message.Carrier.LETTER  # nothing goes along with a call
    confirm = vouching.confirm_url(dossier, at=at) if by_mail and not with_copy else ""
    with in_language(dossier.language):
        letter = letters.acknowledgement(
            dossier, with_copy=with_copy, with_link=with_link, confirm=confirm, solved=solved, at=at
        )
    return outbox.post(
        letter,
        once=f"ack:{dossier.reference}",
        dossier=dossier,
        carrier=carrier,
        at=at,
        deadline_at=deadlines.end_of(dossier.acknowledge_on),
        held=hold,
        suppressed=(NO_ROAD if dossier.complainant.is_anonymous else ON_SCREEN) if on_page else "",
    )


def _recognise(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Filing as klacht, or registering it as one, is recognising (R47)."""
    if dossier.kind == Kind.KLACHT and dossier.step == Step.HERKENNEN:
        lifecycle.make_move(dossier, "herken", by=by, at=at)  # each move finds its first date itself
    else:
        refresh_due(dossier)
    lifecycle.advance(dossier, by=by, at=at)
    # what was read for this press is not for the next who has this object in hand
    dossier._prefetched_objects_cache.clear()


@transaction.atomic
def register(report: Report, *, by: User, team: Team | None = None, token: str = "", at: datetime) -> Dossier:
    """A colleague logs what somebody told him (R29, R62). Call it inside `only_once` when there is a token."""
    team = team or by.teams.filter(is_top=False).first()
    dossier = _store(report, by=by, team=team, at=at)
    if token:
        Filing.objects.create(token=token, dossier=dossier, at=at, source="")
    record(
        dossier, "registered", by=colleague(by), at=at,
        carrier=dossier.get_carrier_display().lower(), received=moment(dossier.received_at, "nl"),
    )  # fmt: skip
    acknowledge(dossier, solved=report.solved, at=at)
    _recognise(dossier, by=colleague(by), at=at)
    return dossier


def file_complaint(
    report: Report, *, token: str, source: str, marked: str = "", proved: bool = False, at: datetime
) -> Dossier:
    """A visitor files (R54). Pressed again is one complaint; the same form with other words comes with it (F18)."""
    if earlier := sent_before(report, source=source, at=at):
        return earlier
    new: list[Dossier] = []
    dossier = only_once(token, lambda: new.append(_file(report, token, source, marked, proved, at)) or new[0])
    if new or (news := news_of(report, dossier)) is None:
        return dossier
    other = other_token(token, report)
    if dossier.filing.source == source and belongs_with(report, dossier, at=at):
        customer_writes(dossier, news.text, files=news.files, token=other, at=at)
        return dossier
    return only_once(other, lambda: _file(report, other, source, marked, False, at))  # the work was for one


@transaction.atomic
def _file(report: Report, token: str, source: str, marked: str, proved: bool, at: datetime) -> Dossier:
    report.carrier = Carrier.FORMULIER
    dossier = _store(report, by=None, at=at)
    filing = Filing.objects.create(
        token=token, dossier=dossier, at=at, source=source, marked=marked, proved=proved,
        mailbox=caps.mailbox_of(report.complainant.get("email", "")),
    )  # fmt: skip
    actor = Actor(dossier.complainant.called, from_outside=True)
    record(dossier, "filed", by=actor, at=at)
    links.secret_of(dossier, at=at)
    message = _answer(dossier, filing, report.doubted, at)
    if message.state == Message.State.SUPPRESSED:
        record(dossier, "shown", by=actor, at=at)
    _recognise(dossier, by=actor, at=at)
    return dossier


def _answer(dossier: Dossier, filing: Filing, doubted: bool, at: datetime) -> Message:
    """To an address that nobody proved a copy only goes after some work, and not when a cap is near (A6).

    To an address that is perhaps a slip goes nothing that opens the complaint: a stranger may be at home there.
    """
    vouched = vouching.is_vouched(dossier)
    weighed = caps.weigh(filing, vouched=vouched, at=at)
    hold = weighed.hold or filing.marked
    safe = filing.proved and not (hold or weighed.near or doubted)
    link = vouched or not doubted
    return acknowledge(dossier, hold=hold, with_copy=vouched or safe, with_link=link, at=at)
