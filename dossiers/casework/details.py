"""What is known of a complaint and of the person: the details, saved by whoever knows better (R60)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dossiers.casework.columns import set_columns
from dossiers.correspondence import remake
from dossiers.holding import hold
from dossiers.models import Category, Complainant, Dossier, Team, User
from dossiers.timeline import colleague, record
from dossiers.together import agree

FACTS = ("subject", "occurred", "level", "carrier", "route")
PERSON = ("name", "organisation", "email", "phone", "address", "preference", "language")
ROADS = ("name", "email", "phone", "address")  # somebody must stay reachable
GROUPS = (ROADS, ("category", "team"))


def now_of(dossier: Dossier) -> dict[str, Any]:
    """What stands there, under the names of the form."""
    facts = {n: getattr(dossier, n) for n in (*FACTS, "category", "team")}
    return facts | {n: getattr(dossier.complainant, n) for n in PERSON}


@transaction.atomic
def categorise(dossier: Dossier, category: Category, team: Team, *, by: User, at: datetime) -> None:
    set_columns(dossier, category=category, team=team)
    record(dossier, "categorised", by=colleague(by), at=at, category=category.name, team=team.name)


@transaction.atomic
def save_details(dossier: Dossier, typed: Mapping[str, Any], *, opened: str, by: User, at: datetime) -> None:
    """What is new on the whole page of details; the sentence names what changed, never the values. Clash."""
    hold(dossier)
    about, now = f"details:{dossier.pk}", now_of(dossier)
    new = agree(about, now, typed, opened=opened, groups=GROUPS, by=by, at=at)
    if not new:
        return
    set_columns(dossier, version=F("version") + 1)
    if {"category", "team"} & set(new) and (category := typed["category"]):
        categorise(dossier, category, typed["team"], by=by, at=at)
    _complete(dossier, new, by=by, at=at)


def _complete(dossier: Dossier, new: dict[str, Any], *, by: User, at: datetime) -> None:
    facts = {n: v for n, v in new.items() if n in (*FACTS, "language")}
    person = {n: v for n, v in new.items() if n in PERSON}
    if not facts and not person:
        return
    set_columns(dossier, **facts)
    _save_person(dossier.complainant, person)
    fields = [Dossier._meta.get_field(n) for n in facts] + [Complainant._meta.get_field(n) for n in person]
    names = dict.fromkeys(str(field.verbose_name) for field in fields)
    record(dossier, "details_changed", by=colleague(by), at=at, what=", ".join(names))
    remake.turn(dossier, by=by, at=at)


def _save_person(person: Complainant, values: dict[str, Any]) -> None:
    """Somebody who was anonymous and left a way to reach him is so no more."""
    for name, value in values.items():
        setattr(person, name, value)
    if "email" in values:
        person.email_vouched = True  # typed by a colleague who knows
    person.is_anonymous = person.is_anonymous and not any(getattr(person, name) for name in ROADS)
    written = [*values, "is_anonymous", *(["email_vouched"] if "email" in values else [])]
    person.save(update_fields=written)
