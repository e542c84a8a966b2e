"""What the forms of the settings are made of."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dossiers.casework.fields import NO_MAIL, TOO_LONG

IN_ENGLISH = "Staat in Engelse brieven en pagina’s. Leeg: dan staat daar het Nederlands."
NO_URL = "Dit webadres klopt niet. Het begint met https:// en heeft een punt in de naam."


def explained(label: str, text: str) -> SafeString:
    """A choice with its meaning below its name."""
    return format_html('<strong>{}</strong><span class="kl-block kl-small">{}</span>', label, text)


class Several(forms.ModelMultipleChoiceField):
    """A number beyond what SQLite can count is a choice that is not there."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            code = "invalid_choice"
            raise forms.ValidationError(self.error_messages[code], code, {"value": "?"}) from None


class Settings(forms.ModelForm):  # type: ignore[type-arg]
    """A form over one row, as every page of this room shows it. ASK: the sentence when a field stays empty."""

    ASK: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for name, field in self.fields.items():
            field.error_messages["max_length"] = TOO_LONG
            if name in self.ASK:
                field.error_messages["required"] = self.ASK[name]
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = NO_MAIL
            if isinstance(field, forms.ModelChoiceField) and not isinstance(
                field, forms.ModelMultipleChoiceField
            ):
                field.empty_label = "Kies een team"

    def clean_name(self) -> str:
        """It stands in the head of a mail: one line."""
        return " ".join(self.cleaned_data["name"].split())


def web(label: str, hint: str) -> forms.URLField:
    return forms.URLField(
        label=label, required=False, help_text=hint, assume_scheme="https", error_messages={"invalid": NO_URL}
    )


def days(label: str, hint: str, least: int, most: int) -> forms.IntegerField:
    sentence = f"Kies een heel getal van {least} tot en met {most}."
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence)
    return forms.IntegerField(
        label=label, help_text=hint, min_value=least, max_value=most, error_messages=errors
    )
