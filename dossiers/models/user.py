"""Who works here: a person logs in with an e-mail address and has a set of roles."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from dossiers.models.worded import english, worded


class Role(models.TextChoices):
    MEDEWERKER = "medewerker", "Medewerker"
    BEHANDELAAR = "behandelaar", "Behandelaar"
    MANAGER = "manager", "Manager"
    BEHEERDER = "beheerder", "Beheerder"


class Team(models.Model):
    """A group of colleagues that a customer can reach; the top team sees every dossier."""

    name = models.CharField("naam", max_length=100, unique=True)
    name_en = english("naam, in het Engels", 100)
    email = models.EmailField("mailadres")
    phone = models.CharField("telefoon", max_length=30)
    hours = models.CharField("bereikbaar", max_length=100, help_text="Bijvoorbeeld: werkdagen, 9 tot 17 uur")
    hours_en = english("bereikbaar, in het Engels", 100)
    is_top = models.BooleanField(
        "directie", default=False, help_text="Managers van dit team zien alle dossiers."
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="") & ~models.Q(email=""), name="team_can_be_reached"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def told_name(self) -> str:
        return worded(self, "name")

    @property
    def told_hours(self) -> str:
        return worded(self, "hours")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


def known_roles(roles: object) -> None:
    if not isinstance(roles, list) or not set(roles) <= set(Role.values):
        raise ValidationError("Kies uit de rollen die er zijn.")


class People(models.QuerySet["User"]):
    def who_come_in(self) -> People:
        """Active, and with a password: somebody invited who never came can take no work."""
        return self.filter(is_active=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


class User(AbstractBaseUser):
    """A colleague. Reachability (phone, hours) stands in every letter he signs (R100)."""

    email = models.EmailField("mailadres", unique=True)
    name = models.CharField("naam", max_length=100)
    phone = models.CharField("telefoon", max_length=30, blank=True)
    hours = models.CharField("bereikbaar", max_length=100, blank=True)
    hours_en = english("bereikbaar, in het Engels", 100)
    roles = models.JSONField("rollen", default=list, validators=[known_roles], blank=True)
    teams = models.ManyToManyField(Team, verbose_name="teams", related_name="users", blank=True)
    is_active = models.BooleanField("actief", default=True)

    objects = UserManager.from_queryset(People)()
    carried_teams: list[tuple[int, bool]] | None = None  # of who is logged in, read with his session
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name

    def has_role(self, *roles: str) -> bool:
        return self.is_active and bool(set(self.roles) & set(roles))

    def memberships(self) -> list[tuple[int, bool]]:
        """The id of each team, and whether it is at the top."""
        if self.carried_teams is not None:
            return self.carried_teams
        return list(self.teams.values_list("pk", "is_top"))

    @property
    def told_name(self) -> str:
        return self.name

    @property
    def told_hours(self) -> str:
        return worded(self, "hours")

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else self.email


class PersonChange(models.Model):
    """What was done to somebody's access, by whom and why: such a question comes months later."""

    class What(models.TextChoices):
        TWO_FACTOR_RESET = "two_factor_reset", "Inlogcode gewist"
        HANDED_OVER = "handed_over", "Werk overgedragen"
        SWITCHED_OFF = "switched_off", "Inloggen uitgezet"
        SWITCHED_ON = "switched_on", "Inloggen aangezet"
        INVITED = "invited", "Uitnodiging verstuurd"
        NOT_INVITED = "not_invited", "De uitnodiging ging niet weg"

    person = models.ForeignKey(User, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=20, choices=What)
    reason = models.TextField(blank=True)
    # nobody: by a command on the server
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.what}"
