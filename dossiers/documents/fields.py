"""A form field for files: several at once, each checked before it is taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dossiers.documents import limits, uploads

ATTRIBUTES = {
    "multiple": True,
    "accept": limits.ACCEPT,
    "data-each": limits.MOST_BYTES,
    "data-together": limits.MOST_BYTES_TOGETHER,
    "data-too-big": limits.TOO_BIG,
    "data-other-kind": limits.OTHER_KIND,
}


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of `uploads.Accepted`; what can't be taken is one sentence each."""

    widget = SeveralFiles

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", limits.LIMITS)
        kwargs.setdefault("widget", SeveralFiles(attrs=ATTRIBUTES))
        super().__init__(*args, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[uploads.Accepted]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        try:
            return uploads.check(file for file in files if file)
        except uploads.Refused as refused:
            raise ValidationError([*refused.messages, choose_again(refused.good)]) from refused


class AsksFilesAgain(forms.Form):
    """A page that comes back holds no file. It says so each time, until they are chosen again or it goes without."""

    files_lost = forms.Field(required=False, widget=forms.HiddenInput)  # a plain field, that can't be wrong

    def settle_files(self) -> None:
        """Call as the last of clean()."""
        if not self.errors or not (self.files or self.data.get("files_lost")):
            return
        self.data = self.data.copy()
        self.data["files_lost"] = "1"
        if "files" not in self.errors:
            self.add_error("files", choose_again([]))


def choose_again(good: list[str]) -> str:
    """A browser shows a refused form with no file in it: also what was fine must be chosen once more."""
    told = _("Kies de bestanden opnieuw. Een browser bewaart ze niet.")
    if not good:
        return told
    also = _("Ook deze, die goed waren: %(names)s.")
    return f"{told} {also % {'names': ', '.join(f'“{name}”' for name in good)}}"
