"""An invitation: the link of a forgotten password, with kinder words. Straight over SMTP, never a Message row.

The secret of the link lies in no queue: what did not go is written down as that, and a person presses again.
"""

from __future__ import annotations

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db.models import OuterRef, QuerySet, Subquery

from dossiers.models import Organisation, PersonChange, User

TEMPLATE = "account/email/invitation"
What = PersonChange.What


def invite(user: User, *, by: User, at: datetime) -> bool:
    """Mail a link with which `user` chooses a password. False when the mail server did not take it.

    Call this outside a transaction: the server may take its time.
    """
    adapter = get_adapter()
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    words = {
        "user": user,
        "by": by,
        "organisation": Organisation.current(),
        "password_reset_url": adapter.get_reset_password_from_key_url(key),
    }
    went = bool(adapter.send_mail(TEMPLATE, user.email, words))
    what = What.INVITED if went else What.NOT_INVITED
    PersonChange.objects.create(person=user, what=what, by=by, at=at)
    return went


def with_invitation(people: QuerySet[User]) -> QuerySet[User]:
    """Each with `invitation`: how the last one went, or None."""
    asked = PersonChange.objects.filter(person=OuterRef("pk"), what__in=[What.INVITED, What.NOT_INVITED])
    return people.annotate(invitation=Subquery(asked.order_by("-at", "-pk").values("what")[:1]))
