"""Offers every open alarm over each second road, once per rung, and writes that down: the proof of "warned"."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q

from dossiers.correspondence import roads
from dossiers.correspondence.ladder import rungs
from dossiers.models import Alarm, Offered

log = logging.getLogger(__name__)
MOST_TRIES = 5
AGAIN_AFTER = timedelta(seconds=50)  # a little less than the minute between two looks of the guard
MOST_AT_ONCE = 50  # alarms in one message; the rest follows a minute later


def offer_alarms(*, at: datetime) -> None:
    """What is due goes in one message per road; a road that fails is tried again at the next look."""
    claimed = {road: _claim(road, at) for road in roads.configured()}
    texts = {road: _text(offers) for road, offers in claimed.items() if offers}
    for road, wrong in roads.take(texts).items():
        if wrong:
            log.warning("second road %s: %s", road, wrong)
        else:
            _taken(road, claimed[road])


def _taken(road: str, offers: list[Offered]) -> None:
    Offered.objects.filter(pk__in=[o.pk for o in offers]).update(ok=True)
    for offer in offers:
        log.info("alarm %s (%s): offered over %s, %s", offer.alarm_id, offer.alarm.kind, road, offer.rung)


def _text(offers: Iterable[Offered]) -> str:
    """One line per alarm, also when two rungs of it are due."""
    return "\n".join(dict.fromkeys(o.alarm.text for o in offers))


def _claim(road: str, at: datetime) -> list[Offered]:
    """Count the try before it begins, so that two guards, or one that dies, never warn without end."""
    claimed = []
    for offer in _due(road, at)[:MOST_AT_ONCE]:
        mine = Offered.objects.filter(pk=offer.pk).filter(_may_try(at))
        if mine.update(tries=F("tries") + 1, at=at):
            claimed.append(offer)
    return claimed


def _may_try(at: datetime) -> Q:
    rested = Q(tries=0) | Q(at__lte=at - AGAIN_AFTER)
    return rested & Q(ok=False, tries__lt=MOST_TRIES)


def _due(road: str, at: datetime) -> list[Offered]:
    """A row for each rung reached now; a rung that failed stays due, also after midnight."""
    alarms = list(Alarm.objects.filter(closed_at=None))
    ours = Offered.objects.filter(road=road, alarm__in=[a.pk for a in alarms])
    there = set(ours.values_list("alarm_id", "rung"))
    Offered.objects.bulk_create(
        [
            Offered(alarm=alarm, rung=rung, road=road, at=at)
            for alarm in alarms
            for rung in rungs(alarm, at)
            if (alarm.pk, rung) not in there
        ],
        ignore_conflicts=True,
    )
    return list(ours.filter(_may_try(at)).select_related("alarm").order_by("tries", "id"))
