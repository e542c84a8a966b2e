"""The guard needs only the database: it sees what Celery might miss, warns, and delivers itself (docs/promises.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from dossiers.correspondence import alarms, flood, mail_silence, second_road, silence, unreachable
from dossiers.correspondence.alarms import Finding
from dossiers.correspondence.ladder import evening_of
from dossiers.correspondence.states import may_have_come
from dossiers.dates import moment
from dossiers.models import Alarm, Dossier, Heartbeat, Message

State = Message.State
MINUTES = timedelta(minutes=1)
UNAWARE = {
    State.FAILED: "de mailserver weigerde de bevestiging",
    State.UNCERTAIN: "misschien kwam de bevestiging niet aan",
}
OPEN = (State.HELD, State.QUEUED, State.CLAIMED, State.HANDING, State.UNCERTAIN, State.FAILED)
ONE_BY_ONE = 20  # more alarms of one kind are one alarm
LATE_AFTER = 30 * MINUTES
LATE_AFTER_IN_THE_EVENING = 3 * MINUTES  # just after the guard sent it itself, or tried to


def beat(name: str, *, at: datetime) -> None:
    """A sign of life."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})


def _waiting(at: datetime) -> Iterator[Finding]:
    """Acknowledgements that are due for half an hour and have not left: one alarm, not one per mail (F7)."""
    acks = Message.objects.filter(kind=Message.Kind.ACKNOWLEDGEMENT, dossier__closed_at=None)
    portions = Q(attempts=0, due_at__gt=at)  # a person let them go, some now and some later
    late = acks.filter(_late(at), state__in=[State.QUEUED, State.CLAIMED, State.HANDING]).exclude(portions)
    if count := late.count():
        text = "1 bevestiging is nog niet weg" if count == 1 else f"{count} bevestigingen zijn nog niet weg"
        who = "Deze melder weet" if count == 1 else "Deze melders weten"
        told = f"{text}. {_cause(late)}. {who} nog van niets: vraag ICT, of bel vandaag nog zelf."
        yield Finding("ack-late", told[:300])
    else:
        yield from _mail_away(at)
    stuck = acks.filter(state__in=[State.FAILED, State.UNCERTAIN]) | acks.filter(
        state=State.HELD, created_at__lte=at - LATE_AFTER
    )
    if (count := stuck.exclude(_flooded()).count()) <= ONE_BY_ONE:
        yield from _unaware(stuck.exclude(_flooded()))
    else:
        lacks = "weet de melder (misschien) nog niet dat ze binnen zijn"
        text = f"Van {count} klachten {lacks}. Kijk in Verzonden post en bel nu."
        yield Finding("ack-stuck", text)


def _mail_away(at: datetime) -> Iterator[Finding]:
    """Only other post waits for a mail server that is away: no hurry of a day, but nobody else would tell."""
    away = mail_silence.since()
    others = Message.objects.filter(state=State.QUEUED).exclude(kind__in=Message.Kind.to_colleagues())
    if away and at - away >= LATE_AFTER and (count := others.filter(attempts__gt=0).count()):
        waits = "wacht 1 bericht" if count == 1 else f"wachten {count} berichten"
        told = f"De mailserver antwoordt niet sinds {moment(away, 'nl')}. Er {waits} aan melders. {_cause(others)}."
        yield Finding("mail-late", told[:300])


def _unaware(stuck: QuerySet[Message]) -> Iterator[Finding]:
    for message in stuck.select_related("dossier"):
        d = message.dossier
        assert d is not None
        why = UNAWARE.get(State(message.state), "de bevestiging wacht op een mens")
        lacks = "misschien nog niet" if may_have_come(message) else "nog niet"
        text = f"De melder van {d.reference} weet {lacks} dat {d.called} binnen is: {why}. Bel vandaag nog."
        yield Finding(f"ack:{d.reference}", text, d)


def _flooded() -> Q:
    """What the breaker stopped has one alarm of its own."""
    return Q(state=State.HELD, reason=flood.FLOOD)


def _flood(at: datetime) -> Iterator[Finding]:
    """One alarm as long as the breaker is open, and while something waits that it stopped (A5)."""
    breaker = flood.settle(at=at)
    waits = flood.waiting().count() if breaker else Message.objects.filter(_flooded()).count()
    if breaker or waits:
        text = f"Er kwamen heel veel klachten tegelijk. Er wachten {waits} bevestigingen. Beslis in Verzonden post."
        yield Finding("flood", text)


def _cause(late: QuerySet[Message]) -> str:
    """What we found out ourselves; the words of a server stay out, since they may hold an address."""
    found = late.filter(answer__startswith=unreachable.BEGIN).values_list("answer", flat=True).first()
    return f"Er is {found[:160]}" if found else "De mailserver neemt ze niet aan"


def _late(at: datetime) -> Q:
    """Half an hour; who complained after half past nine this evening is warned about at once."""
    tonight = Q(created_at__gte=evening_of(at), created_at__lte=at - LATE_AFTER_IN_THE_EVENING)
    return tonight | Q(created_at__lte=at - LATE_AFTER)


def _missing(at: datetime) -> Iterator[Finding]:
    """A dossier without an acknowledgement row cannot exist; if it does, say so."""
    for d in Dossier.objects.exclude(messages__kind=Message.Kind.ACKNOWLEDGEMENT)[:20]:
        yield Finding(
            f"no-ack:{d.reference}",
            f"Bij {d.reference} is geen bevestiging gemaakt. Bel de melder vandaag nog, en zeg het tegen ICT.",
            d,
        )


def _past_deadline(at: datetime) -> Iterator[Finding]:
    late = Message.objects.filter(kind=Message.Kind.ACKNOWLEDGEMENT, deadline_at__lt=at, state__in=OPEN)
    if count := late.count():
        text = f"{count} keer lukte het niet om dezelfde dag te bevestigen. Bel deze melders nu als eersten."
        yield Finding("ack-missed", text)


def _silent_processes(at: datetime) -> Iterator[Finding]:
    for cause, text in silence.workers(at):
        yield Finding(cause, text)


CHECKS = (_flood, _waiting, _missing, _past_deadline, _silent_processes)


def _found(at: datetime) -> list[Finding]:
    return [finding for check in CHECKS for finding in check(at)]


def look(*, at: datetime) -> list[Alarm]:
    """Run every check; open what is new, close what is over. Returns the open alarms."""
    alarms.keep(_found(at), at=at)
    beat("guard", at=at)
    second_road.offer_alarms(at=at)
    return list(Alarm.objects.filter(closed_at=None))


def stand_in(*, at: datetime) -> None:
    """The worker watches the guard: while that is silent it looks in its place, and says so."""
    if silent := [Finding(cause, text) for cause, text in silence.guard(at)]:
        alarms.keep([*silent, *_found(at)], at=at)
        second_road.offer_alarms(at=at)
