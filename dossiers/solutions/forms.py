"""What we do to put it right, and the answer."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from dossiers.casework.fields import OWN_WORDS, StaffForm, choice, day, line, prose
from dossiers.models import Dossier, Redress
from dossiers.solutions import actions

EMPTY = "De brief is nog leeg. Er is niets bewaard: wat er eerder stond, staat er nog als je de brief opnieuw opent."
SECOND_ANSWER = (
    "Dat antwoord is weg, of gaat zo. Wat jij typte, staat nog in het veld. Verstuur je het ook, dan krijgt de melder "
    "ze allebei."
)
TOO_LATE = "Wat jij schreef, ging niet weg. Moet de melder het weten? Kopieer het in een nieuw bericht."
NO_AMOUNT = "Schrijf het bedrag zo: 60 of 60,50."
MOST = Decimal(9_999_999)
THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?")
PLAIN = re.compile(r"[0-9]+([.,][0-9]{1,2})?")


def euros(text: str) -> Decimal:
    """An amount as people write it: 60 · 60,50 · € 1.250 · 45,-. ValueError when it is none."""
    bare = re.sub(r"[\s\u00a0]|€|euro|EUR", "", text, flags=re.I)
    bare = re.sub(r",(-+|–|—)$", "", bare)
    if THOUSANDS.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    if PLAIN.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    raise ValueError(text)


class AmountField(forms.CharField):
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = euros(text)
        except ValueError:
            raise forms.ValidationError(NO_AMOUNT) from None
        if not 0 < amount <= MOST:
            raise forms.ValidationError("Dit bedrag kan niet. " + NO_AMOUNT)
        return amount


class RedressForm(StaffForm):
    """One thing we do, with a date (R41, R68). Never a question of whose fault it is (R21)."""

    optional_unmarked = ("amount",)  # asked for some kinds: its hint says which

    kind = choice(
        "Wat voor oplossing is het?", Redress.Kind.choices, "Kies wat voor oplossing het is.", radio=True
    )
    what = line("Wat doen wij precies?", "Schrijf op wat wij doen.",
                hint="Zo komt het in de brief. Bijvoorbeeld: Loodgieter Van Dam maakt uw douche.")  # fmt: skip
    amount = AmountField(
        label="Bedrag in euro", required=False, max_length=20,
        help_text="Nodig bij geld terug en bij een vergoeding. Bijvoorbeeld 60 of 60,50.",
        widget=forms.TextInput({"inputmode": "decimal"}),
    )  # fmt: skip
    due_on = day(
        "Uiterlijk",
        "Kies de dag waarop het gedaan is.",
        hint="Deze dag staat in de brief. Die is een belofte.",
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate(at)

    def clean_due_on(self) -> date:
        due: date = self.cleaned_data["due_on"]
        if due < self.today:
            raise forms.ValidationError("Deze dag is geweest. Kies vandaag of later.")
        return due

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        needs_money = data.get("kind") in Redress.MONEY
        if needs_money and data.get("amount") is None and not self.has_error("amount"):
            self.add_error("amount", "Vul in hoeveel euro het is. " + NO_AMOUNT)
        return data


class DraftForm(StaffForm):
    text = prose("Jouw tekst", EMPTY, rows=20, hint=OWN_WORDS)

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier

    @property
    def clash_told(self) -> str:
        """Without a draft what stands there is the answer that went: nobody "changed the text"."""
        return "verstuurde het antwoord " if actions.sent_last(self.dossier) else ""

    @property
    def after_clash(self) -> str:
        """What saving again does then: a second answer, where one may still be written."""
        if not self.clash_told:
            return ""
        return SECOND_ANSWER if actions.may_write(self.dossier) else TOO_LATE
