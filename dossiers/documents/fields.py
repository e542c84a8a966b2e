"""A form field for files: several at once, each checked before it is taken."""

from __future__ import annotations

from typing import Any

from django import forms

from dossiers.documents import uploads


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to a list of `uploads.Accepted`; what can't be taken is one sentence each."""

    widget = SeveralFiles

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", SeveralFiles(attrs={"multiple": True, "accept": uploads.ACCEPT}))
        super().__init__(*args, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[uploads.Accepted]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return uploads.check(files)
