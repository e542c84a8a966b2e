"""The acknowledgement: we have it, it matters, this happens next."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers import deadlines
from dossiers.correspondence.blocks import Block, Heading, Paragraph, Row, Steps
from dossiers.correspondence.copy import copy_of_form
from dossiers.correspondence.letter import Letter, carrier_for
from dossiers.correspondence.letters.parts import copy_sentence, day_of, follow_button, greeting, helper, noun
from dossiers.correspondence.vouching import knows_name
from dossiers.dates import moment
from dossiers.models import Dossier, Message, Organisation


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
        blocks.append(Paragraph(copy_sentence(dossier, carrier)))
    elif confirm:
        blocks.append(Paragraph(_confirm_sentence(with_link) % facts, confirm))
    blocks.append(Paragraph(_adding(carrier)))
    return Letter(
        Message.Kind.ACKNOWLEDGEMENT,
        _("Wij hebben uw %(what)s ontvangen (%(number)s)") % facts,
        _("Uw %(what)s is bij ons") % facts,
        blocks,
        preheader="" if solved else _("U hoort uiterlijk %(day)s van ons.") % {"day": day_of(first, dossier)},
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


def _next_steps(dossier: Dossier, first: date) -> list[Row]:
    rows = [
        (
            _("Uiterlijk %(day)s") % {"day": day_of(first, dossier)},
            _("Iemand van %(team)s belt of schrijft u. U krijgt één vaste contactpersoon.")
            % {"team": dossier.team.told_name},
        )
    ]
    if dossier.decide_by:
        last = (
            _("Uiterlijk %(day)s") % {"day": day_of(dossier.decide_by, dossier)},
            _("U krijgt ons antwoord. Duurt het langer dan gedacht? Dan hoort u dat meteen, met de reden."),
        )
        rows.append(last)
    return rows


def _confirm_sentence(with_link: bool) -> str:
    if not with_link:
        return _(
            "Is dit uw mailadres? Bevestig het dan hier. Daarna vindt u uw %(what)s en een kopie van wat u ons schreef:"
        )
    return _("Wilt u een kopie van wat u ons schreef? Bevestig dan hier uw mailadres. Dat is één klik:")


def _adding(carrier: str) -> str:
    """How somebody adds something, along the road that this goes."""
    if carrier == Message.Carrier.EMAIL:
        return _("Wilt u iets toevoegen? Dat kan via de link, of door te antwoorden op dit bericht.")
    return _("Wilt u iets toevoegen? Bel of schrijf ons.")


def _not_yours() -> str:
    """For whom never wrote to us: a visitor may have typed a wrong address."""
    told = _(
        "Hebt u ons niets gestuurd? Dan heeft iemand zich vertypt. Bel ons op %(phone)s, dan halen wij uw adres weg."
    )
    return told % {"phone": Organisation.current().phone}
