"""The forms of colleagues, teams and categories; each role says what it opens."""

from __future__ import annotations

from typing import Any

from django import forms

from dossiers.models import Category, Role, Team, User
from dossiers.organisation.actions import TAKEN
from dossiers.organisation.fields import IN_ENGLISH, Settings, Several, explained

ROLES = {
    Role.MEDEWERKER: "Legt klachten vast, ziet die terug, en werkt aan wat hij of zij kreeg.",
    Role.BEHANDELAAR: "Ziet en behandelt de dossiers van het eigen team. Is vaste contactpersoon van melders.",
    Role.MANAGER: "Als een behandelaar, en mag iemand uit een ander team kiezen. Krijgt bericht als post blijft "
    "liggen. In het team van de directie: alle dossiers.",
    Role.BEHEERDER: "Kan bij deze instellingen. Ziet daardoor nog geen dossiers.",
}  # fmt: skip
IN_A_TEAM = {Role.BEHANDELAAR, Role.MANAGER}


def role_names(user: User) -> list[str]:
    return [role.label for role in Role if role in user.roles]


class PersonForm(Settings):
    """A new colleague; PersonEditForm adds the switch."""

    ASK = {
        "name": "Vul de naam in. Melders zien die.",
        "email": "Vul een mailadres in. Daarmee logt je collega in.",
    }

    roles = forms.MultipleChoiceField(
        label="Rollen", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, explained(role.label, text)) for role, text in ROLES.items()],
        help_text="Meer mag. Samen bepalen ze wat iemand ziet en kan.",
    )  # fmt: skip
    optional_unmarked = ("roles", "teams")

    class Meta:
        model = User
        fields = ["name", "email", "phone", "hours", "hours_en", "roles", "teams"]
        field_classes = {"teams": Several}
        widgets = {"phone": forms.TextInput({"type": "tel"}), "teams": forms.CheckboxSelectMultiple}
        labels = {"hours_en": "Bereikbaar, in het Engels"}
        help_texts = {
            "name": "Zo leest een melder de naam in elke brief.",
            "email": "Hiermee logt je collega in. Hoofdletters maken niet uit.",
            "phone": "Staat in brieven van deze collega. Leeg: het nummer van het team.",
            "hours": "Bijvoorbeeld: maandag tot en met donderdag, 9 tot 17 uur. Leeg: die van het team.",
            "hours_en": IN_ENGLISH,
            "teams": "Behandelaars en managers zien de dossiers van deze teams.",
        }
        error_messages = {"email": {"unique": TAKEN[User]}}

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(TAKEN[User])
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("is_active", True) and not self.errors:
            self._complete(set(data["roles"]), data["teams"])
        return data

    def _complete(self, roles: set[str], teams: Any) -> None:
        if not roles:
            self.add_error("roles", "Kies minstens één rol. Zonder rol kan je collega nergens bij.")
        if roles & IN_A_TEAM and not teams:
            self.add_error("teams", "Kies minstens één team. Een behandelaar of manager werkt voor een team.")


class PersonEditForm(PersonForm):
    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "is_active"]
        labels = {"is_active": "Kan inloggen"}
        help_texts = {
            **PersonForm.Meta.help_texts,
            "is_active": "Zet je dit uit, dan is je collega meteen uitgelogd. De naam blijft bij wat hij of zij deed.",
        }


class TeamForm(Settings):
    ASK = {
        "name": "Vul de naam van het team in.",
        "email": "Vul het mailadres van het team in.",
        "phone": "Vul een telefoonnummer in. Zo kan een melder het team bellen.",
        "hours": "Schrijf op wanneer het team bereikbaar is.",
    }

    class Meta:
        model = Team
        fields = ["name", "name_en", "email", "phone", "hours", "hours_en", "is_top"]
        widgets = {"phone": forms.TextInput({"type": "tel"})}
        labels = {
            "name_en": "Naam, in het Engels", "hours_en": "Bereikbaar, in het Engels", "is_top": "Dit is de directie",
        }  # fmt: skip
        help_texts = {
            "name_en": IN_ENGLISH,
            "hours": "Bijvoorbeeld: werkdagen, 9 tot 17 uur",
            "hours_en": f"Bijvoorbeeld: weekdays, 9 am to 5 pm. {IN_ENGLISH}",
            "is_top": "Managers van dit team zien alle dossiers, ook die van andere teams.",
        }
        error_messages = {"name": {"unique": TAKEN[Team]}}


class CategoryForm(Settings):
    ASK = {"name": "Vul het onderwerp in.", "team": "Kies het team dat meestal helpt."}

    class Meta:
        model = Category
        fields = ["name", "team", "is_active"]
        labels = {"name": "Onderwerp"}
        help_texts = {
            "name": "Waar klachten over gaan, nooit de naam van iemand. Bijvoorbeeld: Reparaties.",
            "team": "Legt een collega hier een klacht over vast? Die gaat naar dit team, als er geen ander is gekozen.",
            "is_active": "Uit: niemand kan het meer kiezen. Dossiers die het al hebben, houden het.",
        }
        error_messages = {"name": {"unique": TAKEN[Category]}}
