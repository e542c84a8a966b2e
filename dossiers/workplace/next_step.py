"""The card "nu te doen": the next move, what it still needs, and where each of those is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from dossiers.correspondence.states import waits_for_hands
from dossiers.lifecycle import CLOSINGS, MOVES, Check, asks_call, is_complaint, next_move
from dossiers.models import Dossier, Message, Step
from dossiers.workplace.today_rows import ACK_VERBS
from dossiers.workplace.today_words import inside, upper_first
from dossiers.workplace.under_way import leaves_by_itself

# where a need is met: the name of the page and the verb that leads there
PLACES = {
    "Geef als soort aan dat dit een klacht is.": ("kind", "Kies de soort"),
    "Zorg dat de melder de bevestiging heeft.": ("message", "Bekijk de bevestiging"),
    "Wijs een behandelaar aan.": ("assign", "Kies een behandelaar"),
    "Stel je voor aan de melder, met een datum voor het antwoord.": ("introduce", "Stel je voor"),
    "Kies waar het over gaat.": ("details", "Kies het onderwerp"),
    "Schrijf op wanneer en waar het was.": ("details", "Vul het aan"),
    "Vul in hoe we de melder bereiken.": ("details", "Vul het in"),
    "Schrijf op wat er misging (de feiten).": ("analyse", "Schrijf de feiten op"),
    "Schrijf op wat het deed met de melder.": ("analyse", "Schrijf het op"),
    "Schrijf op wat het goed zou maken.": ("analyse", "Schrijf de wens op"),
    "Kies kwaliteit of communicatie, en schrijf de oorzaak op zonder namen.": (
        "analyse",
        "Maak de analyse af",
    ),
    "Kies minstens één oplossing.": ("solve", "Kies een oplossing"),
    "Verstuur het antwoord.": ("answer", "Schrijf het antwoord"),
    "Wacht op de evaluatie, of leg vast waarom die niet komt.": (
        "evaluation",
        "Vraag hoe het ging, of leg het vast",
    ),
}
# per move: what the card is called, and what comes after
WORDS = {
    "herken": ("kijk of dit een klacht is", "Is het een klacht? Dan bevestigen wij die vandaag nog."),
    "bevestig": ("zorg dat {name} de bevestiging krijgt", "Daarna maak je kennis."),
    "leg-aan": ("maak kennis met {name}", "Daarna verzamel je alles wat nodig is."),
    "start-analyse": ("maak het dossier compleet", "Daarna zoek je uit hoe het kwam."),
    "start-oplossen": ("maak de analyse af", "Daarna kies je samen met {name} een oplossing."),
    "start-evalueren": ("los het op en antwoord", "Daarna vragen wij {name} hoe het ging."),
    "answered": ("rond het af", "{name} krijgt een slotbrief met alles op een rij."),
}


@dataclass(frozen=True)
class Need:
    sentence: str
    is_done: bool
    url: str
    verb: str


@dataclass(frozen=True)
class NextStep:
    """What to do now. `move` is set when nothing is open: then the button makes the move.

    `waits`: something goes by itself, so the page looks again and nobody is asked anything.
    """

    title: str
    after: str
    needs: list[Need] = field(default_factory=list)
    url: str = ""
    verb: str = ""
    move: str = ""
    waits: bool = False

    @property
    def done(self) -> int:
        return sum(need.is_done for need in self.needs)


# letters that wait for hands: then the call or the walk to the post is the thing to do
WAITING = {"introduce": Message.Kind.INTRODUCTION, "answer": Message.Kind.ANSWER}
BY_HAND = {Message.Carrier.PHONE: "Bel {name} nu", Message.Carrier.LETTER: "Doe de brief op de post"}


def _waiting(page: str, dossier: Dossier) -> Message | None:
    """What is written already and lies ready for a call or for the post; the newest first."""
    rows = dossier.seen.get("messages", []) if page in WAITING else []
    return next((m for m in rows if m.kind == WAITING[page] and waits_for_hands(m)), None)


def _place(sentence: str, dossier: Dossier, acknowledgement: Message | None) -> tuple[str, str]:
    page, verb = PLACES[sentence]
    if ready := _waiting(page, dossier):
        told = BY_HAND[Message.Carrier(ready.carrier)].format(name=inside(dossier))
        return reverse("message", args=[ready.pk]), told
    if page == "message":
        if acknowledgement is None:
            return reverse("outbox"), verb
        # paper and phone: the words of the button on Vandaag
        return reverse("message", args=[acknowledgement.pk]), ACK_VERBS.get(
            Message.Carrier(acknowledgement.carrier), verb
        )
    return reverse(page, args=[dossier.reference]), verb


def _needs(dossier: Dossier, needs: dict[str, Check], acknowledgement: Message | None) -> list[Need]:
    return [Need(s, check(dossier), *_place(s, dossier, acknowledgement)) for s, check in needs.items()]


def next_step(dossier: Dossier, acknowledgement: Message | None, at: datetime) -> NextStep | None:
    """The card of an open dossier; None when it is closed."""
    if not dossier.is_open:
        return None
    if not is_complaint(dossier):
        return _other_kind(dossier)
    name = next_move(dossier) or "answered"
    if name == "bevestig" and leaves_by_itself(acknowledgement, at):
        return _leaving(dossier)
    row = MOVES[name] if name in MOVES else CLOSINGS[name]
    needs = _needs(dossier, row.needs, acknowledgement)
    title, after = (text.format(name=inside(dossier)) for text in WORDS[name])
    after = upper_first(after)
    if first := next((need for need in needs if not need.is_done), None):
        return NextStep(title, after, needs, first.url, first.verb)
    if dossier.step == Step.EVALUEREN and asks_call(dossier):
        return _call_first(dossier, needs)
    if dossier.step == Step.EVALUEREN:
        return NextStep(title, after, needs, reverse("close", args=[dossier.reference]), "Sluit af")
    return NextStep(title, after, needs, reverse("move", args=[dossier.reference]), row.label, move=name)


def _call_first(dossier: Dossier, needs: list[Need]) -> NextStep:
    """A low score is heard before the dossier closes (R23)."""
    title, after = f"bel {inside(dossier)}", "Luister eerst. Daarna sluit je af, of je gaat een stap terug."
    note = reverse("note", args=[dossier.reference]) + "?soort=phone_out"
    return NextStep(title, after, needs, note, "Bel en leg vast")


def _leaving(dossier: Dossier) -> NextStep:
    """The acknowledgement is on its way: nothing to do, or already choose who will help."""
    title, after = "de bevestiging gaat nu weg", "Daar hoef je niets voor te doen. Daarna maak je kennis."
    if dossier.handler_id:
        return NextStep(title, after, waits=True)
    assign = reverse("assign", args=[dossier.reference])
    return NextStep(title, after, url=assign, verb="Wijs alvast een behandelaar aan", waits=True)


def _other_kind(dossier: Dossier) -> NextStep:
    kind = dossier.get_kind_display().lower()
    return NextStep(
        f"handel dit af als {kind}",
        f"Dit kwam binnen als {kind}. Is het toch een klacht? Verander dan de soort, dan loopt die de zeven stappen.",
        url=reverse("close", args=[dossier.reference]),
        verb="Sluit af",
    )
