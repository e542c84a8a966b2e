"""The page on which a beheerder gives the work of somebody who leaves to colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from dossiers.casework.fields import StaffForm, bound, choice, prose, tried
from dossiers.models import User
from dossiers.organisation.handover import hand_over
from dossiers.organisation.open_work import Group, colleagues, drafts_of, groups_of, may_have, open_promises
from dossiers.organisation.views import page
from dossiers.permissions import needs

ALL = "everything"
CANNOT = "{name} kan deze dossiers niet krijgen: een ervan gaat over {name}. Kies iemand anders."


def _options(people: list[User]) -> list[tuple[str, str]]:
    return [(str(user.pk), user.name) for user in people]


class HandOverForm(StaffForm):
    """One choice for all, and one per group that wins from it."""

    everything = choice("Alles naar", (), hint="Leeg: kies hieronder per onderwerp.")
    reason = prose(
        "Waarom?", "Schrijf op waarom je dit overdraagt.", rows=2, most=500,
        hint="Staat in elk dossier, en de melder mag het lezen. Bijvoorbeeld: Joris werkt hier niet meer.",
    )  # fmt: skip
    switch_off = forms.BooleanField(label="Zet daarna het inloggen uit", required=False, initial=True)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = colleagues(person)
        self.work = groups_of(person)
        self.people = {str(user.pk): user for user in others}
        self.fields[ALL].choices = [("", "Kies een naam"), *_options(others)]
        self.fields["switch_off"].disabled = not person.is_active
        for group in self.work:
            self._add(group, others)
        self.optional_unmarked = (ALL, *(group.key for group in self.work))
        self.order_fields([ALL, *(group.key for group in self.work), "reason", "switch_off"])

    def _add(self, group: Group, others: list[User]) -> None:
        fit = [(team, _options(people)) for team, people in may_have(group, others) if people]
        field = choice(group.name, [("", "Zoals hierboven"), *fit])
        self.fields[group.key] = field

    def groups(self) -> Iterator[tuple[Group, forms.BoundField]]:
        for group in self.work:
            yield group, self[group.key]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["to"] = {}
        if self.work and not any(data.get(name) for name in (ALL, *(group.key for group in self.work))):
            self.add_error(ALL, "Kies één naam voor alles, of kies hieronder per onderwerp.")
            return data
        for group in self.work:
            if group.key not in self.errors:
                self._choose(group, data)
        return data

    def _choose(self, group: Group, data: dict[str, Any]) -> None:
        field: Any = self.fields[group.key]
        chosen = data.get(group.key) or data.get(ALL)
        if not chosen:
            self.add_error(group.key, "Kies wie deze dossiers krijgt, of kies bovenaan één naam voor alles.")
        elif not field.valid_value(chosen):
            self.add_error(group.key, CANNOT.format(name=self.people[chosen].name))
        else:
            data["to"][group.key] = self.people[chosen]


@needs("settings")
def hand_over_work(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    form = bound(request, HandOverForm, person=person)
    done: list[int] = []
    if tried(
        form,
        lambda d: done.append(
            hand_over(
                person, d["to"], d["reason"], switch_off=d["switch_off"], by=request.user, at=timezone.now()
            )
        ),
    ):
        messages.success(request, _said(person, done[0], form.cleaned_data["switch_off"]))
        return redirect("person", pk)
    return page(
        request, "handover", form=form, person=person, drafts=drafts_of(person).count(),
        promises=open_promises(person).count(),
    )  # fmt: skip


def _said(person: User, count: int, is_off: bool) -> str:
    work = "1 dossier is" if count == 1 else f"{count} dossiers zijn"
    off = f" {person.name} kan niet meer inloggen." if is_off else ""
    return f"{work} overgedragen.{off}"
