"""What a colleague fills in about a dossier."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from dossiers.casework.definitions import KINDS, choices_of
from dossiers.casework.fields import StaffForm, choice, day, line, mail, phone_number, prose
from dossiers.models import (
    Dossier,
    Party,
    Role,
    User,
)

READ_BY_ALL = "De melder mag alles lezen wat hier staat."  # R93
WHO_IS_LISTED = "Wie de uitnodiging nog niet heeft aangenomen, staat hier niet."
STAFF = (Role.MEDEWERKER, Role.BEHANDELAAR, Role.MANAGER)


def handlers_for(dossier: Dossier, chooser: User) -> list[User]:
    """Who may be made responsible: yourself first, then the dossier's team; a manager may choose from all teams.

    A complainant gets no name of somebody who can't log in yet.
    """
    people = User.objects.who_come_in().prefetch_related("teams").exclude(pk=chooser.pk)
    if not chooser.has_role(Role.MANAGER):
        people = people.filter(teams=dossier.team)
    return [chooser, *(person for person in people if person.has_role(*STAFF))]


class AssignForm(StaffForm):
    handler = choice(
        "Wie is verantwoordelijk?", (), "Kies wie dit dossier onder zijn hoede neemt.", hint=WHO_IS_LISTED
    )
    note = prose(
        "Boodschap aan je collega", rows=3, hint="Alleen collega’s lezen dit: het komt in het verloop."
    )

    def __init__(self, *args: Any, dossier: Dossier, chooser: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        self.people = {str(person.pk): person for person in handlers_for(dossier, chooser)}
        named = [(pk, f"{person.name} (jij)" if person == chooser else _with_team(person))
                 for pk, person in self.people.items()]  # fmt: skip
        self.fields["handler"].choices = [("", "Kies een naam"), *named]
        self.initial.setdefault("handler", str(dossier.handler_id or chooser.pk))

    def clean_handler(self) -> User:
        """Nobody handles a complaint about himself (R86)."""
        person = self.people[self.cleaned_data["handler"]]
        about = self.dossier.parties.filter(part=Party.Part.RESPONDENT, name__iexact=person.name)
        if about.exists():
            raise forms.ValidationError(f"Deze klacht gaat over {person.name}. Kies iemand anders.")
        return person

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("note") and data.get("handler") == self.dossier.handler:
            self.add_error(
                "note", "De behandelaar blijft dezelfde. Kies een collega, of leg dit vast als notitie."
            )
        return data


def _with_team(person: User) -> str:
    teams = ", ".join(team.name for team in person.teams.all())
    return f"{person.name} ({teams})" if teams else person.name


class KindForm(StaffForm):
    kind = choice("Wat is dit?", choices_of(KINDS), "Kies wat dit is.", radio=True)


class PartyForm(StaffForm):
    part = choice("Welke rol heeft deze persoon?", Party.Part.choices, "Kies de rol.", radio=True)
    name = line("Naam", "Vul de naam in.", most=150)
    relation = line("Hoort bij", most=100, hint="Bijvoorbeeld: dochter, wijkteam, loodgietersbedrijf.")
    email = mail(
        "Mailadres", hint="Spreekt deze persoon namens de melder? Dan gaat onze post naar dit adres."
    )
    phone = phone_number(hint="Zonder mailadres bellen wij dit nummer en lezen wij onze brieven voor.")

    optional_unmarked = ("email", "phone")  # who speaks for the complainant needs one of the two

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        gets_post = data.get("part") == Party.Part.REPRESENTATIVE
        if gets_post and not any(data.get(n) or self.has_error(n) for n in ("email", "phone")):
            self.add_error(
                "email", "Vul een mailadres of telefoonnummer in. Onze post gaat naar deze persoon."
            )
        return data


class PromiseForm(StaffForm):
    what = line("Wat beloof je?", "Schrijf op wat je belooft.", hint="Bijvoorbeeld: bellen na het bezoek.")
    due_on = day("Uiterlijk", "Kies de dag waarop het klaar is.", hint="Beloof alleen wat je kunt doen.")

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate(at)

    def clean_due_on(self) -> date:
        if self.cleaned_data["due_on"] < self.today:
            raise forms.ValidationError("Deze dag is geweest. Kies vandaag of later.")
        return self.cleaned_data["due_on"]


class MovePromiseForm(PromiseForm):
    """Another day for what was promised. What it is, stays."""

    reason = prose("Waarom een andere dag?", "Schrijf op waarom de dag verandert.", rows=3, hint=READ_BY_ALL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["what"]


class ReasonForm(StaffForm):
    """Why something goes another way; the sentence is kept in the timeline."""

    reason = prose("Waarom?", "Schrijf op waarom, in één of twee zinnen.", rows=4, hint=READ_BY_ALL)
