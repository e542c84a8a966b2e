"""What goes out while somebody works on it: who helps, how it stands, and what a colleague writes."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from dossiers.correspondence.blocks import Block, Bullets, Heading, Paragraph, Steps, written
from dossiers.correspondence.copy import copy_of_form
from dossiers.correspondence.letter import Letter, carrier_for, contact_of
from dossiers.correspondence.letters.parts import (
    copy_sentence,
    day_of,
    farewell,
    follow_button,
    greeting,
    helper,
    titled,
)
from dossiers.models import Dossier, Message, Organisation, Step


def introduction(dossier: Dossier, *, words: str, expected_on: date, at: datetime) -> Letter:
    """The handler introduces himself and names a date (R58, R74, R100)."""
    who, day = contact_of(dossier)["name"], day_of(expected_on, dossier)
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
        Message.Kind.INTRODUCTION,
        _("%(name)s helpt u met uw %(what)s (%(number)s)") % ({"name": who} | titled(dossier)),
        _("Ik help u met uw %(what)s") % titled(dossier),
        blocks,
        preheader=_("Ons antwoord komt uiterlijk %(day)s.") % {"day": day},
        given={"words": words, "expected_on": expected_on.isoformat()},
    )


def progress(dossier: Dossier, *, expected_on: date, at: datetime) -> Letter:
    """What was done, what is next, and when (R57, R58)."""
    day = day_of(expected_on, dossier)
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
        Message.Kind.PROGRESS,
        _("Hoe het staat met uw klacht (%(number)s)") % {"number": dossier.reference},
        _("Hoe het staat met uw klacht"),
        blocks,
        preheader=_("Ons antwoord komt uiterlijk %(day)s.") % {"day": day},
        given={"expected_on": expected_on.isoformat()},
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


def personal(
    dossier: Dossier, *, words: str, was: date | None = None, expected_on: date | None = None, reason: str = "",
    with_copy: bool = False, at: datetime,
) -> Letter:  # fmt: skip
    """A message that a colleague wrote, with a moved date when there is one; the copy for who never had it (R56)."""
    moved = moved_date(was, expected_on, reason, dossier) if expected_on else []
    copied: list[Block] = [Paragraph(copy_sentence(dossier, carrier_for(dossier)))] if with_copy else []
    blocks: list[Block] = [
        Paragraph(greeting(dossier)), *written(words), *copied, *moved, farewell(dossier, Organisation.current()),
        *follow_button(dossier, at), *helper(dossier),
    ]  # fmt: skip
    subject = _("Bericht over uw %(what)s (%(number)s)") % titled(dossier)
    given = {"words": words, "was": _kept(was), "expected_on": _kept(expected_on), "reason": reason}
    title = _("Bericht over uw %(what)s") % titled(dossier)
    enclosures = [copy_of_form(dossier)] if with_copy else []
    return Letter(
        Message.Kind.PERSONAL,
        subject,
        title,
        blocks,
        enclosures=enclosures,
        given=given | {"with_copy": with_copy},
    )


def moved_date(was: date | None, day: date, reason: str, dossier: Dossier) -> list[Block]:
    """The old day, the new day and why (R58)."""
    new = _("Ons antwoord komt nu uiterlijk %(day)s.") % {"day": day_of(day, dossier)}
    old = _("Eerst zeiden wij %(day)s.") % {"day": day_of(was, dossier)} if was else ""
    return [Heading(_("Wanneer komt ons antwoord?")), Paragraph(f"{old} {new}".strip()), *written(reason)]


def _kept(day: date | None) -> str | None:
    return day.isoformat() if day else None
