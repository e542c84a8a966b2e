"""Who this may be, while it is being typed: people of the dossiers that this colleague may see (R17)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from dossiers.intake.conversation import KEPT
from dossiers.models import Complainant, Dossier, PersonKey, User
from dossiers.models.person_key import MOST as LONGEST
from dossiers.models.person_key import NAME, PLACE, address_keys, begins, mail_key, phone_key, plain
from dossiers.permissions import dossiers_for

PEOPLE, EARLIER = 5, 4  # people offered, and dossiers shown of each
MOST = 2_000  # hits of one prefix that are looked at; then one more letter helps
NEWEST = 60  # dossiers read, to make people of
LEAST = 3  # letters
LOOK_BACK = 5_000  # complainants of whom we look whether they can be found
TITLES = re.compile(r"^(mevrouw|meneer|de heer|mevr|mw|dhr|hr)\b\.? *")
Typed = Mapping[str, str]


def _of_name(typed: str) -> set[str]:
    said = TITLES.sub("", plain(typed))
    return {NAME + said} if len(said) >= LEAST else set()


def _of_phone(typed: str) -> set[str]:
    return {key} if len(key := phone_key(typed)) >= 8 else set()


def _of_mail(typed: str) -> set[str]:
    return {mail_key(typed)} if len(typed.strip()) >= LEAST else set()


def _of_address(typed: str) -> set[str]:
    """A postcode says enough by itself; a street only with what was typed of it."""
    keys = {key for key in address_keys(typed) if len(key) > LEAST + 3}
    return {key for key in keys if key.startswith(PLACE)} or keys


# what says most, first: a name is only looked for when nothing else is known
ROADS: tuple[tuple[tuple[str, Callable[[str], set[str]]], ...], ...] = (
    (("phone", _of_phone), ("email", _of_mail), ("address", _of_address)),
    (("name", _of_name), ("organisation", _of_name)),
)


def identity(person: Complainant) -> set[str]:
    """Two dossiers that share one of these are of one person."""
    street = {f"{key} {plain(person.name)}" for key in address_keys(person.address) if person.name}
    return ({mail_key(person.email), phone_key(person.phone)} | street) - {""}


@dataclass
class Person:
    """Somebody we know: the newest details, and the dossiers that this colleague may see."""

    newest: Complainant
    keys: set[str]
    typed: Typed
    dossiers: list[Dossier] = field(default_factory=list)

    @property
    def shown(self) -> list[Dossier]:
        return self.dossiers[:EARLIER]

    @property
    def more(self) -> int:
        return len(self.dossiers) - len(self.shown)

    @property
    def place(self) -> str:
        """Where somebody lives, without street and postcode."""
        last = self.newest.address.strip().splitlines()[-1:] or [""]
        return re.sub(r"^.*?\b\d{4} ?[A-Za-z]{2}\b,? *", "", last[0])

    @property
    def known_as(self) -> list[str]:
        """Place, phone and mail: enough to know the right one."""
        return [said for said in (self.place, self.newest.phone, self.newest.email) if said]

    @property
    def fills(self) -> str:
        """What one press fills in, by the names of the form."""
        return json.dumps({name: getattr(self.newest, name) for name in KEPT})

    @property
    def is_filled(self) -> bool:
        return all(self.typed.get(n) for n in KEPT if getattr(self.newest, n)) and self.is_sure

    @property
    def is_sure(self) -> bool:
        """The whole number, address or mail address was typed: this is the one."""
        return bool(self.keys & _typed_identity(self.typed))


def _typed_identity(typed: Typed) -> set[str]:
    said = {name: typed.get(name, "") for name in ("name", "email", "phone", "address")}
    return identity(Complainant(**said))


def known_people(user: User, typed: Typed) -> list[Person]:
    """At most five, who called last first; nothing when too little was typed."""
    if typed.get("is_anonymous"):
        return []
    for roads in ROADS:
        keys = set().union(*(of(typed.get(name, "")) for name, of in roads))
        if keys and (found := _people(user, reduce(or_, map(begins, sorted(keys))), typed)):
            return [person for person in found if person.is_sure] or found
    return []


def _people(user: User, hit: Q, typed: Typed) -> list[Person]:
    found = _newest(user, PersonKey.objects.filter(hit))
    people = _grouped(found, typed)[:PEOPLE]
    exact = [key[:LONGEST] for person in people for key in person.keys if " " not in key]
    rows = {d.pk: d for d in (*found, *_newest(user, PersonKey.objects.filter(key__in=exact)))}
    for dossier in sorted(rows.values(), key=_moment, reverse=True):
        for person in people:
            if dossier.complainant == person.newest or identity(dossier.complainant) & person.keys:
                person.dossiers.append(dossier)
    return people


def _grouped(found: list[Dossier], typed: Typed) -> list[Person]:
    people: list[Person] = []
    for dossier in found:
        keys = identity(dossier.complainant)
        same = next((person for person in people if person.keys & keys), None)
        if same:
            same.keys |= keys
        else:
            people.append(Person(dossier.complainant, keys, typed))
    return people


def _newest(user: User, keys: QuerySet[PersonKey]) -> list[Dossier]:
    """Sorted by date here: a database that sorts and stops early may walk all dossiers in search of a rare name."""
    hits = dossiers_for(user).filter(complainant__in=keys.values("complainant")).order_by("-pk")
    newest = sorted(hits.values_list("received_at", "pk")[:MOST], reverse=True)[:NEWEST]
    rows = (
        Dossier.objects.filter(pk__in=[pk for _at, pk in newest]).select_related("complainant").defer("form")
    )
    return sorted(rows, key=_moment, reverse=True)


def _moment(dossier: Dossier) -> tuple[datetime, int]:
    return dossier.received_at, dossier.pk


def complete() -> int:
    """What the release before wrote while an upgrade ran can't be found yet; how many that were."""
    last = Complainant.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    people = list(Complainant.objects.filter(pk__gt=last - LOOK_BACK, is_anonymous=False, keys=None))
    for person in people:
        person.write_keys()
    return len(people)
