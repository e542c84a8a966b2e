"""What is what: the definition stands beside each choice, because everybody must know it (R48, R49, R50)."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from dossiers.models import Kind, Level

KINDS = {
    Kind.KLACHT: "Iemand is niet tevreden over wat wij deden, niet deden, of over hoe wij met hem of haar omgingen.",
    Kind.REPARATIEVERZOEK: "Er is iets stuk dat wij moeten maken. Was het al gemeld en kwam er niemand, dan is het "
    "een klacht.",
    Kind.GESCHIL: "Wij en de melder zijn het oneens over een recht of een bedrag, ook na ons antwoord.",
    Kind.BEZWAAR: "De melder vraagt om een besluit op papier opnieuw te bekijken. Daarvoor gelden eigen termijnen.",
    Kind.VRAAG: "De melder wil iets weten. Er is niets misgegaan.",
    Kind.COMPLIMENT: "De melder is blij met wat wij deden.",
}
LEVELS = {
    Level.KLACHT: "De melder wil dat wij er iets mee doen.",
    Level.ONVREDE: "De melder is ontevreden en vraagt er niets voor terug.",
    Level.KRITIEK: "De melder vindt dat iets beter kan.",
}


def choices_of(definitions: dict[Kind, str] | dict[Level, str]) -> list[tuple[str, SafeString]]:
    """Choices for a form, each with its definition below its name."""
    return [
        (
            value,
            format_html('<strong>{}</strong><span class="kl-block kl-small">{}</span>', value.label, text),
        )
        for value, text in definitions.items()
    ]
