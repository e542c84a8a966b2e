"""The label of "Eerste termijn" in the worklist: what is due first, in a few words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from dossiers.dates import day, day_year
from dossiers.deadlines import ACKNOWLEDGED
from dossiers.models import Dossier, Kind, Message, Promise, Step
from dossiers.promises import ANSWER
from dossiers.workplace.reader import Reader
from dossiers.workplace.under_way import LATE_AFTER, ON_ITS_WAY

SOON = 7  # days


@dataclass(frozen=True)
class Label:
    tone: str
    icon: str
    word: str
    under: str = ""


def with_terms(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """What the label needs, fetched with the row."""
    of_row = {"dossier": OuterRef("pk")}
    open_promises = Promise.objects.filter(kept_at=None, **of_row).order_by("due_on", "pk")
    asked = Message.objects.filter(
        kind__in=[Message.Kind.SURVEY, Message.Kind.REMINDER], state="sent", **of_row
    )
    acknowledgement = Message.objects.filter(kind=Message.Kind.ACKNOWLEDGEMENT, **of_row)
    leaving = acknowledgement.filter(state__in=ON_ITS_WAY)
    return rows.annotate(
        has_acknowledgement=Exists(acknowledgement.filter(state__in=ACKNOWLEDGED)),
        leaving_since=Subquery(leaving.values("created_at")[:1]),
        promise_on=Subquery(open_promises.values("due_on")[:1]),
        promise_about=Subquery(open_promises.values("about")[:1]),
        asked_at=Subquery(asked.order_by("-sent_at").values("sent_at")[:1]),
    )


def in_days(what: str, on: date, today: date) -> tuple[str, str, str]:
    """Tone, icon and words: "Antwoord over 3 dagen", "Antwoord morgen", "Antwoord 1 dag te laat"."""
    days = (on - today).days
    if days < 0:
        return "stop", "warning-octagon", f"{what} {-days} {'dag' if days == -1 else 'dagen'} te laat"
    near = {0: "vandaag", 1: "morgen"}
    tone, icon = ("care", "hourglass") if days <= SOON else ("plain", "check-circle")
    return tone, icon, f"{what} {near.get(days) or f'over {days} dagen'}"


def _closed(d: Dossier, r: Reader) -> Label | None:
    return Label("plain", "archive", "Gesloten", day_year(d.closed_at)) if d.closed_at else None


def _unacknowledged(d: Dossier, r: Reader) -> Label | None:
    if d.has_acknowledgement:  # type: ignore[attr-defined]
        return None
    since = d.leaving_since  # type: ignore[attr-defined]
    if since and since > r.at - LATE_AFTER:
        return Label("plain", "clock", "Bevestiging gaat nu weg")
    return Label("stop", "warning-octagon", "Bevestig vandaag", day_year(d.acknowledge_on))


def _without_handler(d: Dossier, r: Reader) -> Label | None:
    if d.handler_id:
        return None
    if late := r.late_without_handler(d):
        return Label("stop", "warning-octagon", "Kies een behandelaar", f"{late} te laat")
    return Label("care", "hourglass", "Kies een behandelaar", day_year(d.due_on))


def _answer_on(d: Dossier) -> date | None:
    """The last day of the law, as long as there is an answer to give."""
    return d.decide_by if d.step < Step.EVALUEREN else None


def _promised(d: Dossier, r: Reader) -> Label | None:
    on, answer_on = d.promise_on, _answer_on(d)  # type: ignore[attr-defined]
    if on is None or d.promise_about == ANSWER or (answer_on and answer_on < on):  # type: ignore[attr-defined]
        return None
    tone, icon, word = in_days("Belofte", on, r.today)
    return Label(tone, icon, word, day_year(on)) if tone != "plain" or d.step == Step.EVALUEREN else None


def _silent(d: Dossier, r: Reader) -> Label | None:
    walking = d.kind == Kind.KLACHT and Step.INFORMEREN <= d.step <= Step.OPLOSSEN
    if not walking or d.complainant.is_anonymous or d.last_contact_at >= r.quiet_before:
        return None
    return Label("note", "moon", f"{r.silent_workdays(d.last_contact_at)} werkdagen stil", day_year(d.due_on))


def _answer(d: Dossier, r: Reader, *, only_soon: bool = False) -> Label | None:
    days = [on for on in (_answer_on(d), d.promise_on if d.promise_about == ANSWER else None) if on]  # type: ignore[attr-defined]
    if not days:
        return None
    tone, icon, word = in_days("Antwoord", min(days), r.today)
    return None if only_soon and tone == "plain" else Label(tone, icon, word, day_year(min(days)))


def _evaluating(d: Dossier, r: Reader) -> Label | None:
    if d.step != Step.EVALUEREN:
        return None
    said = getattr(d, "evaluation", None)
    if said and (said.answered_at or said.absent_at):
        return Label("note", "star", "Sluit af", f"evaluatie {day(said.answered_at or said.absent_at)}")
    asked = d.asked_at  # type: ignore[attr-defined]
    return Label("plain", "minus", "Wacht op evaluatie", f"vraag gestuurd {day(asked)}" if asked else "")


def label_of(d: Dossier, r: Reader) -> Label:
    """The first that fits, in the order of harm."""
    return (
        _closed(d, r) or _unacknowledged(d, r) or _without_handler(d, r) or _promised(d, r)
        or _answer(d, r, only_soon=True) or _silent(d, r) or _evaluating(d, r) or _answer(d, r)
        or Label("care", "hourglass", "Handel af", day_year(d.due_on))
    )  # fmt: skip
