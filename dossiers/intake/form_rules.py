"""What Registreren asks of what was filled in: a way to reach somebody, a real moment, three lines or none."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError

from dossiers.casework.fields import StaffForm
from dossiers.casework.reach import settle_road
from dossiers.deadlines import ZONE
from dossiers.intake import near_mail, near_phone

OLDEST = date(2000, 1, 1)
NOON = time(12)  # a letter has no hour
REACHED_BY = ("email", "phone", "address")
PERSONAL = ("name", "organisation", *REACHED_BY)
SOLVED = ("happened", "done", "own_words")
ON_BEHALF = ("behalf_name", "behalf_relation")
UNREACHABLE = "Vraag een telefoonnummer, een mailadres of een postadres. Of kies “Blijft liever anoniem”."
BOTH = "De melder blijft anoniem, maar hier staan ook gegevens. Haal het een of het ander weg."
NO_ONE = "Vul in namens wie deze persoon spreekt."
NO_SPEAKER = "Vul ook de naam in van wie je nu spreekt."
THREE_LINES = "Vul alle drie de regels in, of laat ze alle drie leeg."
TO_COME = "Dit moment is nog niet geweest. Kijk de dag en de tijd na."
LONG_AGO = "Deze dag is te lang geleden. Kijk het jaar na."
FILES_AGAIN = "Kies de bestanden opnieuw. Je browser bewaart ze niet."


class Rules(near_mail.AsksMail, near_phone.AsksPhone, StaffForm):
    """The checks; the fields stand in forms.py."""

    at: datetime
    ask = near_mail.ASK_COLLEAGUE
    ask_phone = near_phone.ASK_COLLEAGUE

    def clean(self) -> dict[str, Any]:
        self.cleaned_data |= {
            name: said.replace("\r\n", "\n")
            for name, said in self.cleaned_data.items()
            if isinstance(said, str)
        }
        checks = (
            self._person,
            self._speaker,
            self._moment,
            self._solved,
            self.settle_phone,
            self.settle_mail,
        )
        for check in (*checks, settle_road):
            check(self.cleaned_data)
        if self.errors and self.files.getlist("files") and "files" not in self.errors:
            self.add_error("files", FILES_AGAIN)
        return self.cleaned_data

    def _person(self, data: dict[str, Any]) -> None:
        """Somebody we can reach, or anonymous (R62): never both, never neither."""
        if data.get("is_anonymous") and any(data.get(name) for name in PERSONAL):
            self.add_error("is_anonymous", BOTH)
        elif not data.get("is_anonymous") and not any(data.get(n) or n in self.errors for n in REACHED_BY):
            self.add_error("phone", ValidationError(UNREACHABLE, code="unreachable"))

    def _speaker(self, data: dict[str, Any]) -> None:
        if not any(data.get(name) for name in ON_BEHALF):
            return
        if not data.get("behalf_name"):
            self.add_error("behalf_name", NO_ONE)
        if not data.get("name"):
            self.add_error("name", NO_SPEAKER)

    def _moment(self, data: dict[str, Any]) -> None:
        """The exact moment of receipt (R62), local time; it may be past, never to come. No time: now, or that noon."""
        day, now = data.get("received_on"), self.at.astimezone(ZONE)
        if day is None or "received_time" in self.errors:
            return
        hour = data.get("received_time") or (now.time() if day == now.date() else NOON)
        if day < OLDEST:
            return self.add_error("received_on", LONG_AGO)
        data["received_at"] = datetime.combine(day, hour, tzinfo=ZONE)
        if data["received_at"].timestamp() > self.at.timestamp():
            self.add_error("received_time" if day == now.date() else "received_on", TO_COME)

    def _solved(self, data: dict[str, Any]) -> None:
        empty = [name for name in SOLVED if not data.get(name)]
        if 0 < len(empty) < len(SOLVED):
            for name in empty:
                if name not in self.errors:
                    self.add_error(name, THREE_LINES)
