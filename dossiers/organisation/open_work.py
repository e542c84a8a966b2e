"""What still hangs on one colleague, and who may take it over: nobody leaves a complaint without a person (R74)."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet

from dossiers.models import Category, Dossier, Draft, Party, Promise, Team, User
from dossiers.permissions import STAFF


@dataclass
class Group:
    """The dossiers of one team about one subject."""

    team: Team
    category: Category | None
    dossiers: list[Dossier] = field(default_factory=list)

    @property
    def about(self) -> set[str]:
        """Whom these complaints are about."""
        parties = (party for dossier in self.dossiers for party in dossier.parties.all())
        return {p.name.casefold() for p in parties if p.part == Party.Part.RESPONDENT}

    @property
    def key(self) -> str:
        return f"to-{self.team.pk}-{self.category.pk if self.category else 0}"

    @property
    def name(self) -> str:
        about = self.category.name if self.category else "nog geen onderwerp"
        return f"{self.team.name}: {about}"


def groups_of(person: User) -> list[Group]:
    """His open dossiers, and those without a handler in which he promised something."""
    promised = open_promises(person).filter(dossier__handler=None).values("dossier")
    found = Dossier.objects.filter(closed_at=None).select_related("team", "category")
    mine = found.filter(handler=person) | found.filter(pk__in=promised)
    groups: dict[str, Group] = {}
    for dossier in mine.order_by("team__name", "category__name", "reference").prefetch_related("parties"):
        group = Group(dossier.team, dossier.category)
        groups.setdefault(group.key, group).dossiers.append(dossier)
    return list(groups.values())


def open_promises(person: User) -> QuerySet[Promise]:
    return Promise.objects.filter(owner=person, kept_at=None, dossier__closed_at=None)


def drafts_of(person: User) -> QuerySet[Draft]:
    """Letters that are not finished: they stay with their dossier."""
    return Draft.objects.filter(saved_by=person, dossier__closed_at=None).exclude(text="")


def colleagues(person: User) -> list[User]:
    """Everybody else who may be responsible for a dossier, and can log in."""
    others = User.objects.who_come_in().exclude(pk=person.pk).prefetch_related("teams")
    return [other for other in others if other.has_role(*STAFF)]


def may_have(group: Group, others: list[User]) -> list[tuple[str, list[User]]]:
    """Those of the team first, then the rest; nobody handles a complaint about himself (R86)."""
    names = group.about
    fit = [other for other in others if other.name.casefold() not in names]
    own = [other for other in fit if group.team in other.teams.all()]
    return [(group.team.name, own), ("Andere teams", [other for other in fit if other not in own])]
