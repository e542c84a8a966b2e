"""Open alarms as lines above every page of a colleague: one line per thing to do, not one per complaint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Alarm, Message
from dossiers.permissions import dossiers_for, may

GUARD_SILENT_AFTER = 300  # seconds
GUARD_SILENT = (
    "De bewaker van de post geeft geen teken van leven: blijft er post liggen, dan merkt niemand dat op tijd. "
    "Zeg het tegen ICT."
)
# where the post stands that an alarm is about; the rest waits for a person
WAITS_IN = {"ack-late": "onderweg", "mail-late": "onderweg"}
MOST = 50  # rows read; the guard makes one alarm of more than twenty complaints


@dataclass(frozen=True)
class Banner:
    """One line: its text, where to go, and the alarms in it; none when this page found out itself."""

    cause: str
    text: str
    url: str
    alarms: tuple[Any, ...] = ()
    may_acknowledge: bool = False

    @property
    def seen(self) -> Any:
        """The last alarm that somebody acknowledged, once all of them are."""
        rows = [a for a in self.alarms if a.seen_at]
        return max(rows, key=lambda a: a.seen_at) if rows and len(rows) == len(self.alarms) else None


def banners(user: Any, ours: Any) -> list[Banner]:
    """`ours`: the organisation as `watched` reads it. One query, and none while nothing is wrong."""
    rows = list(_open_alarms(user)) if ours.is_alarmed else []
    people = [a for a in rows if a.cause.startswith("ack:")]
    alone = rows if len(people) == 1 else [a for a in rows if a not in people]
    lines = [_line(a, user) for a in alone]
    if len(people) > 1:
        lines.append(_together(people, user))
    return [*_silent_guard(ours, rows), *lines]


def _silent_guard(ours: Any, rows: Iterable[Any]) -> list[Banner]:
    """Found out by the page itself: a dead guard opens no alarm, and a worker may be dead too."""
    last = ours.guard_at
    silent = last is None or (timezone.now() - last).total_seconds() > GUARD_SILENT_AFTER
    told = any(a.cause == "silent:guard" for a in rows)
    return [Banner("silent:guard", GUARD_SILENT, reverse("alarms"))] if silent and not told else []


def _open_alarms(user: Any) -> Any:
    """With each whether this person may see its dossier, and which acknowledgement stopped. One query."""
    stopped = Message.objects.filter(kind=Message.Kind.ACKNOWLEDGEMENT, dossier=OuterRef("dossier"))
    found = Alarm.objects.filter(closed_at=None).select_related("dossier", "seen_by")
    in_sight = Exists(dossiers_for(user).filter(pk=OuterRef("dossier")))
    return found.annotate(in_sight=in_sight, stopped=Subquery(stopped.order_by("pk").values("pk")[:1]))[:MOST]


def _together(people: list[Any], user: Any) -> Banner:
    """Five refused acknowledgements are one thing to do."""
    text = (
        f"{len(people)} melders weten (misschien) nog niet dat wij hun bericht kregen: de mail is geweigerd, kwam "
        "misschien niet aan, of wacht op een mens. Kijk in Verzonden post en bel ze vandaag nog."
    )
    mine = any(a.in_sight for a in people)
    url = f"{reverse('outbox')}?toestand=wacht&soort=ack" if mine else reverse("alarms")
    return Banner("ack-stuck", text, url, tuple(people), mine)


def _line(alarm: Any, user: Any) -> Banner:
    mine = may_acknowledge(alarm, user, in_sight=alarm.in_sight)
    return Banner(alarm.cause, alarm.text, _url(alarm, user) or reverse("alarms"), (alarm,), mine)


def may_acknowledge(alarm: Alarm, user: Any, *, in_sight: bool) -> bool:
    """ "Gezien" is proof that somebody was warned, so only who can do something about it may press it."""
    if not alarm.is_about_post:
        return True
    return in_sight if alarm.dossier_id else may(user, "see")


def _url(alarm: Any, user: Any) -> str:
    """Where something can be done about it, for who may go there."""
    if not may(user, "see") or alarm.cause.startswith("silent:"):
        return ""
    if alarm.dossier is None:
        return f"{reverse('outbox')}?toestand={WAITS_IN.get(alarm.cause, 'wacht')}"
    return _dossier_url(alarm) if alarm.in_sight else ""


def _dossier_url(alarm: Any) -> str:
    """An acknowledgement that stopped: straight to where a person decides about it."""
    pk = alarm.stopped if alarm.cause.startswith("ack:") else None
    return reverse("message", args=[pk]) if pk else reverse("dossier", args=[alarm.dossier.reference])
