"""Who may do what. Every query starts at the user, so that a forgotten check shows too little."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from dossiers.models import Dossier, Message, Organisation, Role, User
from dossiers.models.alarm import watched

STAFF = frozenset({Role.MEDEWERKER, Role.BEHANDELAAR, Role.MANAGER})
MAY = {
    "register": STAFF,
    "see": STAFF,
    "work": STAFF,  # narrowed to one's own dossiers by dossiers_to_work
    "assign": STAFF,
    "settings": frozenset({Role.BEHEERDER}),
    "signed-in": frozenset(Role.values),
    "own-account": frozenset(Role.values),  # also before the second step of logging in was set up
}
View = Callable[..., HttpResponse]


def may(user: Any, what: str) -> bool:
    return bool(user.is_authenticated) and user.has_role(*MAY[what])


def must_set_up(user: User, ours: Organisation) -> bool:
    """One of his roles asks for a code of his phone, and he has none yet. Holds for who was already inside, too."""
    return user.has_role(*ours.two_factor_roles) and not is_mfa_enabled(user, [Authenticator.Type.TOTP])


class SignedOut(PermissionDenied):
    """Somebody pressed a button after his log-in had ended (casework/gone.py keeps his words)."""


def needs(what: str) -> Callable[[View], View]:
    """A page for colleagues who may do `what`; not logged in goes to the log-in, else 403.

    Who still has to set up the second step of logging in goes there first, from every page but his own account.
    """
    MAY[what]  # an unknown word fails when the module loads

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                if request.POST:
                    raise SignedOut
                return redirect_to_login(request.get_full_path())
            if not may(request.user, what):
                raise PermissionDenied
            request.organisation = watched()  # type: ignore[attr-defined]  # for the page as well
            if what != "own-account" and must_set_up(request.user, request.organisation):  # type: ignore[attr-defined]
                return redirect("mfa_activate_totp")
            return view(request, *args, **kwargs)

        checked.access = what  # type: ignore[attr-defined]
        return checked

    return decorate


def public(view: View) -> View:
    """A page for everybody."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
}


def by_link(view: View) -> View:
    """A page that the secret in its address opens: kept in no cache, listed nowhere, told to no other site."""

    @wraps(view)
    def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in PRIVATE.items():
            response[name] = value
        return response

    closed.access = "link"  # type: ignore[attr-defined]
    return closed


def _in_teams(user: User) -> Q:
    teams = user.memberships()
    if user.has_role(Role.MANAGER) and any(top for _, top in teams):
        return Q()
    return Q(team__in=[pk for pk, _ in teams])


def dossiers_for(user: User) -> QuerySet[Dossier]:
    """What this person may read: what he logged or was given, his teams', all for managers at the top."""
    if not user.has_role(*STAFF):
        return Dossier.objects.none()
    mine = Q(registered_by=user) | Q(handler=user)
    wide = user.has_role(Role.BEHANDELAAR, Role.MANAGER)
    in_teams = _in_teams(user) if wide else None
    return Dossier.objects.filter(mine if in_teams is None else (in_teams | mine if in_teams else Q()))


def dossiers_to_work(user: User) -> QuerySet[Dossier]:
    """What this person may change: as above, but a medewerker only what he was given."""
    if user.has_role(Role.BEHANDELAAR, Role.MANAGER):
        return dossiers_for(user)
    return dossiers_for(user).filter(handler=user)


def running_beside(user: User) -> QuerySet[Dossier]:
    """Open dossiers of his own teams that a medewerker may not read: he learns no more than whom to tell (R29, R31)."""
    if not user.has_role(*STAFF) or user.has_role(Role.BEHANDELAAR, Role.MANAGER):
        return Dossier.objects.none()
    teams = [pk for pk, _is_top in user.memberships()]
    return Dossier.objects.filter(closed_at=None, team__in=teams).exclude(pk__in=dossiers_for(user))


def may_work(user: User, dossier: Dossier) -> bool:
    """Whether a dossier that this person may read is in dossiers_to_work as well; without a query."""
    return user.has_role(Role.BEHANDELAAR, Role.MANAGER) or dossier.handler_id == user.pk


def may_correct(user: User, dossier: Dossier) -> bool:
    """Details may be mended by who works on it; until somebody handles it also by who logged it."""
    logged_it = dossier.handler_id is None and dossier.registered_by_id == user.pk
    return logged_it or may_work(user, dossier)


def messages_for(user: User) -> QuerySet[Message]:
    """The post of the dossiers that this person may read."""
    return Message.objects.filter(dossier__in=dossiers_for(user))


SCOPES = {"see": dossiers_for, "work": dossiers_to_work}


READ_ALONG = ("complainant", "handler", "team", "category", "registered_by")


def dossier_or_404(user: User, reference: str, scope: str = "see", *more: str) -> Dossier:
    """The dossier, or 404 when it is not there *for this user*; `more`: what is read in the same query."""
    wanted = SCOPES[scope](user).select_related(*READ_ALONG, *more)
    # PostgreSQL takes no NUL in a text, not even to say that nothing is called so
    dossier = wanted.filter(reference=reference).first() if reference.isprintable() else None
    if dossier is None:
        raise Http404
    return dossier
