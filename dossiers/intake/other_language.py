"""The same form in the other language. What was typed moves along; nothing is checked and nothing is filed."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from dossiers.documents.fields import choose_again

ASKED = "taal"  # the name of the button
F = TypeVar("F", bound=forms.Form)


def moved(request: HttpRequest, form: type[F]) -> F | None:
    """What was typed so far, in a fresh form; None when nobody asked for the other language."""
    if ASKED not in request.POST:
        return None
    if any(request.POST.getlist("files")):  # only their names came: a form in a page can't be given files
        messages.info(request, choose_again([]))
    return form(initial=_typed(request.POST, form))


def _typed(data: QueryDict, form: type[forms.Form]) -> dict[str, Any]:
    fields = {name: f for name, f in form.base_fields.items() if not isinstance(f, forms.FileField)}
    nothing: MultiValueDict[str, Any] = MultiValueDict()
    return {name: field.widget.value_from_datadict(data, nothing, name) for name, field in fields.items()}
