"""The form of Registreren, in the order of a conversation (R29, R51, R62, R63, R82)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from dossiers.casework.definitions import KINDS, LEVELS, choices_of
from dossiers.casework.fields import choice, day, line, mail, phone_number, prose
from dossiers.documents.fields import FilesField
from dossiers.intake.form_rules import ON_BEHALF, PERSONAL, SOLVED, Rules
from dossiers.intake.public_forms import fresh_token
from dossiers.intake.questions import FEELINGS, WISHES
from dossiers.models import Carrier, Category, Complainant, Kind, Level, Route, Team

NO_STORY = "Schrijf op wat er is gebeurd."
NO_TIME = "Vul de tijd in, zoals 14:30."
CHOOSE = "Kies uit de lijst."
CATEGORIES = Category.objects.filter(is_active=True).select_related("team")


def _picks(label: str, choices: dict[str, Any]) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, required=False, choices=list(choices.items()), widget=widget
    )


def _time(label: str) -> forms.TimeField:
    widget, formats = forms.TimeInput({"type": "time"}, format="%H:%M"), ["%H:%M", "%H.%M", "%H:%M:%S"]
    return forms.TimeField(
        label=label, required=False, input_formats=formats, widget=widget, error_messages={"invalid": NO_TIME}
    )


def _row(rows: Any, label: str, empty: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(rows, label=label, required=False, empty_label=empty)


class RegisterForm(Rules):
    """What was told, by whom, and what it is. `at` is the moment of the request."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    story = prose(
        "Het verhaal", NO_STORY, rows=6, hint="In de woorden van de melder. Laat hem of haar uitpraten."
    )
    occurred = line("Wanneer en waar was het?", most=300)

    name = line("Naam", most=150)
    phone = phone_number()
    email = mail("Mailadres")
    organisation = line("Organisatie", most=150)
    address = prose("Postadres", rows=2, most=300)
    preference = choice("Hoort liefst van ons via", Complainant.Preference, CHOOSE)
    language = choice("In welke taal schrijven wij?", settings.LANGUAGES, CHOOSE)
    is_anonymous = forms.BooleanField(
        label="Blijft liever anoniem", required=False,
        help_text="Dat mag. Wij doen er iets mee, maar kunnen dan niet antwoorden.",
    )  # fmt: skip
    behalf_name = line("Namens wie?", most=150)
    behalf_relation = line("Wat is de band?", most=100, hint="Bijvoorbeeld: dochter, bewindvoerder.")

    feelings = _picks("Wat deed het met de melder?", FEELINGS)
    wishes = _picks("Wat zou de melder helpen?", WISHES)
    proposal = prose("Wat stelt de melder zelf voor?", rows=2, most=5_000)

    kind = choice("Soort", choices_of(KINDS), CHOOSE, radio=True)
    level = choice(
        "Hoe klinkt het?",
        choices_of(LEVELS),
        CHOOSE,
        radio=True,
        hint="Alle drie tellen. Alle drie leggen wij vast.",
    )
    category = _row(CATEGORIES, "Waar gaat het over?", "Weet ik nog niet")
    team = _row(Team.objects.all(), "Welk team helpt?", "Het team dat erbij hoort")
    carrier = choice("Binnen via", Carrier, CHOOSE)
    route = choice("Kwam het rechtstreeks?", Route, CHOOSE)
    received_on = day("Dag van ontvangst", "Kies de dag waarop het binnenkwam.")
    received_time = _time("Tijd van ontvangst")
    subject = line(
        "Onderwerp in één regel",
        most=150,
        hint="Leeg? Dan nemen wij de eerste zin die zegt wat er gebeurde. De melder leest dit ook.",
    )
    files = FilesField(
        label="Foto’s of papieren",
        help_text="Kies ze als laatste. Wat je typt, bewaren wij vanzelf, maar bestanden niet. "
        "Samen mogen ze 20 MB groot zijn: ongeveer vijf foto’s van een telefoon.",
    )

    happened = prose("Wat gebeurde er?", rows=2, most=2_000)
    done = line("Wat is er gedaan?")
    own_words = prose("Wat zei de melder zelf, dat het zo goed is?", rows=2, most=2_000)

    # one road to reach somebody is enough, and the three lines go together: no "(mag leeg)" there
    optional_unmarked = (*PERSONAL, *ON_BEHALF, *SOLVED, "is_anonymous", "category", "team")

    def __init__(
        self, *args: Any, at: datetime, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.at, local = at, timezone.localtime(at)
        filled = {
            "token": fresh_token(), "kind": Kind.KLACHT, "level": Level.KLACHT, "carrier": Carrier.TELEFOON,
            "received_on": local.date(), "received_time": local.time().replace(second=0, microsecond=0),
        }  # fmt: skip
        super().__init__(*args, initial=filled | (initial or {}), **kwargs)
        if not self.is_bound:
            self.fields["story"].widget.attrs["autofocus"] = True

    def looks(self) -> list[forms.BoundField]:
        """While one of these is typed, we look who it may be (R17)."""
        return [self[name] for name in ("name", "phone", "email", "organisation", "address")]

    def folds(self) -> dict[str, bool]:
        """Which folded parts must stand open: something was filled in, or is wrong there."""
        parts = {"more": ("address", "organisation"), "behalf": ON_BEHALF, "solved": SOLVED}
        told = {part: any(self[n].errors or self[n].value() for n in names) for part, names in parts.items()}
        return told | {"more": told["more"] or self.has_error("phone", "unreachable")}
