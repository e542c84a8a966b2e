"""The public form. Errors say what to do, and nothing that was typed is lost."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossiers.casework.reach import MOST_PHONE, mail_trouble, phone_trouble
from dossiers.documents.fields import AsksFilesAgain, FilesField
from dossiers.intake import work
from dossiers.intake.near_mail import AsksMail
from dossiers.intake.near_phone import AsksPhone
from dossiers.intake.questions import FEELINGS, QUESTIONS, WISHES

MOST_STORY = 20_000  # characters
MOST_WORDS = 5_000  # of the other open questions
NO_ROAD = _("Vul een mailadres of een telefoonnummer in. Of kruis aan dat u uw gegevens liever niet geeft.")
FOR_WHOM = _("Schrijf hier voor wie u dit doet. Een voornaam of bijvoorbeeld “mijn moeder” is genoeg.")


def fresh_token() -> str:
    """One per opened form, so that a double click is one complaint (F18)."""
    return secrets.token_urlsafe(24)


def derived(token: str, *words: str) -> str:
    """A key for this token with these words: a retry gives the same, something else another."""
    return hashlib.sha256("\0".join([token, *words]).encode()).hexdigest()[:40]


class WordsField(forms.CharField):
    """What somebody writes, kept as typed. No maxlength in the page: that would cut a pasted text without a word."""

    def __init__(self, *, most: int, rows: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(strip=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value).replace("\r\n", "\n")
        if self.required and not text.strip():
            raise ValidationError(self.error_messages["required"], code="required")
        if len(text) > self.most:
            count, most = (number_format(n, force_grouping=True) for n in (len(text), self.most))
            told = gettext(
                "Uw tekst heeft %(count)s tekens. Er passen er %(most)s. "
                "Maak hem korter, of stuur hem mee als bestand."
            )
            raise ValidationError(told % {"count": count, "most": most}, code="max_length")
        return text


def _line(label: str | Promise, most: int, **attrs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, widget=forms.TextInput(attrs=attrs))


def _boxes(key: str, choices: dict[str, Any]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=QUESTIONS[key],
        choices=list(choices.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ComplaintForm(AsksMail, AsksPhone, AsksFilesAgain):
    """The questions of the form (R2-R5, R20, R61); only the story and a way to answer are needed (R18)."""

    optional_label = _("(mag u overslaan)")

    story = WordsField(
        label=_("Uw verhaal"), most=MOST_STORY, rows=6,
        help_text=_("Schrijf het zoals u het zou vertellen. Kort mag, lang mag ook."),
        error_messages={"required": _("Schrijf hier wat er gebeurde. Een paar woorden is genoeg.")},
    )  # fmt: skip
    name = _line(QUESTIONS["name"], 150, autocomplete="name")
    email = forms.CharField(
        label=QUESTIONS["email"], max_length=254, required=False,
        help_text=_("Hierheen sturen wij de bevestiging. Zo krijgt u ook een kopie van uw klacht."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = _line(QUESTIONS["phone"], MOST_PHONE, autocomplete="tel", type="tel")
    anonymous = forms.BooleanField(
        label=QUESTIONS["anonymous"], required=False,
        help_text=_(
            "Dat mag. Wij lezen uw klacht en doen er iets mee, maar wij kunnen u dan niet bellen of schrijven."
        ),
    )  # fmt: skip
    occurred = _line(QUESTIONS["occurred"], 300)
    feelings = _boxes("feelings", FEELINGS)
    wishes = _boxes("wishes", WISHES)
    proposal = WordsField(
        label=QUESTIONS["proposal"], most=MOST_WORDS, rows=2, required=False,
        help_text=_("U weet vaak het best wat een goede oplossing is."),
    )  # fmt: skip
    better = WordsField(label=QUESTIONS["better"], most=MOST_WORDS, rows=3, required=False)
    files = FilesField(label=_("Foto’s of papieren erbij"))
    on_behalf = forms.BooleanField(label=_("Ik schrijf dit voor iemand anders"), required=False)
    for_name = _line(QUESTIONS["on_behalf"], 150)
    relation = _line(QUESTIONS["relation"], 100)
    token = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    # work for the browser; plain fields, that can't be wrong: nobody is stopped by what he does not see
    challenge = forms.Field(
        required=False,
        widget=forms.HiddenInput(attrs={"data-puzzles": work.PUZZLES, "data-zeros": work.ZEROS}),
    )
    answers = forms.Field(required=False, widget=forms.HiddenInput(attrs={"data-answer": ""}))
    # the honeypot: out of sight for people
    website = forms.CharField(
        label=_("Laat dit veld leeg"), required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.optional_unmarked = set(self.fields) - {"name"}
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def is_blank(self) -> bool:
        """Nothing was filled in, so there is nothing that still stands there."""
        return not any(self[f.name].data for f in self.visible_fields())

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("anonymous"):
            self._check_reach(said.get("email", ""), said.get("phone", ""))
            self.settle_mail(said)
            self.settle_phone(said)
        if said.get("on_behalf"):
            self._check_behalf(said)
        self.settle_files()
        return said

    def _check_behalf(self, said: dict[str, Any]) -> None:
        if not any(said.get(name) or name in self.errors for name in ("for_name", "relation")):
            self.add_error("for_name", FOR_WHOM)

    def _check_reach(self, email: str, phone: str) -> None:
        if not (email or phone or {"email", "phone"} & set(self.errors)):
            self.add_error("email", NO_ROAD)
        if email and (trouble := mail_trouble(email)):
            self.add_error("email", trouble)
        if phone and (trouble := phone_trouble(phone)):
            self.add_error("phone", trouble)
