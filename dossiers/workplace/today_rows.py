"""The rows of Vandaag: a sentence with a person, why now, and one verb that leads to the very place."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from dossiers.correspondence.answers import meaning
from dossiers.correspondence.states import may_have_come
from dossiers.models import Contact, Dossier, Message, Promise, Step
from dossiers.promises import ANSWER
from dossiers.workdays import workdays_between
from dossiers.workplace.reader import Reader
from dossiers.workplace.today_words import (
    brought,
    in_vain,
    inside,
    lower_first,
    on_day,
    page_of,
    quote,
    since,
    so_many,
)

LOW = 5  # a score that asks for a call (R23)


@dataclass(frozen=True)
class Row:
    name: str
    after: str
    reason: str
    url: str
    verb: str
    icon: str
    tone: str
    before: str = ""
    about: str = ""  # where the dossier itself is

    @property
    def ico(self) -> str:
        return f"ico-{self.tone}"


def _about(d: Dossier, *said: str, before: str = "") -> Row:
    return Row(*said, before=before, about=page_of("dossier", d))


ACK_VERBS = {Message.Carrier.LETTER: "Verstuur de brief", Message.Carrier.PHONE: "Bel en bevestig"}
STUCK_VERBS = {Message.Carrier.LETTER: "Verstuur de brief", Message.Carrier.PHONE: "Bel en leg vast"}


def _why(m: Message) -> str:
    """What a mail server said, in our words; its own stand on the page of the message."""
    return meaning(m.reason) or m.reason


def unacknowledged(m: Message, r: Reader) -> Row:
    d = m.dossier
    assert d is not None
    why = _why(m) or "De mail is nog niet weg."
    lacks = "misschien nog niet" if may_have_come(m) else "nog niet"
    return _about(
        d, d.complainant.called, f" weet {lacks} dat {d.called} binnen is",
        f"{why.rstrip('.')}. {since(d.received_at, r)}: {d.subject}{_tried(m, r)}",
        reverse("message", args=[m.pk]), ACK_VERBS.get(Message.Carrier(m.carrier), "Bekijk de mail"),
        "warning-octagon", "stop",
    )  # fmt: skip


def flooded(count: int) -> Row:
    where = reverse("flood")
    return Row(
        f"{count} melders", " weten nog niet dat wij hun bericht kregen",
        "Er kwam veel tegelijk van één plek of aan één adres. Bekijk ze per stapel en beslis in één keer.",
        where, "Beslis samen", "warning-octagon", "stop", about=where,
    )  # fmt: skip


def promised(p: Promise, r: Reader) -> Row:
    d, late = p.dossier, (r.today - p.due_on).days
    when = "Vandaag" if late == 0 else f"Uiterlijk {on_day(p.due_on)}, {so_many(late)} te laat"
    url, verb = _promise_place(p)
    return _about(
        d, inside(d), f": {lower_first(p.what)}",
        f"{when}. Beloofd op {on_day(timezone.localdate(p.made_at))}{in_vain(d, r)}",
        url, verb, "handshake", "care" if late == 0 else "stop", before="Je beloofde ",
    )  # fmt: skip


def _promise_place(p: Promise) -> tuple[str, str]:
    if p.about == ANSWER:
        return _answer_place(p.dossier)
    if p.about.startswith("redress"):
        return page_of("dossier", p.dossier, "#aanbod"), "Doe het en vink af"
    if p.what.lower().startswith(("bel", "terugbel")):
        return page_of("note", p.dossier, "?soort=phone_out"), "Bel en leg vast"
    return page_of("dossier", p.dossier, "#beloften"), "Doe het en vink af"


ANSWER_PLACES = {
    Step.INFORMEREN: ("introduce", "Stel je voor"),
    Step.ANALYSEREN: ("analyse", "Maak de analyse af"),
    Step.OPLOSSEN: ("answer", "Schrijf het antwoord"),
}


def _answer_place(d: Dossier) -> tuple[str, str]:
    page, verb = ANSWER_PLACES.get(Step(d.step), ("dossier", "Ga verder"))
    return page_of(page, d, "#nu" if page == "dossier" else ""), verb


def near(d: Dossier, r: Reader) -> Row:
    assert d.decide_by is not None
    left = workdays_between(r.today, d.decide_by, r.off)
    late = (r.today - d.decide_by).days
    why = f"{so_many(late)} te laat. Bel vandaag, en noem een nieuwe datum" if late > 0 else (
        f"Nog {so_many(left, 'werkdag', 'werkdagen')}" if left else "Dat is vandaag")  # fmt: skip
    url, verb = _answer_place(d)
    if d.has_draft and verb == "Schrijf het antwoord":  # type: ignore[attr-defined]
        why, verb = f"{why}. De brief is begonnen", "Open de brief"
    return _about(
        d, inside(d), f" uiterlijk {on_day(d.decide_by)}", f"{why}. {d.subject}", url, verb,
        "hourglass", "stop" if late > 0 else "care", before="Antwoord aan ",
    )  # fmt: skip


def _tried(m: Message, r: Reader) -> str:
    assert m.dossier is not None
    return in_vain(m.dossier, r) if m.carrier == Message.Carrier.PHONE else ""


def stuck(m: Message, r: Reader) -> Row:
    d = m.dossier
    assert d is not None
    verb = STUCK_VERBS.get(Message.Carrier(m.carrier), "Bekijk de mail")
    what = m.get_kind_display().lower()
    return _about(
        d, d.complainant.called, f" heeft nog niet: {what}",
        (_why(m) or "We weten niet of het aankwam.").rstrip(".") + _tried(m, r) + ".",
        reverse("message", args=[m.pk]), verb, "envelope-simple", "care",
    )  # fmt: skip


def wrote(contacts: list[Contact], r: Reader) -> Row:
    last = contacts[-1]
    d = last.dossier
    more = f" (en {len(contacts) - 1} eerder)" if len(contacts) > 1 else ""
    did, what = brought(last)
    return _about(
        d, d.complainant.called, did, f"{since(last.at, r)}{more}. {what}",
        page_of("dossier", d, "#bericht"), "Lees het bericht", "chat-circle-text", "note",
    )  # fmt: skip


def unassigned(d: Dossier, r: Reader) -> Row:
    late = r.late_without_handler(d)
    why = f"{late} te laat. {since(d.received_at, r)}" if late else since(d.received_at, r)
    return _about(
        d, d.complainant.called, " heeft nog geen vaste persoon", f"{why}. {d.subject}",
        page_of("assign", d), "Kies een behandelaar", "user-plus", "stop" if late else "care",
    )  # fmt: skip


def quiet(d: Dossier, r: Reader) -> Row:
    days = so_many(r.silent_workdays(d.last_contact_at), "werkdag", "werkdagen")
    return _about(
        d, d.complainant.called, f" hoorde {days} niets", d.subject, page_of("write", d), "Schrijf een bericht",
        "moon", "feel",
    )  # fmt: skip


def paused(m: Message) -> Row:
    """A progress message that a person must look at first."""
    d = m.dossier
    assert d is not None
    return _about(
        d, d.complainant.called, " wacht op bericht van jou", m.reason, page_of("write", d), "Schrijf een bericht",
        "moon", "feel",
    )  # fmt: skip


def evaluated(d: Dossier, r: Reader) -> Row:
    e = d.evaluation
    if e.answered_at is None:
        return _about(
            d, d.complainant.called, " geeft geen evaluatie", e.absence, page_of("close", d), "Sluit af", "star", "soft"
        )  # fmt: skip
    scores = f"een {e.handling} voor het contact en een {e.solution} voor de oplossing"
    said = quote(e.comment) if e.comment else ""
    called_since = d.last_contact_at > e.answered_at
    if min(e.handling, e.solution) <= LOW and not called_since:
        return _about(
            d, d.complainant.called, f" is nog niet tevreden: {scores}",
            f"Fijn om te weten. Bel, en luister eerst{in_vain(d, r)}. {said}".strip(),
            page_of("note", d, "?soort=phone_out"), "Bel en leg vast", "heart", "care",
        )  # fmt: skip
    return _about(
        d, d.complainant.called, f" gaf {scores}", said or d.subject, page_of("close", d), "Sluit af", "star", "good"
    )  # fmt: skip
