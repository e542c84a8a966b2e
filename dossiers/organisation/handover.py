"""Everything that hangs on one colleague goes to others, all of it or nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dossiers import promises
from dossiers.casework.actions import assign
from dossiers.lifecycle import NotYet
from dossiers.models import PersonChange, User
from dossiers.organisation.actions import change_person, now_of
from dossiers.organisation.open_work import Group, groups_of, may_have, open_promises
from dossiers.timeline import colleague
from dossiers.together import marks

CHANGED = "Er kwam net een dossier bij, of {name} kan er een niet krijgen. Kijk nog eens."


@transaction.atomic
def hand_over(
    person: User, to: dict[str, User], reason: str, *, switch_off: bool, by: User, at: datetime
) -> int:
    """`to`: per key of a group who gets its dossiers. The new handlers find them in Vandaag, and introduce themselves.

    Promises in dossiers of somebody else go to that handler. Returns how many dossiers went. NotYet when one is left.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    count = sum(_group(group, person, to, reason, by, at) for group in groups_of(person))
    for row in open_promises(person).select_related("dossier__handler"):
        assert row.dossier.handler is not None
        promises.pass_on(row, row.dossier.handler, by=colleague(by), at=at)
    what = PersonChange.What.HANDED_OVER
    PersonChange.objects.create(person=person, what=what, reason=reason, by=by, at=at)
    if switch_off:
        values = {"is_active": False, "roles": person.roles, "teams": list(person.teams.all())}
        change_person(person, values, opened=marks(now_of(person, values)), by=by, at=at)
    return count


def _group(group: Group, person: User, to: dict[str, User], reason: str, by: User, at: datetime) -> int:
    """The form asked before; between then and now somebody may have filed, or left."""
    taker = to.get(group.key)
    fit = [
        user for _, users in may_have(group, [taker] if taker and taker.is_active else []) for user in users
    ]
    if not fit:
        raise NotYet(CHANGED.format(name=taker.name if taker else "iemand"))
    for dossier in group.dossiers:
        assign(dossier, fit[0], reason=reason, by=by, at=at)
    return len(group.dossiers)
