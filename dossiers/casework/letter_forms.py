"""The forms of letters: introduce yourself, write, close. A date that we name is checked here (R58, R99)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from dossiers import deadlines
from dossiers.casework.fields import OWN_WORDS, StaffForm, choice, day, prose
from dossiers.dates import long_day
from dossiers.lifecycle import CLOSINGS, closings_for, unmet
from dossiers.models import Dossier, Kind
from dossiers.workdays import add_workdays, is_workday, roll

USUAL_DAYS = 21  # after receipt; the first guess at when an answer can be there


def first_guess(dossier: Dossier, today: date) -> date:
    """A day to start from: three weeks after receipt, a working day to come, inside the term of the law."""
    off = deadlines.days_off()
    usual = timezone.localdate(dossier.received_at) + timedelta(days=USUAL_DAYS)
    guess = roll(usual, off) if usual > today else add_workdays(today, 5, off)
    last = dossier.decide_by
    return min(guess, last) if last and last >= today else guess


class DatedForm(StaffForm):
    """A form that names a day for the answer: never past, after the term of the `law` profile only knowingly."""

    day_name = ""
    clash_told = "schreef de melder "
    after_clash = (
        "Dat bericht is weg, of gaat zo. Wat jij typte, staat nog in de velden. Verstuur je het ook, dan krijgt de "
        "melder ze allebei."
    )
    late = forms.BooleanField(label="Ja, ik noem toch deze dag. De melder weet waarom.", required=False)

    def __init__(self, *args: Any, dossier: Dossier, law: str, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier, self.law, self.today = dossier, law, timezone.localdate(at)
        if dossier.decide_by:
            self.fields[self.day_name].help_text += " " + self._last_day()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        named = data.get(self.day_name)
        if named and named < self.today:
            self.add_error(self.day_name, "Deze dag is geweest. Kies vandaag of later.")
        elif named and self._too_late(named) and not data.get("late"):
            self.add_error(self.day_name, self._warning())
        return data

    def _too_late(self, named: date) -> bool:
        last = self.dossier.decide_by
        return last is not None and last >= self.today and named > last

    def _warning(self) -> str:
        return f"{self._last_day()} Kies een eerdere dag, of vink hieronder aan dat het zo moet."

    def _last_day(self) -> str:
        article = deadlines.PROFILES[self.law].article
        return f"De laatste dag voor het antwoord is {long_day(self.dossier.decide_by, 'nl')} ({article})."

    @property
    def asks_late(self) -> bool:
        """Whether the tick to go past the term must be shown."""
        named = self.fields[self.day_name].widget.value_from_datadict(
            self.data, {}, self.add_prefix(self.day_name)
        )
        try:
            return self.is_bound and self._too_late(self.fields[self.day_name].to_python(named) or self.today)
        except forms.ValidationError:
            return False

    @property
    def advice(self) -> str:
        """A free word beside the preview; it stops nobody."""
        named, off = self.current(self.day_name), deadlines.days_off()
        if not named or is_workday(named, off):
            return ""
        better = long_day(roll(named, off), "nl")
        return f"{long_day(named, 'nl').capitalize()} werkt er niemand. Liever {better}?"


class IntroduceForm(DatedForm):
    day_name = "expected_on"
    text = prose(
        "Jouw eerste woorden", "Schrijf een paar eigen woorden. Begin met wat je van de melder hoorde.", rows=8,
        hint="Noem wat er gebeurde en wat dat deed. Zeg nog niet wie gelijk heeft. " + OWN_WORDS,
    )  # fmt: skip
    expected_on = day("Wanneer komt ons antwoord uiterlijk?", "Kies de dag waarop het antwoord er is.",
                      hint="Kies een dag die je kunt waarmaken. Dit wordt een belofte.")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["expected_on"] = self.dossier.expected_on or first_guess(self.dossier, self.today)


class WriteForm(DatedForm):
    day_name = "new_date"
    optional_unmarked = ("reason",)  # a new day asks for it
    text = prose("Jouw bericht", "Schrijf wat je wilt zeggen.", rows=9, hint=OWN_WORDS)
    new_date = day(
        "Nieuwe dag voor ons antwoord",
        hint="Alleen als de dag verandert. De melder leest de oude en de nieuwe dag.",
    )
    reason = prose(
        "Waarom verandert de dag?",
        rows=3,
        hint="De melder leest dit. Bijvoorbeeld: de loodgieter moest eerst komen kijken.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("new_date") == self.dossier.expected_on:
            data["new_date"] = None
        if data.get("new_date") and not (data.get("reason") or "").strip():
            self.add_error("reason", "Schrijf op waarom de dag verandert. De melder wil dat weten.")
        return data


HANDLED = "Wat hebben wij geantwoord of gedaan?"
READ_IN_LETTER = "De melder leest dit in de brief."
WRITE_HANDLED = "Schrijf op wat wij hebben geantwoord of gedaan."


class CloseForm(StaffForm):
    optional_unmarked = ("note",)  # most reasons to close ask for it
    clash_told = "sloot dit dossier "
    after_clash = (
        "Wat jij schreef, ging niet weg. Moet de melder het weten? Kopieer het in een nieuw bericht."
    )

    closing = choice("Waarom kan het dossier dicht?", (), "Kies waarom het dossier dicht kan.", radio=True)
    note = prose("Toelichting", rows=3, hint=READ_IN_LETTER + " Bij “Beantwoord” mag het leeg blijven.")
    text = prose("Jouw woorden boven aan de slotbrief", rows=5, hint=OWN_WORDS)

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fits = closings_for(dossier)
        self.fields["closing"].choices = [(name, c.label) for name, c in fits.items()]
        can_go = "answered" in fits and not unmet(dossier, fits["answered"].needs)
        self.initial["closing"] = "answered" if can_go else ""
        self.is_complaint = dossier.kind == Kind.KLACHT
        if "answered" not in fits:
            self.fields["note"].help_text = READ_IN_LETTER
        if not self.is_complaint:
            self.fields["note"].label, self.fields["note"].help_text = HANDLED, READ_IN_LETTER

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        closing = CLOSINGS.get(data.get("closing", ""))
        if closing and closing.asks_note and not data.get("note"):
            handled = data["closing"] == "not_a_complaint" and not self.is_complaint
            self.add_error("note", WRITE_HANDLED if handled else closing.asks_note)
        return data
