"""What an alarm means and what to do about it, for a colleague and for who keeps the servers; without a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Title; what a melder notices; what a colleague does now; what ICT looks at ("" when it is not for them)."""

    title: str
    means: str
    do: str
    ict: str = ""


MISSING = "Deze melder denkt misschien dat wij niets kregen. De klacht zelf is veilig bewaard."
CALL = "Open het bericht, kijk waarom het niet ging, en bel de melder vandaag nog."
MAIL_SERVER = (
    "Wat de server zei, staat hierboven en in docker compose logs worker. Kijk EMAIL_URL na, en of deze machine de "
    "mailserver bereikt. Bij Instellingen, Mail proberen, zie je of het weer werkt."
)
WORKER = Words(
    "De werker of de klok is stil",
    "De klok zegt elke tien seconden dat er werk is, de werker verstuurt de post. Zonder hen verstuurt de bewaker de "
    "bevestigingen, een paar minuten later, zolang de mailserver antwoordt. Herinneringen en berichten over voortgang "
    "wachten.",
    "Bel ICT en noem deze regel. Melders bellen hoeft pas als er ook bevestigingen blijven liggen: daarvoor komt een "
    "eigen alarm.",
    "docker compose ps, en dan docker compose up -d worker beat. Start hij niet? docker compose logs worker beat. "
    "Zonder containers: systemctl restart klachten-worker klachten-beat.",
)
WORDS = {
    "silent:worker": WORKER,
    "silent:beat": WORKER,
    "silent:guard": Words(
        "De bewaker is stil",
        "De bewaker let op of elke bevestiging dezelfde dag weggaat, en op de werker. Zolang de werker leeft, gaat de "
        "post gewoon. Blijft er iets liggen, dan hoort niemand het op tijd.",
        "Bel ICT. Kijk tot die tijd elk uur zelf in Verzonden post, of vraag het een collega die dat mag.",
        "docker compose up -d guard, en kijk in docker compose logs guard waarom hij stopte. Hij heeft alleen de "
        "database nodig. Zonder containers: systemctl restart klachten-guard.",
    ),
    "ack-late": Words(
        "Bevestigingen gaan niet weg",
        "Deze melders weten nog niet dat hun klacht binnen is. De klachten zelf zijn veilig bewaard. Antwoordt de "
        "mailserver weer, dan gaat de post vanzelf, ook vannacht.",
        "Laat ICT naar de mailserver kijken. Duurt het lang, dan belt een behandelaar of manager wie wacht.",
        MAIL_SERVER,
    ),
    "mail-late": Words(
        "Post gaat niet weg",
        "Wie een bericht of antwoord van ons verwacht, krijgt het later. Antwoordt de mailserver weer, dan gaat de "
        "post vanzelf, ook vannacht.",
        "Laat ICT naar de mailserver kijken. Staat er iets bij dat vandaag gezegd moet zijn, bel dan.",
        MAIL_SERVER,
    ),
    "ack": Words("Een melder weet (misschien) nog niets", MISSING, CALL),
    "ack-stuck": Words(
        "Melders weten (misschien) nog niets", MISSING.replace("Deze melder denkt", "Deze melders denken"),
        "Verdeel de lijst in Verzonden post over een paar collega’s, en bel vandaag nog.",
    ),
    "ack-missed": Words(
        "De dag ging voorbij zonder bevestiging",
        "Wij beloofden dezelfde dag iets te laten weten, en deden dat niet.",
        "Bel deze melders als eerste, en zeg dat het aan ons ligt.",
    ),
    "no-ack": Words("Bij een klacht is geen bevestiging gemaakt", MISSING, "Bel de melder. Zeg het daarna tegen ICT.",
                    "Dit hoort niet te kunnen. Bewaar de logs van vandaag en meld het bij wie Klachten maakt."),
    "flood": Words(
        "Er kwam heel veel tegelijk",
        "Wie zijn mailadres nog niet bevestigde, krijgt nog geen bevestiging. De klachten zelf zijn binnen.",
        "Een behandelaar of manager kijkt bij Verzonden post, Samen beslissen: is het echt, laat dan alles gaan.",
        "Lijkt het misbruik? Kijk in de log van de proxy waar het vandaan komt.",
    ),
}  # fmt: skip
OTHER = Words(
    "Er is iets mis", "Wat een melder hiervan merkt, is niet bekend.", "Bel ICT en noem deze regel."
)


def words_of(cause: str) -> Words:
    """By its cause, such as silent:worker, or ack:2026-00017-K (by what stands before the colon)."""
    return WORDS.get(cause) or WORDS.get(cause.partition(":")[0], OTHER)
