"""A conversation or a note, put down by whoever may read the dossier (R31, R93)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from dossiers.casework.fields import StaffForm, choice, day, line, moment, prose
from dossiers.casework.forms import READ_BY_ALL
from dossiers.dates import long_day
from dossiers.documents.fields import FilesField
from dossiers.models import Contact, Dossier

FIRST_YEAR = 2000
EARLY = "Dit dossier kwam pas binnen op {day}. Kijk de dag na, of vink hieronder aan dat het zo was."


class NoteForm(StaffForm):
    optional_unmarked = ("promise_on",)  # needed with a promise

    KINDS = [(k.value, k.label) for k in Contact.Kind if k != Contact.Kind.CUSTOMER_MESSAGE]

    kind = choice("Wat was het?", KINDS, "Kies wat het was.", radio=True)
    text = prose(
        "Wat is er gezegd of gebeurd?", "Schrijf op wat er gezegd of gebeurd is.", rows=7, hint=READ_BY_ALL
    )
    promise = line("Wat beloofde je?", hint="Bijvoorbeeld: bellen als de monteur is geweest.")
    promise_on = day("Uiterlijk", hint="Nodig als je iets belooft. Die dag staat het bij Vandaag.")
    happened_at = moment("Wanneer was het?", "Vul in wanneer het was.")
    early = forms.BooleanField(label="Ja, het was die dag.", required=False)
    files = FilesField(
        label="Bestanden",
        help_text="Foto’s, pdf’s en bestanden uit Word of Excel. Je mag er meer tegelijk kiezen.",
    )

    def __init__(self, *args: Any, dossier: Dossier, at: datetime, promises: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.received = at, timezone.localdate(dossier.received_at)
        if not self._asks_early():
            del self.fields["early"]
        if not promises:
            del self.fields["promise"], self.fields["promise_on"]
        self.initial.setdefault("happened_at", timezone.localtime(at))

    def clean(self) -> dict[str, Any]:
        """A promise has a day and a day has a promise (R99)."""
        data = super().clean() or self.cleaned_data
        what, due_on = data.get("promise"), data.get("promise_on")
        if what and not due_on and not self.has_error("promise_on"):
            self.add_error("promise_on", "Kies de dag waarop het klaar is.")
        if due_on and not what and not self.has_error("promise"):
            self.add_error("promise", "Schrijf op wat je belooft, of maak de dag leeg.")
        if due_on and due_on < timezone.localdate(self.at):
            self.add_error("promise_on", "Deze dag is geweest. Kies vandaag of later.")
        data["promised"] = (what, due_on) if what and due_on else None
        return data

    def clean_happened_at(self) -> datetime:
        when: datetime = self.cleaned_data["happened_at"]
        if when.year < FIRST_YEAR:
            raise forms.ValidationError("Kies een dag van deze eeuw.")
        if when > self.at:
            raise forms.ValidationError("Dit moment moet nog komen. Kies nu of eerder.")
        if "early" in self.fields and not self.data.get(self.add_prefix("early")):
            raise forms.ValidationError(EARLY.format(day=long_day(self.received, "nl")))
        return when

    def _asks_early(self) -> bool:
        """Whether the day lies before the one on which it came in; mostly a slip of the pen, so we ask once."""
        typed = self.data.get(self.add_prefix("happened_at"))
        try:
            return (
                self.is_bound and timezone.localdate(self.fields["happened_at"].clean(typed)) < self.received
            )
        except (forms.ValidationError, OverflowError):  # no day, or none that every clock has
            return False
