"""The settings of the organisation; each number says what it does and from when."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.utils.safestring import SafeString

from dossiers.deadlines import PROFILES
from dossiers.models import Organisation, Role
from dossiers.models.organisation import LawProfile
from dossiers.organisation.fields import IN_ENGLISH, Settings, days, explained, web
from dossiers.organisation.style_form import STYLE

NO_LAWYER = "Niet door een jurist gecontroleerd"


def law_choices() -> list[tuple[str, SafeString]]:
    """Each set of rules with its term and the article it comes from (deadlines.PROFILES)."""
    rolled = ", of de eerste werkdag daarna"
    return [
        (
            p.value,
            explained(p.label, f"{t.days} dagen{rolled if t.rolls else ''} ({t.article}). {NO_LAWYER}."),
        )
        for p in LawProfile
        for t in [PROFILES[p.value]]
    ]


class OrganisationForm(Settings):
    GROUPS = {
        "Wie wij zijn": (
            "Staat op elke pagina, en in elke mail en brief.",
            ("name", "phone", "opening_hours", "opening_hours_en", "address", "website", "repair_url"),
        ),
        "Mail": ("Geldt voor elk bericht dat je vanaf nu klaarzet.", ("sender_email", "email")),
        "Buiten ons": (
            "Staat in ons antwoord en op de pagina over de procedure.",
            ("external_body", "external_body_en", "external_body_url"),
        ),
        "Termijnen en beloften": (
            "Dit zeggen wij melders toe. Het telt vanaf het moment dat je bewaart.",
            (
                "intake_team", "law_profile", "progress_after_workdays", "evaluation_after_days",
                "reminder_after_days",
            ),
        ),
        "Inloggen": (
            "Een wachtwoord alleen is soms niet genoeg: het kan uitlekken.", ("two_factor_roles",),
        ),
        "Bewaren": (
            "Hoe lang een dossier blijft na het sluiten. Bij het sluiten rekenen wij de dag uit; die staat in het "
            "dossier. De wet noemt geen getal: kijk in jullie selectielijst, of vraag het een jurist.",
            ("keep_years", "keep_years_dropped"),
        ),
    }  # fmt: skip
    ASK = {
        "name": "Vul de naam van de organisatie in.",
        "phone": "Vul een telefoonnummer in. Het staat in elke brief.",
        "opening_hours": "Schrijf op wanneer jullie open zijn.",
        "address": "Vul het adres in. Het staat onder elke brief.",
        "email": "Vul in waar antwoorden aankomen.",
        "sender_email": "Vul de afzender van onze mail in.",
        "external_body": "Vul in waar een melder heen kan als wij er niet uitkomen.",
        "law_profile": "Kies welke regels gelden.",
        "intake_team": "Kies het team dat nieuwe klachten krijgt.",
    }

    website = web("Website", "Van jullie organisatie.")
    repair_url = web(
        "Pagina voor reparaties", "Staat naast het klachtformulier: iets dat stuk is, gaat daar sneller."
    )
    external_body_url = web("Website daarvan", "Staat achter de naam, ook in ons antwoord.")
    law_profile = forms.ChoiceField(
        label="Welke regels gelden voor de termijn?", choices=law_choices, widget=forms.RadioSelect,
        help_text="Bepaalt de laatste dag voor ons antwoord, geteld vanaf de dag na ontvangst. Telt voor klachten die "
        "vanaf nu binnenkomen. Klachten die er al zijn, houden hun datum. Leg dit voor aan een jurist.",
    )  # fmt: skip
    progress_after_workdays = days(
        "Na hoeveel werkdagen stilte schrijven wij de melder?",
        "Hoort een melder zo lang niets, dan gaat er vanzelf een bericht: wat wij deden, wat er komt en wanneer. "
        "Telt ook voor dossiers die al lopen. Kies 1 tot en met 30.", 1, 30,
    )  # fmt: skip
    evaluation_after_days = days(
        "Hoeveel dagen na ons antwoord vragen wij hoe het ging?",
        "De melder krijgt dan twee korte vragen, om tien uur ’s ochtends. Telt voor antwoorden die je vanaf nu "
        "verstuurt. Kies 0 tot en met 90.", 0, 90,
    )  # fmt: skip
    reminder_after_days = days(
        "Na hoeveel dagen zonder reactie herinneren wij één keer?",
        "Telt ook voor vragen die al verstuurd zijn. Daarna laten wij de melder met rust. Kies 1 tot en met 60.",
        1, 60,
    )  # fmt: skip

    two_factor_roles = forms.MultipleChoiceField(
        label="Wie logt ook in met een code van de telefoon?", required=False, choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Wie zo’n rol heeft en nog geen code, stelt hem in zodra die verder wil. Ook wie nu is ingelogd. "
        "Anderen mogen het zelf kiezen, bij Mijn account.",
    )  # fmt: skip
    keep_years = days(
        "Hoeveel jaar bewaren jullie een klacht die behandeld is?",
        "Beantwoord, meteen opgelost of niet in behandeling. Telt voor dossiers die je vanaf nu sluit. Kies 1 tot en "
        "met 50.", 1, 50,
    )  # fmt: skip
    keep_years_dropped = days(
        "Hoeveel jaar bewaren jullie wat niet doorging?",
        "Ingetrokken, geen klacht, dubbel of doorgestuurd. Kies 1 tot en met 50.", 1, 50,
    )  # fmt: skip

    class Meta:
        model = Organisation
        exclude = STYLE
        labels = {
            "email": "Mailadres voor antwoorden", "external_body": "Commissie of ombudsman",
            "intake_team": "Welk team krijgt nieuwe klachten?", "opening_hours": "Wanneer zijn jullie open?",
            "opening_hours_en": "Wanneer zijn jullie open, in het Engels?",
            "external_body_en": "Commissie of ombudsman, in het Engels",
        }  # fmt: skip
        help_texts = {
            "email": "Hier komen antwoorden van melders aan. Zorg dat iemand het leest.",
            "sender_email": "Staat boven onze mail. Jullie mailserver moet namens dit adres mogen mailen.",
            "opening_hours": "Bijvoorbeeld: werkdagen, 8 tot 18 uur",
            "opening_hours_en": f"Bijvoorbeeld: weekdays, 8 am to 6 pm. {IN_ENGLISH}",
            "external_body_en": IN_ENGLISH,
            "intake_team": "Voor klachten via het formulier, en van collega’s zonder team.",
        }

    def groups(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """Title, explanation and fields of each part of the page."""
        for title, (text, names) in self.GROUPS.items():
            yield title, text, [self[name] for name in names]
