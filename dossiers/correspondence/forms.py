"""What a colleague fills in about a message."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from dossiers.correspondence.decide import NO_REASON


class SuppressForm(forms.Form):
    """Why a message does not go: it stays on the dossier."""

    reason = forms.CharField(
        label="Waarom gaat dit bericht niet?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": NO_REASON},
        help_text="Dit komt in het dossier te staan.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
