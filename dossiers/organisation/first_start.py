"""The first start of an installation: out of nothing comes an organisation, a team, and somebody who may come in."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from dossiers.lifecycle import NotYet
from dossiers.models import Organisation, Role, Team, User

log = logging.getLogger(__name__)
ALREADY = "Klachten is net al ingericht. Laad deze pagina opnieuw."
TAKEN = "Er is al een collega met dit mailadres, of een team met deze naam. Kies een ander."
HANDLES = (Role.BEHANDELAAR, Role.MANAGER)


def begin(
    organisation: dict[str, Any], team: dict[str, Any], person: dict[str, Any], *, handles: bool, at: datetime
) -> User:
    """Make all three or nothing, and return the first beheerder; `handles`: works on complaints as well.

    NotYet when somebody else was first. There is no `by`: nobody can be logged in yet.
    """
    try:
        with transaction.atomic():
            user = _made(organisation, team, person, handles)
    except IntegrityError:
        raise NotYet(ALREADY if Organisation.objects.exists() else TAKEN) from None
    log.info("first start by user %s at %s", user.pk, at.isoformat())
    return user


def _made(organisation: dict[str, Any], team: dict[str, Any], person: dict[str, Any], handles: bool) -> User:
    first_team = Team.objects.create(**team)
    roles = [Role.BEHEERDER, *(HANDLES if handles else ())]
    user = User.objects.create_user(**person, roles=[role.value for role in roles])
    if handles:
        user.teams.add(first_team)
    # the primary key 1 is what makes a second one impossible
    Organisation.objects.create(pk=1, intake_team=first_team, **organisation)
    return user
