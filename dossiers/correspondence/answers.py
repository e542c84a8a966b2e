"""What the answer of a mail server usually means, for somebody who has to decide (RFC 5321 and RFC 3463).

Servers word it as they like, so this is a guess from code and words: the answer itself always stands beside it.
"""

from __future__ import annotations

import re

LATER = "De server wil deze mail nu niet, maar later misschien wel. Wij proberen het vanzelf opnieuw."
FOR_GOOD = (
    "De server neemt deze mail niet aan, en zegt niet duidelijk waarom. Bel, of probeer het één keer opnieuw."
)
# in this order: the first that fits is told
MEANINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), sentence)
    for pattern, sentence in (
        (
            r"^geen verbinding",
            "Onze eigen mailserver gaf geen antwoord. Er is niets verstuurd, en we proberen het vanzelf opnieuw.",
        ),
        (
            r"^(geen antwoord|afgebroken)",
            "De hele mail is aangeboden, en toen werd het stil. Misschien is hij aangekomen, misschien niet.",
        ),
        (
            r"^afzender geweigerd",
            "Onze eigen mailserver wil niet mailen namens ons adres. Dit ligt niet aan de melder. Zeg het tegen de "
            "beheerder.",
        ),
        (
            r"^de pdf kon niet",
            "Dit ligt aan ons: de bijlage kon niet worden gemaakt. Zeg het tegen de beheerder en bel de melder zelf.",
        ),
        (r"^2\d\d", "De mailserver nam de mail aan. Of hij gelezen is, weten wij niet."),
        (
            r"^(5\d\d.*\b5\.7\.8|53[0458])",
            "Onze eigen mailserver laat ons niet binnen. Dit ligt niet aan het adres. Zeg het tegen de beheerder.",
        ),
        (
            r"^[45]\d\d.*(\b[45]\.2\.2\b|full|quota|vol\b)",
            "De mailbox van de melder is vol. Bel, of probeer het morgen opnieuw.",
        ),
        (r"^4", LATER),
        (
            r"^(552|5\d\d.*(\b5\.(2\.3|3\.4)\b|too (big|large)|size|te groot))",
            "De mail is te groot voor deze mailserver. Opnieuw versturen helpt niet: bel, of stuur een brief.",
        ),
        (
            r"^5\d\d.*(\b5\.7\.\d|spam|spf|dkim|dmarc|block|black ?list|policy|reputation|relay)",
            "De server vertrouwt onze mail niet; aan het adres ligt het niet. Bel zelf, en zeg het tegen de beheerder.",
        ),
        (
            r"^(550|551|553|501|5\d\d.*\b5\.1\.\d)",
            "Dit adres bestaat waarschijnlijk niet, of is verkeerd getypt. Vraag het na en verander het.",
        ),
        (r"^5", FOR_GOOD),
    )
)


def meaning(answer: str) -> str:
    """In one or two sentences; "" when there is nothing to explain."""
    return next((sentence for pattern, sentence in MEANINGS if pattern.search(answer.strip())), "")
