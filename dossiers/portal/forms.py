"""What a complainant may fill in on the page of his own dossier."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.documents.fields import AsksFilesAgain, FilesField
from dossiers.intake.public_forms import MOST_STORY, MOST_WORDS, WordsField

SCORES = [(n, str(n)) for n in range(1, 11)]
CHOOSE_SCORE = _("Kies een cijfer van 1 tot en met 10.")


def _plain() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class MessageForm(AsksFilesAgain):
    """Something to add: words, files, or both."""

    optional_label = _("(mag u overslaan)")
    optional_unmarked = ("text",)

    text = WordsField(label=_("Uw bericht"), most=MOST_STORY, rows=3, required=False)
    files = FilesField(label=_("Foto of bestand erbij"))
    token = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _plain()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not said["text"].strip() and not said["files"]:
            self.add_error("text", _("Schrijf een bericht, of kies een bestand."))
        self.settle_files()
        return said


def _score(label: Any, help_text: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, help_text=help_text, choices=SCORES, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_SCORE, "invalid_choice": CHOOSE_SCORE},
    )  # fmt: skip


class EvaluationForm(forms.Form):
    """Two questions, in words that leave room for both answers (R36, R71)."""

    optional_label = _("(mag u overslaan)")
    optional_unmarked = ()

    handling = _score(_("Hoe gingen wij met u om?"), _("1 is heel slecht, 10 is heel goed."))
    solution = _score(_("Wat vindt u van de oplossing?"), _("1 is heel slecht, 10 is heel goed."))
    comment = WordsField(label=_("Wat ging goed? Wat kan beter?"), most=MOST_WORDS, rows=4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _plain()
        self.helper.layout = Layout(
            Field("handling", wrapper_class="kl-scores"),
            Field("solution", wrapper_class="kl-scores"),
            "comment",
        )
