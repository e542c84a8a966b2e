"""What a colleague fills in about a message."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from dossiers.correspondence.decide import NO_REASON


class DecideForm(forms.Form):
    """One question beside a choice; the page draws the form around it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True


class CallForm(DecideForm):
    """What was said when somebody called instead of sending the mail again."""

    said = forms.CharField(
        label="Wie sprak je, en wat is er gezegd?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Schrijf op wie je sprak en wat er is gezegd.",
            "max_length": "Maak dit korter: hooguit 2000 tekens.",
        },
        help_text="Dit komt in het dossier te staan. De melder mag het lezen.",
    )


class ArrivedForm(DecideForm):
    """How we know that an uncertain mail came after all."""

    heard = forms.CharField(
        label="Hoe weet je dat?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Schrijf op hoe je weet dat de mail aankwam.",
            "max_length": "Maak dit korter: hooguit 2000 tekens.",
        },
        help_text="Bijvoorbeeld: zij las de mail voor aan de telefoon. Dit komt in het dossier te staan.",
    )


class SuppressForm(DecideForm):
    """Why a message does not go: it stays on the dossier."""

    reason = forms.CharField(
        label="Waarom gaat dit bericht niet?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": NO_REASON},
        help_text="Dit komt in het dossier te staan.",
    )
