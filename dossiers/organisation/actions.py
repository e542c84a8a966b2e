"""What the beheerder changes: settings, people, teams, categories. It holds from the next request on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from dossiers.documents.house_style import version_of
from dossiers.holding import hold
from dossiers.lifecycle import NotYet
from dossiers.models import Category, Organisation, PersonChange, Role, Team, User
from dossiers.organisation.account import forget_other_addresses
from dossiers.organisation.open_work import open_promises
from dossiers.organisation.sessions import end_all
from dossiers.permissions import STAFF
from dossiers.together import agree

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Model)
TAKEN = {
    User: "Er is al een collega met dit mailadres.",
    Team: "Er is al een team met deze naam.",
    Category: "Er is al een onderwerp met deze naam.",
}
# without these the product goes deaf: nobody could set anything right, nobody would hear an alarm
ACCESS = ("roles", "teams", "is_active")  # one decision: what somebody sees and may do
Groups = Iterable[Iterable[str]]
NEVER_WITHOUT = {
    Role.BEHEERDER: "{name} is de enige beheerder. Maak eerst iemand anders beheerder.",
    Role.MANAGER: "{name} is de enige manager. Zonder manager krijgt niemand bericht als "
    "post blijft liggen. Maak eerst iemand anders manager.",
}


def _written(row: Model, by: User, at: datetime) -> None:
    """The log knows which row was changed by whom; never a name or a value."""
    log.info("%s %s written by user %s at %s", row._meta.model_name, row.pk, by.pk, at.isoformat())


def _once(model: type[Row], write: Callable[[], Row]) -> Row:
    """Two people at once may choose the same name: the second one hears it."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        raise NotYet(TAKEN[model]) from None


def now_of(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """What stands there, under the names of a form; what points at many as their numbers."""
    fields = {name: row._meta.get_field(name) for name in names}
    many = {name for name, field in fields.items() if field.many_to_many}
    return {
        n: [other.pk for other in getattr(row, n).all()] if n in many else getattr(row, n) for n in fields
    }


def _new(
    row: Model, values: dict[str, Any], opened: str, groups: Groups, by: User, at: datetime
) -> dict[str, Any]:
    """What is new since the page opened. A row that is being made is new as a whole. Clash."""
    if row.pk is None:
        return values
    hold(row)
    about = f"{row._meta.model_name}:{row.pk}"
    return agree(about, now_of(row, values), values, opened=opened, groups=groups, by=by, at=at)


@transaction.atomic
def change_settings(values: dict[str, Any], *, opened: str, by: User, at: datetime) -> None:
    organisation = Organisation.current()
    new = _new(organisation, values, opened, (), by, at)
    _saved(organisation, new)
    _written(organisation, by, at)


@transaction.atomic
def change_style(values: dict[str, Any], *, logo: str | None, opened: str, by: User, at: datetime) -> None:
    """The house style of pages, mail and paper; it shows in the next page, since its address changes.

    `logo`: None stays.
    """
    organisation = Organisation.current()
    new = _new(organisation, values, opened, (), by, at)
    if logo is not None:
        new["logo"] = logo
    _saved(organisation, new)
    _saved(organisation, {"style_version": version_of(organisation)})
    _written(organisation, by, at)


def _saved(row: Row, values: dict[str, Any]) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


@transaction.atomic
def save_team(team: Team, values: dict[str, Any], *, opened: str, by: User, at: datetime) -> None:
    new = _new(team, values, opened, (), by, at)
    _written(_once(Team, lambda: _saved(team, new)), by, at)


@transaction.atomic
def save_category(category: Category, values: dict[str, Any], *, opened: str, by: User, at: datetime) -> None:
    """A category that is not in use any more stays with the dossiers that have it."""
    new = _new(category, values, opened, (), by, at)
    _written(_once(Category, lambda: _saved(category, new)), by, at)


@transaction.atomic
def add_person(values: dict[str, Any], *, by: User, at: datetime) -> User:
    """A colleague without a password; an invitation lets him choose one."""
    fields = {name: value for name, value in values.items() if name != "teams"}
    user = _once(User, lambda: User.objects.create_user(**fields))
    user.teams.set(values["teams"])
    _written(user, by, at)
    return user


@transaction.atomic
def change_person(person: User, values: dict[str, Any], *, opened: str, by: User, at: datetime) -> User:
    """NotYet when dossiers would be left alone (R74), or the product without the people it can't do without."""
    # one lock on all: two beheerders must not take away each other's role at the same moment
    colleagues = {user.pk: user for user in User.objects.select_for_update().filter(is_active=True)}
    was = colleagues.get(person.pk)
    user = was or User.objects.get(pk=person.pk)
    new = _new(user, values, opened, [ACCESS], by, at)
    values = now_of(user, values) | new
    stays = {Role(r) for r in values["roles"]} if values["is_active"] else set()
    if was:
        _refuse_orphans(was, stays)
        _refuse_last(was, stays, [c for c in colleagues.values() if c.pk != was.pk])
    fields = {name: value for name, value in values.items() if name != "teams"}
    _once(User, lambda: _saved(user, fields))
    user.teams.set(values["teams"])
    forget_other_addresses(user)
    _switched(user, bool(was), by, at)
    _written(user, by, at)
    return user


def _switched(user: User, was_active: bool, by: User, at: datetime) -> None:
    """Off ends every log-in at once; both are kept with the person."""
    if user.is_active == was_active:
        return
    if not user.is_active:
        end_all(user)
    what = PersonChange.What.SWITCHED_ON if user.is_active else PersonChange.What.SWITCHED_OFF
    PersonChange.objects.create(person=user, what=what, by=by, at=at)


def open_dossiers(user: User) -> int:
    """For how many open dossiers this person is the one responsible."""
    return user.handles.filter(closed_at=None).count()


def orphans(name: str, count: int) -> str:
    dossiers = "1 open dossier" if count == 1 else f"{count} open dossiers"
    return f"{name} is verantwoordelijk voor {dossiers}."


def _refuse_orphans(user: User, stays: set[Role]) -> None:
    if stays & STAFF:
        return
    if count := open_dossiers(user):
        raise NotYet(f"{orphans(user.name, count)} Draag ze eerst over aan een collega.")
    if open_promises(user).exists():
        raise NotYet(
            f"{user.name} heeft nog een belofte aan een melder open. Draag die eerst over aan een collega."
        )


def _refuse_last(user: User, stays: set[Role], others: list[User]) -> None:
    for role, sentence in NEVER_WITHOUT.items():
        if user.has_role(role) and role not in stays and not any(o.has_role(role) for o in others):
            raise NotYet(sentence.format(name=user.name))
