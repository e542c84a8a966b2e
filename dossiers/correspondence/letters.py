"""Every letter we write, in warm B1 Dutch or English. Each function takes facts and returns a Letter.

Compose inside `letter.in_language(dossier.language)`. What a colleague typed goes through `written`.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers import deadlines, links
from dossiers.correspondence.blocks import (
    Block,
    Bullets,
    Button,
    Heading,
    Paragraph,
    Reach,
    Row,
    Steps,
    Table,
    written,
)
from dossiers.correspondence.copy import SPOKEN, copy_of_form
from dossiers.correspondence.letter import Letter, brief, carrier_for, contact_of, reader_of
from dossiers.correspondence.procedure import procedure_rows
from dossiers.correspondence.vouching import knows_name
from dossiers.dates import long_day, moment
from dossiers.lifecycle import evaluation_of
from dossiers.models import Dossier, Kind, Message, Organisation, Redress, Step
from dossiers.workdays import roll

M, Carrier = Message.Kind, Message.Carrier


# how people write a title, and how one speaks it
TITLES = {
    "mw": "mevrouw", "mevr": "mevrouw", "mevrouw": "mevrouw", "dhr": "meneer", "de heer": "meneer", "heer": "meneer",
    "meneer": "meneer",
}  # fmt: skip


def spoken(name: str) -> str:
    """ "Mw. Pietersen" as one says it: mevrouw Pietersen."""
    found = re.match(r"(de heer|\w+)\.?\s+(.+)", name, re.IGNORECASE)
    title = TITLES.get(found[1].lower()) if found else None
    return f"{title} {found[2]}" if found and title else name


def greeting(dossier: Dossier, *, known: bool = True) -> str:
    """By name; without one as long as nobody has looked at an address that a stranger typed (`known`)."""
    name = reader_of(dossier)[0]
    if not (known and name):
        return _("Goedendag,")
    return _("Beste %(name)s,") % {"name": spoken(name) if dossier.language == "nl" else name}


def noun(dossier: Dossier) -> str:
    return _("klacht") if dossier.kind == Kind.KLACHT else _("bericht")


def _told(dossier: Dossier) -> dict[str, str]:
    """What every title says: uw klacht (2026-00017-K)."""
    return {"what": noun(dossier), "number": dossier.reference}


def follow_button(dossier: Dossier, at: datetime) -> list[Block]:
    """The way to the page of the complainant; nobody can press a link on the phone."""
    if carrier_for(dossier) == Carrier.PHONE:
        return []
    label = _("Volg uw %(what)s") % {"what": noun(dossier)}
    return [
        Button(label, links.address("follow", links.secret_of(dossier, at=at), language=dossier.language))
    ]


def helper(dossier: Dossier) -> list[Block]:
    """Who helps, and how to reach him (R100)."""
    who = contact_of(dossier)
    lines = [line for line in (f"{who['phone']}, {who['hours']}", who["email"]) if line]
    return [Heading(_("Wie helpt u?")), Reach(who["name"], lines)]


def outside_road(organisation: Organisation) -> list[Block]:
    """Where somebody can go who does not agree; the way there is free."""
    text = _("Bel ons, dan praten wij erover. U kunt ook gratis terecht bij %(body)s.") % {
        "body": organisation.told_body
    }
    return [
        Heading(_("Bent u het er niet mee eens?")),
        Paragraph(text, organisation.external_body_url),
    ]


def _day(day: date, dossier: Dossier) -> str:
    return long_day(day, dossier.language)


def acknowledgement(
    dossier: Dossier,
    *,
    with_copy: bool,
    with_link: bool = True,
    confirm: str = "",
    solved: bool = False,
    at: datetime,
) -> Letter:
    """We have it, it matters, this happens next (R55, R56, R88, R100). Holds no word that a stranger typed.

    Without the copy: `confirm`, the address where the reader says that he is himself and finds the copy; when the
    address may be a slip, the link to the complaint too (`with_link` False).
    """
    what, carrier, first = noun(dossier), carrier_for(dossier), _first(at)
    facts = {"what": what, "at": moment(dossier.received_at, dossier.language), "number": dossier.reference}
    blocks: list[Block] = [
        Paragraph(greeting(dossier, known=knows_name(dossier))),
        Paragraph(
            _("Dank u dat u het ons vertelt. Wij hebben uw %(what)s ontvangen op %(at)s.") % facts
            + " " + _("Wij nemen het serieus en gaan ermee aan de slag.")
        ),
        Paragraph(_("Uw nummer is %(number)s.") % facts),
        *_what_now(dossier, solved, first),
        *(follow_button(dossier, at) if with_link else []),
        *helper(dossier),
    ]  # fmt: skip
    if with_copy:
        blocks.append(Paragraph(_copy_sentence(dossier, carrier)))
    elif confirm:
        blocks.append(Paragraph(_confirm_sentence(with_link) % facts, confirm))
    blocks.append(Paragraph(_adding(carrier)))
    return Letter(
        M.ACKNOWLEDGEMENT,
        _("Wij hebben uw %(what)s ontvangen (%(number)s)") % facts,
        _("Uw %(what)s is bij ons") % facts,
        blocks,
        preheader="" if solved else _("U hoort uiterlijk %(day)s van ons.") % {"day": _day(first, dossier)},
        foot="" if dossier.registered_by_id else _not_yours(),
        enclosures=[copy_of_form(dossier)] if with_copy else [],
        given={"with_copy": with_copy, "with_link": with_link, "solved": solved},
    )


def _first(at: datetime) -> date:
    return deadlines.first_action_on(timezone.localdate(at), deadlines.days_off())


def _what_now(dossier: Dossier, solved: bool, first: date) -> list[Block]:
    if solved:
        return [
            Paragraph(_("Wij hebben het meteen samen opgelost. U krijgt nog een brief met alles op een rij."))
        ]
    return [Heading(_("Wat gebeurt er nu?")), Steps(_next_steps(dossier, first))]


def _copy_sentence(dossier: Dossier, carrier: str) -> str:
    if dossier.carrier in SPOKEN:
        return _("Wat wij opschreven zit hierbij. Klopt er iets niet? Laat het ons weten.")
    if carrier == Carrier.LETTER:
        return _("Een kopie van wat u ons schreef zit bij deze brief.")
    return _("Een kopie van wat u ons schreef zit hierbij (pdf).")


def _confirm_sentence(with_link: bool) -> str:
    if not with_link:
        return _(
            "Is dit uw mailadres? Bevestig het dan hier. Daarna vindt u uw %(what)s en een kopie van wat u ons schreef:"
        )
    return _("Wilt u een kopie van wat u ons schreef? Bevestig dan hier uw mailadres. Dat is één klik:")


def _adding(carrier: str) -> str:
    """How somebody adds something, along the road that this goes."""
    if carrier == Carrier.EMAIL:
        return _("Wilt u iets toevoegen? Dat kan via de link, of door te antwoorden op dit bericht.")
    return _("Wilt u iets toevoegen? Bel of schrijf ons.")


def farewell(dossier: Dossier, organisation: Organisation) -> Paragraph:
    """A person signs, in the name of the whole organisation (R11, R100)."""
    names = {"name": contact_of(dossier)["name"], "organisation": organisation.name}
    return Paragraph(_("Met vriendelijke groet,") + "\n" + _("%(name)s, namens %(organisation)s") % names)


def _not_yours() -> str:
    """For whom never wrote to us: a visitor may have typed a wrong address."""
    told = _(
        "Hebt u ons niets gestuurd? Dan heeft iemand zich vertypt. Bel ons op %(phone)s, dan halen wij uw adres weg."
    )
    return told % {"phone": Organisation.current().phone}


def _next_steps(dossier: Dossier, first: date) -> list[Row]:
    rows = [
        (
            _("Uiterlijk %(day)s") % {"day": _day(first, dossier)},
            _("Iemand van %(team)s belt of schrijft u. U krijgt één vaste contactpersoon.")
            % {"team": dossier.team.told_name},
        )
    ]
    if dossier.decide_by:
        last = (
            _("Uiterlijk %(day)s") % {"day": _day(dossier.decide_by, dossier)},
            _("U krijgt ons antwoord. Duurt het langer dan gedacht? Dan hoort u dat meteen, met de reden."),
        )
        rows.append(last)
    return rows


def introduction(dossier: Dossier, *, words: str, expected_on: date, at: datetime) -> Letter:
    """The handler introduces himself and names a date (R58, R74, R100)."""
    who, day = contact_of(dossier)["name"], _day(expected_on, dossier)
    blocks: list[Block] = [
        Paragraph(greeting(dossier)),
        *written(words),
        Paragraph(
            _("Mijn naam is %(name)s. Ik ben uw vaste contactpersoon tot het klaar is.") % {"name": who}
        ),
        Heading(_("Wanneer hoort u wat?")),
        Steps(
            [
                (
                    _("Uiterlijk %(day)s") % {"day": day},
                    _("U krijgt ons antwoord. Lukt dat niet, dan hoort u dat vóór die dag, met de reden."),
                ),
                (
                    _("Tot die tijd"),
                    _("U hoort regelmatig van mij hoe het ervoor staat. U mag altijd bellen of schrijven."),
                ),
            ]
        ),
        farewell(dossier, Organisation.current()),
        *follow_button(dossier, at),
        *helper(dossier),
    ]
    return Letter(
        M.INTRODUCTION,
        _("%(name)s helpt u met uw %(what)s (%(number)s)") % ({"name": who} | _told(dossier)),
        _("Ik help u met uw %(what)s") % _told(dossier),
        blocks,
        preheader=_("Ons antwoord komt uiterlijk %(day)s.") % {"day": day},
        given={"words": words, "expected_on": expected_on.isoformat()},
    )


def done_sentences(dossier: Dossier) -> list[str]:
    """What was done so far, as the complainant may read it; never empty from informeren on."""
    return {
        Step.INFORMEREN: [_("Wij hebben uw klacht gelezen.")],
        Step.DOSSIER: [_("Wij hebben bij elkaar gezocht wat er over uw klacht bekend is.")],
        Step.ANALYSEREN: [
            _("Wij hebben alle gegevens over uw klacht bij elkaar."),
            _("Wij zoeken nu uit wat er precies misging."),
        ],
        Step.OPLOSSEN: [
            _("Wij hebben uitgezocht wat er misging."),
            _("Wij bekijken hoe wij het goed kunnen maken."),
        ],
    }.get(Step(dossier.step), [_("Uw klacht is bij ons.")])


def next_sentence(dossier: Dossier) -> str:
    return {
        Step.INFORMEREN: _("Daarna leest u van ons wie u helpt."),
        Step.DOSSIER: _("Daarna zoeken wij uit wat er misging. Missen wij iets, dan bellen wij u."),
        Step.ANALYSEREN: _("Daarna kiezen wij een oplossing die past bij wat u vroeg."),
        Step.OPLOSSEN: _("Daarna krijgt u ons antwoord, met wat wij doen en wanneer."),
    }.get(Step(dossier.step), _("Daarna hoort u van ons."))


def progress(dossier: Dossier, *, expected_on: date, at: datetime) -> Letter:
    """What was done, what is next, and when (R57, R58)."""
    day = _day(expected_on, dossier)
    blocks: list[Block] = [
        Paragraph(greeting(dossier)),
        Paragraph(_("U hoorde een paar dagen niets van ons. Daarom leest u hier hoe het ervoor staat.")),
        Heading(_("Wat wij deden")),
        Bullets(done_sentences(dossier)),
        Heading(_("Wat er nu komt")),
        Paragraph(next_sentence(dossier)),
        Paragraph(_("Ons antwoord komt uiterlijk %(day)s.") % {"day": day}),
        *follow_button(dossier, at),
        *helper(dossier),
    ]
    return Letter(
        M.PROGRESS,
        _("Hoe het staat met uw klacht (%(number)s)") % {"number": dossier.reference},
        _("Hoe het staat met uw klacht"),
        blocks,
        preheader=_("Ons antwoord komt uiterlijk %(day)s.") % {"day": day},
        given={"expected_on": expected_on.isoformat()},
    )


def moved_date(was: date | None, day: date, reason: str, dossier: Dossier) -> list[Block]:
    """The old day, the new day and why (R58)."""
    new = _("Ons antwoord komt nu uiterlijk %(day)s.") % {"day": _day(day, dossier)}
    old = _("Eerst zeiden wij %(day)s.") % {"day": _day(was, dossier)} if was else ""
    return [Heading(_("Wanneer komt ons antwoord?")), Paragraph(f"{old} {new}".strip()), *written(reason)]


def personal(
    dossier: Dossier, *, words: str, was: date | None = None, expected_on: date | None = None, reason: str = "",
    with_copy: bool = False, at: datetime,
) -> Letter:  # fmt: skip
    """A message that a colleague wrote, with a moved date when there is one; the copy for who never had it (R56)."""
    moved = moved_date(was, expected_on, reason, dossier) if expected_on else []
    copied: list[Block] = [Paragraph(_copy_sentence(dossier, carrier_for(dossier)))] if with_copy else []
    blocks: list[Block] = [
        Paragraph(greeting(dossier)), *written(words), *copied, *moved, farewell(dossier, Organisation.current()),
        *follow_button(dossier, at), *helper(dossier),
    ]  # fmt: skip
    subject = _("Bericht over uw %(what)s (%(number)s)") % _told(dossier)
    given = {"words": words, "was": _kept(was), "expected_on": _kept(expected_on), "reason": reason}
    title = _("Bericht over uw %(what)s") % _told(dossier)
    enclosures = [copy_of_form(dossier)] if with_copy else []
    return Letter(
        M.PERSONAL, subject, title, blocks, enclosures=enclosures, given=given | {"with_copy": with_copy}
    )


def _kept(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _euro(amount: Decimal, language: str) -> str:
    """€ 60, € 60,50 (with a space that does not break); in English €60.50."""
    figures = f"{amount:.0f}" if amount == int(amount) else f"{amount:.2f}"
    return f"€\u00a0{figures.replace('.', ',')}" if language == "nl" else f"€{figures}"


def redress_line(row: Redress, dossier: Dossier) -> str:
    """One thing we do: what, how much, by when (R41, R68). Nobody leaves the price on a present."""
    told = row.amount if row.kind != Redress.Kind.GIFT else None
    money = f" ({_euro(told, dossier.language)})" if told else ""
    day = _day(row.due_on, dossier)
    if row.done_at:
        return _("%(what)s. Dit is gedaan.") % {"what": row.what.rstrip(".") + money}
    return _("%(what)s. Uiterlijk %(day)s.") % {"what": row.what.rstrip(".") + money, "day": day}


def answer(dossier: Dossier, *, words: str, at: datetime) -> Letter:
    """The answer: what we heard, what went wrong, what we do and when, and the way outside (R41, R67, R98, R102)."""
    organisation = Organisation.current()
    blocks: list[Block] = [Paragraph(greeting(dossier)), *written(words)]
    if rows := [redress_line(row, dossier) for row in dossier.redress.all()]:
        blocks += [Heading(_("Dit doen wij")), Bullets(rows)]
    blocks += [*outside_road(organisation), farewell(dossier, organisation)]
    blocks += [*follow_button(dossier, at), *helper(dossier)]
    letter = Letter(
        M.ANSWER,
        _("Ons antwoord op uw %(what)s (%(number)s)") % _told(dossier),
        _("Ons antwoord op uw %(what)s") % _told(dossier),
        blocks,
        given={"words": words},
    )
    letter.enclosures = [brief(letter, dossier, organisation, at)]
    return letter


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
    kind = M.REMINDER if reminder else M.SURVEY
    return Letter(
        kind, _("Hoe ging het? Twee vragen over uw klacht (%(number)s)") % {"number": dossier.reference},
        _("Hoe ging het?"), blocks, preheader=_("Twee korte vragen. Het kost één minuut."),
    )  # fmt: skip


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
    letter = Letter(M.CLOSING, f"{title} ({dossier.reference})", title, blocks, given=given)
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


def survey_due(dossier: Dossier, organisation: Organisation, at: datetime) -> datetime:
    """Ten in the morning, so many days after the answer, or on the working day after that."""
    day = deadlines.evaluation_on(timezone.localdate(at), organisation.evaluation_after_days)
    return deadlines.at_hour(roll(day, deadlines.days_off()), 10)


def reminder_due(asked_at: datetime, organisation: Organisation) -> datetime:
    return asked_at + timedelta(days=organisation.reminder_after_days)
