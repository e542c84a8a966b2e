"""The seven steps in the words of a complainant (R53): what is done, what happens now, what comes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.models import Carrier, Message, Step

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """A heading and a sentence for each of the three states of a step."""

    done: tuple[Text, Text]
    here: tuple[Text, Text]
    next: tuple[Text, Text]


TWO_QUESTIONS = _("Twee korte vragen. Daarna krijgt u een brief met alles op een rij.")
STEPS = {
    Step.HERKENNEN: Words(
        (_("Uw klacht is binnen"), ""),
        (_("Uw bericht is binnen"), _("Wij lezen wat u ons vertelde.")),
        (_("Uw klacht is binnen"), ""),
    ),
    Step.BEVESTIGEN: Words(
        (_("U kreeg onze bevestiging"), _("Met een kopie van wat u ons vertelde.")),
        (_("U krijgt onze bevestiging"), _("Die is nog onderweg. U krijgt ook een kopie van wat u ons vertelde.")),
        (_("U krijgt onze bevestiging"), _("Met een kopie van wat u ons vertelde.")),
    ),
    Step.INFORMEREN: Words(
        (_("U weet wie u helpt"), _("En wanneer ons antwoord komt.")),
        (_("Wij nemen contact met u op"), _("U hoort wie u helpt en wanneer ons antwoord komt.")),
        (_("Wij nemen contact met u op"), _("U hoort wie u helpt en wanneer ons antwoord komt.")),
    ),
    Step.DOSSIER: Words(
        (_("Alles staat bij elkaar"), _("Uw verhaal, en wat wij zelf weten.")),
        (_("Wij zetten alles bij elkaar"), _("Uw verhaal, en wat wij zelf weten. Missen wij iets, dan bellen wij u.")),
        (_("Wij zetten alles bij elkaar"), _("Uw verhaal, en wat wij zelf weten.")),
    ),
    Step.ANALYSEREN: Words(
        (_("Wij hebben uitgezocht wat er misging"), _("Daarna keken wij hoe wij het goed kunnen maken.")),
        (_("Wij zoeken uit wat er misging"), _("Wij vragen het aan de mensen die erbij waren.")),
        (_("Wij zoeken uit wat er misging"), _("Wij vragen het aan de mensen die erbij waren.")),
    ),
    Step.OPLOSSEN: Words(
        (_("U kreeg ons antwoord"), ""),
        (_("Wij willen het met u oplossen"), _("Wij kijken wat past bij wat u vroeg. Daarna krijgt u ons antwoord.")),
        (_("U krijgt ons antwoord"), _("Met wat wij doen, wie het doet en wanneer.")),
    ),
    Step.EVALUEREN: Words(
        (_("Uw klacht is klaar"), _("U kreeg een brief met alles op een rij.")),
        (_("Wij vragen hoe het ging"), TWO_QUESTIONS),
        (_("Wij vragen hoe het ging"), TWO_QUESTIONS),
    ),
}  # fmt: skip
# the last step, once the two questions are answered
ANSWERED = (_("U vertelde ons hoe het ging"), _("Dank u wel. U krijgt nog een brief met alles op een rij."))
ANSWERED_UNKNOWN = (_("U vertelde ons hoe het ging"), _("Dank u wel."))
# who is confirmed by phone gets no copy; a day is named as long as nobody called
BY_PHONE = {
    "done": (_("Wij belden u"), _("Om te zeggen dat uw klacht er is.")),
    "here": (_("Wij bellen u"), _("Uiterlijk %(day)s. Dan hoort u dat uw klacht er is.")),
    "next": (_("Wij bellen u"), _("Dan hoort u dat uw klacht er is.")),
}
# as long as nobody confirmed the address the mail carries no copy, only the link to it
NO_COPY_YET = {
    "done": (_("U kreeg onze bevestiging"), _("Met een link naar een kopie van wat u ons vertelde.")),
    "here": (_("U krijgt onze bevestiging"), _("Die is nog onderweg. Er staat een link in naar een kopie.")),
    "next": (_("U krijgt onze bevestiging"), _("Met een link naar een kopie van wat u ons vertelde.")),
}  # fmt: skip
# the mail did not go, and perhaps it never will: by what became of it
HERE_INSTEAD = _("Deze pagina is uw bevestiging")
ON_THIS_PAGE = {
    Message.State.HELD: (HERE_INSTEAD, _("Een collega kijkt nog of wij u kunnen mailen.")),
    Message.State.SUPPRESSED: (HERE_INSTEAD, _("U kreeg daarvan geen mail. Uw klacht is bij ons.")),
}  # fmt: skip
# how it reached us; the sentence under "Uw klacht is binnen"
CAME_IN = {
    Carrier.FORMULIER: _("U vulde het formulier in."),
    Carrier.EMAIL: _("U stuurde ons een mail."),
    Carrier.TELEFOON: _("U vertelde het ons aan de telefoon."),
    Carrier.BALIE: _("U vertelde het ons zelf."),
    Carrier.BRIEF: _("U stuurde ons een brief."),
    Carrier.SOCIALE_MEDIA: _("U schreef het op sociale media."),
}
# who gave no name and address saw or sees everything on this page
ANONYMOUS = {
    (Step.BEVESTIGEN, "done"): (_("U zag onze bevestiging"), _("Op het scherm, na het versturen.")),
    (Step.INFORMEREN, "here"): (_("Wij lezen uw klacht"), _("Op deze pagina ziet u hoe het verdergaat.")),
    (Step.INFORMEREN, "next"): (_("Wij lezen uw klacht"), _("Op deze pagina ziet u hoe het verdergaat.")),
    (Step.INFORMEREN, "done"): (_("Wij hebben uw klacht gelezen"), ""),
    (Step.OPLOSSEN, "done"): (_("Wij weten wat wij gaan doen"), ""),
    (Step.OPLOSSEN, "here"): (_("Wij kijken hoe wij het goed kunnen maken"), ""),
    (Step.OPLOSSEN, "next"): (_("Wij kijken hoe wij het goed kunnen maken"), ""),
    (Step.EVALUEREN, "done"): (_("Uw klacht is klaar"), ""),
    (Step.EVALUEREN, "here"): (_("Wij vragen hoe het ging"), _("Twee korte vragen, op deze pagina.")),
    (Step.EVALUEREN, "next"): (_("Wij vragen hoe het ging"), _("Twee korte vragen, op deze pagina.")),
}
# why it is closed, by the names of lifecycle.CLOSINGS
CLOSED = {
    "answered": _("Uw klacht is klaar."),
    "solved_at_once": _("Wij hebben dit meteen met u opgelost."),
    "withdrawn": _("U liet weten dat u hier niet mee verder wilt."),
    "not_a_complaint": _("Wij hebben uw bericht afgehandeld."),
    "forwarded": _("Een andere organisatie gaat hierover."),
    "duplicate": _("Dit stond al in een ander dossier. Daar gaan wij ermee verder."),
    "refused": _("Wij nemen uw klacht niet in behandeling."),
}
