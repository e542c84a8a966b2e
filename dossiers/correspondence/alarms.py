"""Alarms as rows: one open per cause, opened and closed by what was found, mailed to managers along the ladder."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from dossiers.correspondence import outbox
from dossiers.correspondence.alarm_words import words_of
from dossiers.correspondence.ladder import rungs
from dossiers.models import Alarm, Dossier, Message, Role, User

log = logging.getLogger(__name__)
State = Message.State
OVER = "waar dit voor waarschuwde, is voorbij"


@dataclass(frozen=True)
class Finding:
    """Something a person must know: one open alarm per cause."""

    cause: str
    text: str
    dossier: Dossier | None = None


def keep(found: list[Finding], *, at: datetime) -> None:
    """Open what is new, close what is over, and mail the managers."""
    findings = {f.cause: f for f in found}
    for over in Alarm.objects.filter(closed_at=None).exclude(cause__in=findings):
        _close(over, at)
    for finding in findings.values():
        _open(finding, at)
    for alarm in Alarm.objects.filter(closed_at=None):
        _mail(alarm, at)


def _close(alarm: Alarm, at: datetime) -> None:
    if Alarm.objects.filter(pk=alarm.pk, closed_at=None).update(closed_at=at):
        log.info("alarm %s (%s): closed", alarm.pk, alarm.kind)
        _stop_mail(alarm)


def _stop_mail(alarm: Alarm) -> None:
    """A warning that waited for the mail server would come after the trouble."""
    mails = Message.objects.filter(kind=Message.Kind.ALARM, once__startswith=f"alarm:{alarm.pk}:")
    waiting = mails.filter(state__in=[State.QUEUED, State.CLAIMED])
    waiting.update(state=State.SUPPRESSED, reason=OVER, claim="", lease_until=None)


def _open(finding: Finding, at: datetime) -> None:
    current = Alarm.objects.filter(cause=finding.cause, closed_at=None)
    if current.update(text=finding.text):
        return
    try:
        with transaction.atomic():
            made = Alarm.objects.create(
                cause=finding.cause, text=finding.text, dossier=finding.dossier, opened_at=at
            )
    except IntegrityError:
        return  # another guard was first
    log.warning("alarm %s (%s): opened", made.pk, made.kind)


def _mail(alarm: Alarm, at: datetime) -> None:
    """Mail every manager once per rung; a colleague's own mailbox is no second road, the banner is the first."""
    for rung in rungs(alarm, at):
        for user in User.objects.filter(is_active=True):
            if user.has_role(Role.MANAGER):
                _mail_once(alarm, user, f"alarm:{alarm.pk}:{user.pk}:{rung}", at)


def _mail_once(alarm: Alarm, user: User, once: str, at: datetime) -> None:
    if Message.objects.filter(once=once).exists():
        return
    try:
        with transaction.atomic():
            outbox.post_alarm(user, words_of(alarm.cause).title, alarm.text, once=once, at=at)
    except IntegrityError:
        pass
