"""The house style: a handful of values and a logo."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from dossiers.colours import WRONG, trouble_with_marking
from dossiers.documents.house_style import FIELDS
from dossiers.documents.logo import BadLogo, checked
from dossiers.models import Organisation
from dossiers.organisation.fields import Settings, days

STYLE = (*FIELDS, "style_version")
CHOSEN = tuple(name for name in FIELDS if name != "logo")


def _colour(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=7, error_messages={"required": WRONG, "max_length": WRONG},
        widget=forms.TextInput({"type": "color"}),
    )  # fmt: skip


class StyleForm(Settings):
    colour = _colour(
        "Kleur",
        "Eén accent, voor knoppen en koppelingen. Wij maken haar donkerder tot iedereen haar kan lezen.",
    )
    marking = _colour("Markering", "Voor “hier bent u”, met donkere tekst erop. Kies iets lichts.")
    corner = days("Hoe rond zijn de hoeken?", "In pixels, 0 tot en met 12.", 0, 12)
    new_logo = forms.FileField(
        label="Logo", required=False,
        help_text="Een SVG in één kleur, hooguit 20 kB. Wit op de balk, in jullie kleur op papier. Leeg: het huisje.",
        widget=forms.FileInput({"accept": ".svg,image/svg+xml"}),
    )  # fmt: skip
    no_logo = forms.BooleanField(label="Haal het logo weg", required=False)

    class Meta:
        model = Organisation
        fields = CHOSEN
        labels = {
            "work_font": "Letter van het scherm", "voice_font": "Letter van mensen: brieven, groeten, hun woorden",
            "logo_has_name": "De naam staat al in het logo",
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.logo:  # nothing to take away
            del self.fields["no_logo"]

    def clean_colour(self) -> str:
        return self._a_colour("colour")

    def clean_marking(self) -> str:
        return self._a_colour("marking")

    def _a_colour(self, name: str) -> str:
        typed: str = self.cleaned_data[name].strip().lower()
        if not re.fullmatch(r"#[0-9a-f]{6}", typed):
            raise forms.ValidationError(WRONG)
        return typed

    def clean_new_logo(self) -> str:
        upload = self.cleaned_data["new_logo"]
        if not upload:
            return ""
        try:
            return checked(upload.read())
        except BadLogo as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if {"colour", "marking"} <= values.keys() and (
            trouble := trouble_with_marking(values["colour"], values["marking"])
        ):
            self.add_error("marking", trouble)
        return values

    def style(self) -> dict[str, Any]:
        """The values to keep, and the logo: a new one, "" for none, or None for the one there is."""
        values = {name: self.cleaned_data[name] for name in CHOSEN}
        changed = self.cleaned_data["new_logo"] or self.cleaned_data.get("no_logo")
        return {"values": values, "logo": self.cleaned_data["new_logo"] if changed else None}
