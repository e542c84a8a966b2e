"""What the forms of colleagues are made of. `ask` is the sentence when a field stays empty; "" means it may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import HttpRequest

from dossiers.casework import clash as clashing
from dossiers.casework.reach import MOST_MAIL, MOST_PHONE, mail_address, mail_trouble, phone_trouble
from dossiers.lifecycle import NotYet
from dossiers.together import FIELD, Clash, Values, marks

OWN_WORDS = "Een lege regel maakt een nieuwe alinea. Een regel met “- ” ervoor wordt een punt in een lijst."
TOO_LONG = "Maak dit korter: hooguit %(limit_value)d tekens. Nu zijn het er %(show_value)d."
NO_MAIL = "In dit mailadres klopt iets niet. Kijk het nog even na."
NO_DAY = "Kies een dag, of typ hem zo: 25-11-2026."
DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M"]


class StaffForm(forms.Form):
    """A form as every page of these rooms shows it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def current(self, name: str) -> Any:
        """What a preview shows: the checked value, or what the form opened with."""
        if self.is_bound:
            self.is_valid()
            return self.cleaned_data.get(name)
        return self.get_initial_for_field(self.fields[name], name)


class Typed(forms.CharField):
    """No maxlength in the page: a browser cuts off what is pasted and says nothing; our sentence says it."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class Mail(Typed):
    """A mail address, in the form that a mail server takes."""

    widget = forms.EmailInput

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if typed and (trouble := mail_trouble(typed)):
            raise forms.ValidationError(trouble)
        return mail_address(typed) if typed else ""


class Phone(Typed):
    """A number that can be dialled; words beside it are fine."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and (trouble := phone_trouble(value)):
            raise forms.ValidationError(trouble)


def _asked(ask: str, **messages: str) -> dict[str, Any]:
    return {"required": bool(ask), "error_messages": {"required": ask, "max_length": TOO_LONG, **messages}}


def line(label: str, ask: str = "", *, most: int = 200, hint: str = "", **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs)
    return Typed(label=label, max_length=most, help_text=hint, widget=widget, **_asked(ask))


def prose(label: str, ask: str = "", *, rows: int = 5, hint: str = "", most: int = 20_000) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return Typed(label=label, max_length=most, help_text=hint, widget=widget, **_asked(ask))


def mail(label: str, *, hint: str = "") -> forms.CharField:
    return Mail(label=label, help_text=hint, max_length=MOST_MAIL, **_asked(""))


def phone_number(label: str = "Telefoon", *, hint: str = "") -> forms.CharField:
    widget = forms.TextInput({"type": "tel"})
    return Phone(label=label, help_text=hint, max_length=MOST_PHONE, widget=widget, **_asked(""))


def day(label: str, ask: str = "", *, hint: str = "") -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    asked = _asked(ask, invalid=NO_DAY)
    return forms.DateField(label=label, input_formats=DAYS, help_text=hint, widget=widget, **asked)


def moment(label: str, ask: str = "", *, hint: str = "") -> forms.DateTimeField:
    """A local day and time, to the minute; comes out aware."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    asked = _asked(ask, invalid="Typ de dag en de tijd zo: 25-11-2026 14:30.")
    return forms.DateTimeField(label=label, input_formats=MOMENTS, help_text=hint, widget=widget, **asked)


def choice(
    label: str, choices: Any, ask: str = "", *, radio: bool = False, hint: str = ""
) -> forms.ChoiceField:
    widget = forms.RadioSelect if radio else forms.Select
    asked = _asked(ask, invalid_choice=ask or "Kies uit de lijst.")
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, widget=widget, **asked)


class Version(forms.Form):
    version = forms.IntegerField(min_value=0)


def version_of(data: Any) -> int:
    """Which text a page started from. Without a number nothing matches, so nothing is overwritten."""
    form = Version(data)
    return form.cleaned_data["version"] if form.is_valid() else -1


def bound(request: HttpRequest, form: type[Any], *, now: Values | None = None, **kwargs: Any) -> Any:
    """The form of this page, with what was sent when something was sent. `now`: what others may change meanwhile."""
    if request.method != "POST":
        made = form(**kwargs)
        made.opened = None if now is None else marks(now)
        return made
    made = form(request.POST, request.FILES, **kwargs)
    made.opened = request.POST.get(FIELD, "")
    return made


def tried(form: Any, action: Callable[[dict[str, Any]], object]) -> bool:
    """Check the form and do it. What can't be done yet stands above the form, with all that was typed."""
    if not form.is_valid():
        return False
    try:
        action(form.cleaned_data)
    except Clash as clash:
        clashing.tell(form, clash)
        return False
    except NotYet as reason:
        form.add_error(None, str(reason))
        return False
    return True


def status_of(form: Any) -> int:
    """409 where two people changed the same; the page is the same page."""
    return 409 if getattr(form, "clash", None) else 200
