"""The answer and what follows it: how it was, and everything in a row."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers import deadlines, links
from dossiers.correspondence.blocks import Block, Bullets, Button, Heading, Paragraph, Table, written
from dossiers.correspondence.letter import Letter, brief
from dossiers.correspondence.letters.parts import (
    day_of,
    farewell,
    follow_button,
    greeting,
    helper,
    noun,
    outside_road,
    titled,
)
from dossiers.correspondence.procedure import procedure_rows
from dossiers.lifecycle import evaluation_of
from dossiers.models import Dossier, Kind, Message, Organisation, Redress
from dossiers.workdays import roll


def answer(dossier: Dossier, *, words: str, at: datetime) -> Letter:
    """The answer: what we heard, what went wrong, what we do and when, and the way outside (R41, R67, R98, R102)."""
    organisation = Organisation.current()
    blocks: list[Block] = [Paragraph(greeting(dossier)), *written(words)]
    if rows := [redress_line(row, dossier) for row in dossier.redress.all()]:
        blocks += [Heading(_("Dit doen wij")), Bullets(rows)]
    blocks += [*outside_road(organisation), farewell(dossier, organisation)]
    blocks += [*follow_button(dossier, at), *helper(dossier)]
    letter = Letter(
        Message.Kind.ANSWER,
        _("Ons antwoord op uw %(what)s (%(number)s)") % titled(dossier),
        _("Ons antwoord op uw %(what)s") % titled(dossier),
        blocks,
        given={"words": words},
    )
    letter.enclosures = [brief(letter, dossier, organisation, at)]
    return letter


def redress_line(row: Redress, dossier: Dossier) -> str:
    """One thing we do: what, how much, by when (R41, R68). Nobody leaves the price on a present."""
    told = row.amount if row.kind != Redress.Kind.GIFT else None
    money = f" ({_euro(told, dossier.language)})" if told else ""
    day = day_of(row.due_on, dossier)
    if row.done_at:
        return _("%(what)s. Dit is gedaan.") % {"what": row.what.rstrip(".") + money}
    return _("%(what)s. Uiterlijk %(day)s.") % {"what": row.what.rstrip(".") + money, "day": day}


def _euro(amount: Decimal, language: str) -> str:
    """€ 60, € 60,50 (with a space that does not break); in English €60.50."""
    figures = f"{amount:.0f}" if amount == int(amount) else f"{amount:.2f}"
    return f"€\u00a0{figures.replace('.', ',')}" if language == "nl" else f"€{figures}"


def survey(dossier: Dossier, *, reminder: bool = False, at: datetime) -> Letter:
    """Two questions: how was the contact, how is the solution (R71); one reminder and no more."""
    url = links.address("evaluate", links.secret_of(dossier, at=at), language=dossier.language)
    opening = (
        _("Een tijdje geleden vroegen wij u hoe het ging. Misschien kwam het er nog niet van.")
        if reminder
        else _("U kreeg ons antwoord op uw klacht. Wij zijn benieuwd hoe het nu gaat.")
    )
    blocks: list[Block] = [
        Paragraph(greeting(dossier)),
        Paragraph(opening),
        Paragraph(
            _(
                "Wilt u twee korte vragen beantwoorden? Hoe gingen wij met u om? En wat vindt u van de oplossing?"
            )
        ),
        Button(_("Geef antwoord op twee vragen"), url),
        Paragraph(_("Is het nog niet goed? Zeg het ons. Dan kijken wij er opnieuw naar.")),
        *helper(dossier),
    ]
    kind = Message.Kind.REMINDER if reminder else Message.Kind.SURVEY
    return Letter(
        kind, _("Hoe ging het? Twee vragen over uw klacht (%(number)s)") % {"number": dossier.reference},
        _("Hoe ging het?"), blocks, preheader=_("Twee korte vragen. Het kost één minuut."),
    )  # fmt: skip


def survey_due(dossier: Dossier, organisation: Organisation, at: datetime) -> datetime:
    """Ten in the morning, so many days after the answer, or on the working day after that."""
    day = deadlines.evaluation_on(timezone.localdate(at), organisation.evaluation_after_days)
    return deadlines.at_hour(roll(day, deadlines.days_off()), 10)


def reminder_due(asked_at: datetime, organisation: Organisation) -> datetime:
    return asked_at + timedelta(days=organisation.reminder_after_days)


def closing(dossier: Dossier, *, name: str, words: str, note: str, at: datetime) -> Letter:
    """The letter that confirms the whole procedure (R72, R73), or why it stops here.

    What we promised and did not do yet stays promised: then nothing says that all is done.
    """
    organisation, redress = Organisation.current(), list(dossier.redress.all())
    still_open = any(row.done_at is None for row in redress)
    blocks: list[Block] = [Paragraph(greeting(dossier)), *written(words)]
    why = _why_closed(dossier, name, note)
    if not why and not words.strip():
        why = [_opening(still_open)]
    blocks += [Paragraph(line) for line in [*why, *_looking_back(dossier)]]
    if redress:
        blocks += [Heading(_("Dit spraken wij af")), Bullets([redress_line(row, dossier) for row in redress])]
    blocks += [
        Heading(_("Alles op een rij")),
        Table((_("Wanneer"), _("Wat er gebeurde")), procedure_rows(dossier, at=at)),
    ]
    blocks += outside_road(organisation) if dossier.kind == Kind.KLACHT else []
    blocks += [
        Paragraph(_("Dank u dat u het ons vertelde.")),
        farewell(dossier, organisation),
        *follow_button(dossier, at),
        *helper(dossier),
    ]
    told = _("Uw %(what)s: alles op een rij") if still_open else _("Uw %(what)s is klaar: alles op een rij")
    title = told % {"what": noun(dossier)}
    given = {"name": name, "words": words, "note": note}
    letter = Letter(Message.Kind.CLOSING, f"{title} ({dossier.reference})", title, blocks, given=given)
    letter.enclosures = [brief(letter, dossier, organisation, at)]
    return letter


def _opening(still_open: bool) -> str:
    if still_open:
        return _(
            "Wij sluiten uw dossier. Wat wij afspraken en nog niet klaar is, doen wij nog. Dat leest u hieronder."
        )
    return _("Uw klacht is klaar. In deze brief leest u nog eens wat er gebeurde en wat wij deden.")


def _looking_back(dossier: Dossier) -> list[str]:
    """What it was about, and after a low score that we want to talk (R23)."""
    about = _("Het ging over: %(subject)s.") % {"subject": dossier.subject.rstrip(".")}
    low = _("U bent nog niet tevreden. Belt u ons gerust: wij praten er graag met u over.")
    return [about, *([low] if evaluation_of(dossier).is_low else [])]


def _why_closed(dossier: Dossier, name: str, note: str) -> list[str]:
    opening = {
        "solved_at_once": _("Wij hebben dit meteen samen opgelost. Fijn dat het zo goed is."),
        "withdrawn": _("U liet weten dat u hier niet mee verder wilt. Wij sluiten uw dossier."),
        "forwarded": _("Een andere organisatie gaat hierover. Daarom sluiten wij uw dossier bij ons."),
        "duplicate": _("Dit stond al in een ander dossier. Daar gaan wij ermee verder."),
        "refused": _("Wij nemen uw klacht niet in behandeling. Hieronder leest u waarom."),
        "not_a_complaint": _("Wij hebben uw bericht afgehandeld."),
    }.get(name)
    return [line for line in (opening, note) if line]
