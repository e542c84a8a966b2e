"""When it really came in, and why another moment stood there."""

from __future__ import annotations

from datetime import datetime

from django import forms

from dossiers.casework.fields import StaffForm, moment, prose
from dossiers.casework.note_form import FIRST_YEAR


class ReceiptForm(StaffForm):
    received_at = moment("Wanneer kwam het binnen?", "Vul in wanneer het binnenkwam.",
                         hint="De dag waarop wij het kregen. Een brief van vrijdag kwam vrijdag binnen.")  # fmt: skip
    reason = prose("Hoe weet je dat?", "Schrijf op hoe je dat weet.", rows=3,
                   hint="Bijvoorbeeld: het stempel op de brief. Dit komt in het verloop.")  # fmt: skip

    def clean_received_at(self) -> datetime:
        when: datetime = self.cleaned_data["received_at"]
        if when.year < FIRST_YEAR:
            raise forms.ValidationError("Kies een dag van deze eeuw.")
        return when
