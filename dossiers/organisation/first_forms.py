"""The form of the first start: the settings that nobody can guess, a team, and who begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password

from dossiers.casework.fields import line
from dossiers.models import Role, User
from dossiers.organisation import setup_code
from dossiers.organisation.forms import OrganisationForm

DIFFERENT = "Deze twee zijn niet gelijk. Typ je wachtwoord twee keer hetzelfde."
ONCE_MORE = "Typ je wachtwoord nog een keer. Dat onthoudt deze pagina niet."
AS_ABOVE = "Leeg: hetzelfde als van de organisatie."
TERM = (
    "Bepaalt de laatste dag voor ons antwoord, geteld vanaf de dag na ontvangst. Leg dit voor aan een jurist."
)
TEAM = {"email": "email", "phone": "phone", "hours": "opening_hours"}  # of the team: of the organisation


def _mail(label: str, ask: str, hint: str, **attrs: str) -> forms.EmailField:
    return forms.EmailField(
        label=label, required=bool(ask), max_length=254, help_text=hint, widget=forms.EmailInput(attrs),
        error_messages={"required": ask},
    )  # fmt: skip


def _password(label: str, ask: str) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, widget=widget, error_messages={"required": ask})


class FirstStartForm(OrganisationForm):
    """`source`: the network address that the code is typed from."""

    GROUPS = {
        "De code": (
            "Zo weten wij dat jij Klachten mag inrichten. Je hebt haar één keer nodig.", ("code",),
        ),
        "De organisatie": (
            "Staat op elke pagina, en in elke mail en brief. Later kun je alles veranderen bij Instellingen.",
            ("name", "phone", "opening_hours", "address", "sender_email", "email"),
        ),
        "De regels": (
            "Waar een melder recht op heeft, en waar die heen kan als jullie er samen niet uitkomen.",
            ("law_profile", "external_body", "external_body_url"),
        ),
        "Het eerste team": (
            "Krijgt elke nieuwe klacht, en staat in brieven zolang niemand de klacht behandelt.",
            ("team_name", "team_email", "team_phone", "team_hours"),
        ),
        "Jij": (
            "Je wordt beheerder: je nodigt daarna je collega’s uit.",
            ("person_name", "person_email", "password1", "password2", "handles",
             "two_factor"),
        ),
    }  # fmt: skip
    field_order = [name for _, names in GROUPS.values() for name in names]

    # these start at a sensible value, or empty; they stand at Instellingen
    website = repair_url = None
    progress_after_workdays = evaluation_after_days = reminder_after_days = None
    keep_years = keep_years_dropped = two_factor_roles = None

    code = line(
        "Code", "Typ de code over uit het logboek van de start.", most=40,
        hint="Acht letters en cijfers, zoals K7PM-2XQA. Staat in het logboek van de start. "
        "Je krijgt haar ook met: manage.py first_start_code",
        autocomplete="off", autocapitalize="characters", spellcheck="false",
    )  # fmt: skip
    team_name = line(
        "Naam van het team", "Vul de naam van het team in.", most=100, hint="Bijvoorbeeld: Klant en klacht"
    )
    team_email = _mail("Mailadres van het team", "", AS_ABOVE)
    team_phone = line("Telefoon van het team", most=30, hint=AS_ABOVE, type="tel")
    team_hours = line("Wanneer is het team bereikbaar?", most=100, hint=AS_ABOVE)
    person_name = line(
        "Je naam", "Vul je naam in. Melders en collega’s zien die.", most=100, autocomplete="name"
    )
    person_email = _mail(
        "Je mailadres", "Vul je mailadres in. Daarmee log je in.", "Hiermee log je in.", autocomplete="username"
    )  # fmt: skip
    password1 = _password("Je wachtwoord", "Kies een wachtwoord.")
    password2 = _password("Je wachtwoord, nog een keer", "Typ je wachtwoord nog een keer.")
    handles = forms.BooleanField(
        label="Ik behandel zelf ook klachten", required=False,
        help_text="Vink dit alleen aan als je zelf melders helpt. Dan ben je ook behandelaar en manager van het eerste "
        "team: je ziet alle dossiers, en krijgt bericht als post blijft liggen.",
    )  # fmt: skip

    two_factor = forms.BooleanField(
        label="Beheerders loggen ook in met een code van hun telefoon", required=False, initial=True,
        help_text="Een beheerder kan overal bij. Je stelt de code meteen hierna in, met een app op je telefoon. Voor "
        "andere rollen kies je dit later, bij Instellingen.",
    )  # fmt: skip

    class Meta(OrganisationForm.Meta):
        fields = (
            "name", "phone", "opening_hours", "address", "sender_email", "email", "law_profile", "external_body",
            "external_body_url",
        )  # fmt: skip
        labels = {**OrganisationForm.Meta.labels, "name": "Naam van de organisatie"}
        widgets = {"phone": forms.TextInput({"type": "tel"})}

    def __init__(self, *args: Any, source: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        self.fields["law_profile"].help_text = TERM
        self.fields["password1"].help_text = password_validators_help_texts()[0]

    def clean_code(self) -> str:
        if why := setup_code.refusal(self.cleaned_data["code"], self.source):
            raise forms.ValidationError(why)
        return ""

    def clean_team_name(self) -> str:
        return " ".join(self.cleaned_data["team_name"].split())

    def clean_person_name(self) -> str:
        return " ".join(self.cleaned_data["person_name"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("password1") and data.get("password2"):
            self._check_password(data["password1"], data["password2"])
        if self.errors and "password1" not in self.errors and "password2" not in self.errors:
            self.add_error("password1", ONCE_MORE)  # the summary promises that what was typed is still there
        return data

    def _check_password(self, first: str, second: str) -> None:
        if first != second:
            self.add_error("password2", DIFFERENT)
        person = User(
            name=self.cleaned_data.get("person_name", ""), email=self.cleaned_data.get("person_email", "")
        )
        try:
            validate_password(first, person)
        except forms.ValidationError as error:
            self.add_error("password1", error)

    def values(self) -> dict[str, Any]:
        """What first_start.begin wants. A team without its own details is reached as the organisation is."""
        data = self.cleaned_data
        own = {field: data[f"team_{field}"] or data[of] for field, of in TEAM.items()}
        return {
            "organisation": {
                **{name: data[name] for name in self.Meta.fields},
                "two_factor_roles": [Role.BEHEERDER.value] if data["two_factor"] else [],
            },
            "team": {"name": data["team_name"], **own},
            "person": {
                "name": data["person_name"],
                "email": data["person_email"],
                "password": data["password1"],
            },
            "handles": data["handles"],
        }
