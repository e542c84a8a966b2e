"""The details of a dossier: of the complaint, and of the person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from dossiers.casework.details import now_of
from dossiers.casework.fields import StaffForm, choice, line, mail, phone_number, prose
from dossiers.casework.reach import settle_road
from dossiers.models import Carrier, Category, Complainant, Dossier, Level, Party, Route, Team


class DetailsForm(StaffForm):
    """What is known: of the complaint, and of the person. Story, form and moment of receipt never change (R60)."""

    subject = line("Onderwerp in één regel", "Schrijf in één regel waar het over gaat.", most=150)
    occurred = line(
        "Wanneer en waar was het?", most=300, hint="Bijvoorbeeld: 14 en 27 oktober, Kastanjelaan 48."
    )
    category = forms.ModelChoiceField(
        Category.objects.none(), label="Waar gaat het over?", required=False, empty_label="Nog niet gekozen",
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )  # fmt: skip
    team = forms.ModelChoiceField(
        Team.objects.all(), label="Welk team helpt?", empty_label=None,
        error_messages={"required": "Kies een team.", "invalid_choice": "Kies uit de lijst."},
    )  # fmt: skip
    level = choice("Hoe klinkt het?", Level.choices, "Kies uit de lijst.")
    carrier = choice("Binnen via", Carrier.choices, "Kies uit de lijst.")
    route = choice("Kwam het rechtstreeks?", Route.choices, "Kies uit de lijst.")
    name = line("Naam", most=150)
    organisation = line("Organisatie", most=150)
    email = mail("Mailadres")
    phone = phone_number()
    address = prose("Postadres", rows=3, most=300)
    preference = choice("Hoort liefst van ons via", Complainant.Preference.choices, "Kies uit de lijst.")
    language = choice("In welke taal schrijven wij?", settings.LANGUAGES, "Kies uit de lijst.")

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        chosen = Category.objects.filter(is_active=True) | Category.objects.filter(pk=dossier.category_id)
        self.fields["category"].queryset = chosen.select_related("team").distinct()
        self.fields["category"].label_from_instance = lambda c: f"{c.name} (meestal {c.team.name})"
        self.initial = now_of(dossier)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        moved = "team" in data and data["team"] != self.dossier.team
        if moved and not data.get("category") and not self.has_error("category"):
            self.add_error(
                "category", "Kies ook waar het over gaat. Dan weet het andere team waarom het dit krijgt."
            )
        if not self.dossier.parties.filter(part=Party.Part.REPRESENTATIVE).exists():
            settle_road(data)
        if not self._reachable(data) and not self.has_error("email"):
            self.add_error(
                "email", "Vul een mailadres, telefoonnummer of postadres in. Anders kan niemand antwoorden."
            )
        return data

    def _reachable(self, data: dict[str, Any]) -> bool:
        roads = any(data.get(n) for n in ("email", "phone", "address"))
        return roads or (self.dossier.complainant.is_anonymous and not data.get("name"))
