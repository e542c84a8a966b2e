"""The pages of the beheerder: who we are, who works here, which teams, which subjects."""

from __future__ import annotations

from copy import copy
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.db.models import Count, Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers.casework.fields import bound, status_of, tried
from dossiers.models import Category, Organisation, Team, User
from dossiers.organisation import actions
from dossiers.organisation.fields import Settings
from dossiers.organisation.first_days import first_days
from dossiers.organisation.forms import OrganisationForm
from dossiers.organisation.invite import invite, with_invitation
from dossiers.organisation.open_work import open_promises
from dossiers.organisation.people import CategoryForm, PersonEditForm, PersonForm, TeamForm, role_names
from dossiers.permissions import may, needs

ACTIVE = Count("users", filter=Q(users__is_active=True))


def page(request: HttpRequest, template: str, **more: Any) -> HttpResponse:
    status = status_of(more.get("form"))
    return render(request, f"dossiers/organisation/{template}.html", more, status=status)


def over(request: HttpRequest, form: type[Settings], row: Model) -> Any:
    """The form over one row, which others may change meanwhile."""
    now = actions.now_of(row, form.base_fields) if row.pk else None
    return bound(request, form, now=now, instance=row)


@needs("settings")
def settings(request: HttpRequest) -> HttpResponse:
    form = over(request, OrganisationForm, Organisation.current())
    if tried(
        form, lambda d: actions.change_settings(d, opened=form.opened, by=request.user, at=timezone.now())
    ):
        messages.success(request, "Bewaard. Het geldt vanaf nu.")
        return redirect("settings")
    tasks = first_days()
    return page(
        request, "settings", form=form, tasks=tasks, has_tasks=not all(task.is_done for task in tasks)
    )


@needs("settings")
def people(request: HttpRequest) -> HttpResponse:
    found = with_invitation(User.objects.prefetch_related("teams")).order_by("-is_active", "name")
    return page(request, "people", people=[(user, role_names(user)) for user in found])


@needs("settings")
def person_new(request: HttpRequest) -> HttpResponse:
    made: list[User] = []
    form = bound(request, PersonForm)
    if tried(form, lambda d: made.append(actions.add_person(d, by=request.user, at=timezone.now()))):
        _invited(request, made[0])
        return redirect("people")
    return page(request, "person", form=form)


def _invited(request: HttpRequest, user: User) -> None:
    """Send the invitation and tell how that went."""
    if invite(user, by=request.user, at=timezone.now()):
        messages.success(request, f"{user.name} krijgt nu een mail met een link om een wachtwoord te kiezen.")
    else:
        messages.warning(
            request,
            f"{user.name} staat erbij, maar de uitnodiging ging niet weg: de mailserver nam hem niet aan. "
            "Probeer het straks opnieuw, op de pagina van deze collega.",
        )


@needs("settings")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    # the form writes on its own copy, so that the page keeps showing what is stored
    row = get_object_or_404(with_invitation(User.objects.prefetch_related("teams")), pk=pk)
    form = over(request, PersonEditForm, copy(row))
    if tried(
        form, lambda d: actions.change_person(row, d, opened=form.opened, by=request.user, at=timezone.now())
    ):
        messages.success(request, f"De gegevens van {form.cleaned_data['name']} zijn bewaard.")
        return redirect(_where_next(request, row))
    return page(request, "person", form=form, person=row, **_about(row))


def _about(row: User) -> dict[str, Any]:
    open_dossiers = actions.open_dossiers(row)
    return {
        "open_dossiers": open_dossiers,
        "has_open_work": lambda: bool(open_dossiers or open_promises(row)),
        "two_factor": is_mfa_enabled(row),
        "changes": row.changes.select_related("by")[:5],
    }


def _where_next(request: HttpRequest, row: User) -> str:
    """Whoever gave up his own role as beheerder has no business here any more."""
    return "people" if row != request.user or may(User.objects.get(pk=row.pk), "settings") else "today"


@needs("settings")
@require_POST
def person_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more, for who never came in; whoever has a password uses "wachtwoord vergeten"."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    if user.has_usable_password():
        messages.info(request, f"{user.name} heeft al een wachtwoord.")
    else:
        _invited(request, user)
    return redirect("person", pk)


@needs("settings")
def teams(request: HttpRequest) -> HttpResponse:
    return page(request, "teams", teams=Team.objects.annotate(colleagues=ACTIVE))


@needs("settings")
def team(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Team, pk=pk) if pk else Team()
    name = row.name
    form = over(request, TeamForm, row)
    if tried(
        form, lambda d: actions.save_team(row, d, opened=form.opened, by=request.user, at=timezone.now())
    ):
        messages.success(request, f"Team {row.name} is bewaard.")
        return redirect("teams")
    return page(request, "team", form=form, name=name)


@needs("settings")
def categories(request: HttpRequest) -> HttpResponse:
    found = Category.objects.select_related("team").order_by("-is_active", "name")
    return page(request, "categories", categories=found)


@needs("settings")
def category(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Category, pk=pk) if pk else Category()
    name = row.name
    form = over(request, CategoryForm, row)
    if tried(
        form, lambda d: actions.save_category(row, d, opened=form.opened, by=request.user, at=timezone.now())
    ):
        messages.success(request, f"Onderwerp {row.name} is bewaard.")
        return redirect("categories")
    return page(request, "category", form=form, name=name)
