"""A phone number that nobody has, perhaps a figure too few: asked about once, on both forms, and never refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.casework.reach import odd_number

ASK = _(
    "Kijk uw telefoonnummer nog even na: is er een cijfer te weinig? Klopt het zo? "
    "Verstuur het dan gewoon nog een keer."
)
ASK_COLLEAGUE = (
    "Kijk het nummer nog even na: is er een cijfer te weinig? Klopt het zo? Leg het dan nog een keer vast."
)


class AsksPhone(forms.Form):
    """A form with a `phone` that may be a slip of the finger."""

    ask_phone: Any = ASK

    @property
    def doubt(self) -> str:
        """The number that was typed, where it is perhaps a slip of the finger."""
        return odd_number(self.data.get("phone", "")) if self.is_bound else ""

    def settle_phone(self, _said: dict[str, Any]) -> None:
        """Ask about this very number, unless it was asked already, here or in passing."""
        if self.doubt and self.data.get("phone_asked", "") != self.doubt:
            self.add_error("phone", self.ask_phone)
