"""What the handbook is made of, in the order of the seven steps; each text serves its screens and the handbook."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.urls import reverse

from dossiers.handbook.rules import RULES
from dossiers.models import Step


@dataclass(frozen=True)
class Topic:
    """One text: its file, its title, the screens that show it (names of addresses, * for any), and its rules."""

    name: str
    title: str
    screens: tuple[str, ...]
    numbers: str

    @property
    def template(self) -> str:
        return f"dossiers/handbook/topics/{self.name}.html"

    @property
    def rules(self) -> list[tuple[str, str]]:
        """(R83, herhaal wat je hoorde), for each number."""
        return [(number, RULES[number]) for number in self.numbers.split()]

    @property
    def url(self) -> str:
        return reverse("handbook_chapter", args=[CHAPTER_OF[self.name]]) + f"#{self.name}"


@dataclass(frozen=True)
class Chapter:
    name: str
    title: str
    lede: str
    topics: tuple[Topic, ...]


def _step(step: Step, lede: str, *topics: Topic) -> Chapter:
    return Chapter(step.name.lower(), f"{step.value}. {step.label}", lede, topics)


CHAPTERS = (
    Chapter(
        "werkdag", "De werkdag", "Waar je begint, waar je zoekt, en hoe je een dossier leest.", (
            Topic("vandaag", "Wat nu om jou vraagt", ("today",), "R55 R75 R90 R99 R33"),
            Topic("werkvoorraad", "Alles terugvinden", ("worklist",), "R74 R75 R46"),
            Topic("dossier", "Een dossier lezen", ("dossier",), "R39 R59 R93 R31"),
        ),
    ),
    _step(
        Step.HERKENNEN, "Hoor dat iemand klaagt, ook als het woord klacht niet valt.",
        Topic("registreren", "Eerst de mens, dan de klacht", ("register",), "R52 R82 R16 R17 R33 R27"),
        Topic("soort", "Is dit een klacht?", ("kind",), "R42 R43 R48 R49 R50"),
    ),
    _step(
        Step.BEVESTIGEN, "Dezelfde dag nog weten: het is binnen, en iemand leest het.",
        Topic("post", "Elk bericht, zoals het ging", ("outbox",), "R55 R101 R100"),
        Topic("bericht", "Een bericht dat op jou wacht", ("message",), "R55 R56 R85 R88"),
        Topic("overspoeld", "Als er heel veel tegelijk komt", ("flood",), "R16 R55 R90"),
    ),
    _step(
        Step.INFORMEREN, "Wie helpt mij, en wanneer hoor ik wat?",
        Topic("kennismaken", "Waarom deze brief", ("introduce",), "R74 R100 R58 R85 R87"),
        Topic("schrijven", "Een bericht tussendoor", ("write",), "R57 R58 R101 R12"),
        Topic("belofte", "Beloof alleen wat je kunt", ("promise", "promise_move", "promise_withdraw"), "R99 R58 R75"),
        Topic("nieuwe-link", "De link van de melder", ("renew_link",), "R93 R80"),
    ),
    _step(
        Step.DOSSIER, "Eén plek met alles, en één mens die erover gaat.",
        Topic("toewijzen", "Eén mens is verantwoordelijk", ("assign",), "R74 R30 R86 R89"),
        Topic("gesprek", "In een gesprek", ("note",), "R82 R83 R85 R87 R93"),
        Topic("gegevens", "Vraag nooit twee keer hetzelfde", ("details", "receipt"), "R17 R39 R62 R63"),
        Topic("betrokkene", "Wie er nog bij hoort", ("party", "party_change"), "R84 R46 R86 R94"),
    ),
    _step(
        Step.ANALYSEREN, "Eerst begrijpen, dan pas oordelen.",
        Topic("ontleden", "De drie vragen", ("analyse",), "R1 R2 R3 R4 R5 R64 R65 R94"),
    ),
    _step(
        Step.OPLOSSEN, "Doe wat de melder helpt, en schrijf het op als mens.",
        Topic("oplossen", "Wat maakt het goed?", ("solve",), "R21 R27 R61 R68 R98"),
        Topic("antwoord", "Zo wordt het een goede brief", ("answer",), "R98 R4 R85 R102 R13 R9 R10 R11 R12 R41"),
        Topic("voorbeeld", "Nog één keer lezen", ("answer_preview",), "R95 R96 R92 R67"),
    ),
    _step(
        Step.EVALUEREN, "Vragen hoe het was, en er iets van leren.",
        Topic("evaluatie", "Zo vraag je het", ("evaluation",), "R71 R22 R23 R36 R20"),
        Topic("sluiten", "Pas dicht als het klaar is", ("close",), "R72 R73 R7 R79"),
        Topic("heropenen", "Weer open", ("reopen",), "R70 R74"),
        Topic("terug", "Een stap terug", ("back",), "R53 R23 R98"),
    ),
    Chapter(
        "inrichten", "Inrichten", "Wat een beheerder instelt, en waarom het ertoe doet.", (
            Topic("instellingen", "Wat wij beloven", ("settings",), "R99 R48 R58 R55"),
            Topic("huisstijl", "Jullie gezicht", ("house_style",), "R11 R39"),
            Topic("mensen", "Wie er werkt", ("people", "person", "person_*"), "R29 R100 R46"),
            Topic("teams", "Teams", ("teams", "team", "team_new"), "R30 R31 R100"),
            Topic("onderwerpen", "Onderwerpen", ("categories", "category", "category_new"), "R94 R103 R104"),
            Topic("mail", "Weet dat de mail werkt", ("mail",), "R55 R101"),
            Topic("alarmen", "Als er een alarm is", ("alarms",), "R55 R75"),
            Topic("inloggen", "Veilig inloggen", ("my_account", "account_*", "mfa_*"), "R93"),
        ),
    ),
)  # fmt: skip
CHAPTER = {chapter.name: chapter for chapter in CHAPTERS}
CHAPTER_OF = {topic.name: chapter.name for chapter in CHAPTERS for topic in chapter.topics}
TOPICS = [topic for chapter in CHAPTERS for topic in chapter.topics]


def topic_of(screen: str | None) -> Topic | None:
    """The help of a screen, by the name of its address."""
    found = (topic for topic in TOPICS if any(fnmatchcase(screen or "", name) for name in topic.screens))
    return next(found, None)
