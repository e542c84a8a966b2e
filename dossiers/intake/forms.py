"""The form of Registreren, in the order of a conversation (R29, R51, R62, R63, R82)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from dossiers.casework.fields import StaffForm, choice, day, line, words
from dossiers.deadlines import ZONE
from dossiers.documents.fields import FilesField
from dossiers.intake.definitions import KINDS, LEVELS, choices_of
from dossiers.intake.public_forms import fresh_token
from dossiers.intake.questions import FEELINGS, QUESTIONS, WISHES
from dossiers.intake.reach import MOST_PHONE, mail_address, mail_trouble, phone_trouble
from dossiers.models import Carrier, Category, Complainant, Kind, Level, Route, Team

OLDEST = date(2000, 1, 1)
REACHED_BY = ("email", "phone", "address")
PERSONAL = ("name", "organisation", *REACHED_BY)
SOLVED = ("happened", "done", "words")
ON_BEHALF = ("behalf_name", "behalf_relation")
NO_STORY = "Schrijf op wat er is gebeurd."
UNREACHABLE = "Vraag een telefoonnummer, een mailadres of een postadres. Of kies “Blijft liever anoniem”."
BOTH = "De melder blijft anoniem, maar hier staan ook gegevens. Haal het een of het ander weg."
NO_ONE = "Vul in namens wie deze persoon spreekt."
NO_SPEAKER = "Vul ook de naam in van wie je nu spreekt."
THREE_LINES = "Vul alle drie de regels in, of laat ze alle drie leeg."
NO_TIME = "Vul de tijd in, zoals 14:30."
TO_COME = "Dit moment is nog niet geweest. Kijk de dag en de tijd na."
LONG_AGO = "Deze dag is te lang geleden. Kijk het jaar na."
FILES_AGAIN = "Kies de bestanden opnieuw. Je browser bewaart ze niet."
CHOOSE = "Kies uit de lijst."


def _picks(key: str, choices: dict[str, Any]) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=QUESTIONS[key], required=False, choices=list(choices.items()), widget=widget
    )


def _time(label: str) -> forms.TimeField:
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    asked = {"required": NO_TIME, "invalid": NO_TIME}
    return forms.TimeField(
        label=label, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], widget=widget, error_messages=asked
    )


def _row(rows: Any, label: str, empty: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(rows, label=label, required=False, empty_label=empty)


class RegisterForm(StaffForm):
    """What was told, by whom, and what it is. `at` is the moment of the request."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    story = words(
        "Het verhaal", NO_STORY, rows=6, hint="In de woorden van de melder. Laat hem of haar uitpraten."
    )
    occurred = line("Wanneer en waar was het?", most=300)

    name = line("Naam", most=150)
    phone = line("Telefoon", most=MOST_PHONE, type="tel")
    email = line("Mailadres", most=254, type="email")
    organisation = line("Organisatie", most=150)
    address = words("Postadres", rows=2, most=300)
    preference = choice("Hoort liefst van ons via", Complainant.Preference, CHOOSE)
    language = choice("In welke taal schrijven wij?", settings.LANGUAGES, CHOOSE)
    is_anonymous = forms.BooleanField(
        label="Blijft liever anoniem", required=False,
        help_text="Dat mag. Wij doen er iets mee, maar kunnen dan niet antwoorden.",
    )  # fmt: skip
    behalf_name = line("Namens wie?", most=150)
    behalf_relation = line("Wat is de band?", most=100, hint="Bijvoorbeeld: dochter, bewindvoerder.")

    feelings = _picks("feelings", FEELINGS)
    wishes = _picks("wishes", WISHES)
    proposal = words("Wat stelt de melder zelf voor?", rows=2, most=5_000)

    kind = choice("Soort", choices_of(KINDS), CHOOSE, radio=True)
    level = choice(
        "Hoe klinkt het?",
        choices_of(LEVELS),
        CHOOSE,
        radio=True,
        hint="Alle drie tellen. Alle drie leggen wij vast.",
    )
    category = _row(
        Category.objects.filter(is_active=True).select_related("team"),
        "Waar gaat het over?",
        "Weet ik nog niet",
    )
    team = _row(Team.objects.all(), "Welk team helpt?", "Het team dat hierbij hoort, of mijn team")
    carrier = choice("Binnen via", Carrier, CHOOSE)
    route = choice("Kwam het rechtstreeks?", Route, CHOOSE)
    received_on = day("Dag van ontvangst", "Kies de dag waarop het binnenkwam.")
    received_time = _time("Tijd van ontvangst")
    subject = line("Onderwerp in één regel", most=150, hint="Leeg? Dan nemen wij het begin van het verhaal.")
    files = FilesField(label="Foto’s of papieren", help_text="Samen tot 20 MB.")

    happened = words("Wat gebeurde er?", rows=2, most=2_000)
    done = line("Wat is er gedaan?")
    words = words("Wat zei de melder zelf, dat het zo goed is?", rows=2, most=2_000)

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

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"]
        if typed and (trouble := mail_trouble(typed)):
            raise forms.ValidationError(trouble)
        return mail_address(typed) if typed else ""

    def clean_phone(self) -> str:
        if self.cleaned_data["phone"] and (trouble := phone_trouble(self.cleaned_data["phone"])):
            raise forms.ValidationError(trouble)
        return self.cleaned_data["phone"]

    def clean(self) -> dict[str, Any]:
        for check in (self._person, self._speaker, self._moment, self._solved):
            check(self.cleaned_data)
        if self.errors and self.files.getlist("files") and "files" not in self.errors:
            self.add_error("files", FILES_AGAIN)
        return self.cleaned_data

    def _person(self, data: dict[str, Any]) -> None:
        """Somebody we can reach, or anonymous (R62): never both, never neither."""
        if data.get("is_anonymous") and any(data.get(name) for name in PERSONAL):
            self.add_error("is_anonymous", BOTH)
        elif not data.get("is_anonymous") and not any(data.get(n) or n in self.errors for n in REACHED_BY):
            self.add_error("phone", UNREACHABLE)

    def _speaker(self, data: dict[str, Any]) -> None:
        if not any(data.get(name) for name in ON_BEHALF):
            return
        if not data.get("behalf_name"):
            self.add_error("behalf_name", NO_ONE)
        if not data.get("name"):
            self.add_error("name", NO_SPEAKER)

    def _moment(self, data: dict[str, Any]) -> None:
        """The exact moment of receipt (R62), local time; it may be past, never to come."""
        day, time = data.get("received_on"), data.get("received_time")
        if day is None or time is None:
            return
        if day < OLDEST:
            return self.add_error("received_on", LONG_AGO)
        data["received_at"] = datetime.combine(day, time, tzinfo=ZONE)
        if data["received_at"].timestamp() > self.at.timestamp():
            self.add_error("received_time", TO_COME)

    def _solved(self, data: dict[str, Any]) -> None:
        empty = [name for name in SOLVED if not data.get(name)]
        if 0 < len(empty) < len(SOLVED):
            for name in empty:
                if name not in self.errors:
                    self.add_error(name, THREE_LINES)

    def opened(self) -> dict[str, bool]:
        """Which folded parts must stand open: something was filled in, or is wrong there."""
        parts = {"behalf": ON_BEHALF, "solved": SOLVED}
        return {part: any(self[n].errors or self[n].value() for n in names) for part, names in parts.items()}
