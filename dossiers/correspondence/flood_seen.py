"""A decision about many mails covers what stood on the screen of who decides, and no mail that came after (A5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from dossiers.lifecycle import NotYet
from dossiers.models import Message

# mail that was about to go may have come to a halt since, and it is older than the last one on the screen
MORE = "Er wacht hier nu meer dan je zag. Daarom is er niets besloten. Kijk nog eens, en beslis dan."


@dataclass(frozen=True)
class Seen:
    """So many, and none after this one."""

    until: int
    count: int

    def among(self, messages: QuerySet[Message]) -> QuerySet[Message]:
        return messages.filter(pk__lte=self.until)

    def check(self, found: int) -> None:
        """NotYet when there are more now than were seen."""
        if found > self.count:
            raise NotYet(MORE)

    def told_of(self, messages: QuerySet[Message]) -> str:
        """What came since, as the end of an answer."""
        came = messages.filter(pk__gt=self.until).count()
        if not came:
            return ""
        return f" Er {'kwam' if came == 1 else 'kwamen'} er intussen {came} bij: daar beslis je apart over."


def seen_in(form: Mapping[str, str]) -> Seen:
    """Out of the two hidden fields; who sends something else saw nothing."""
    until, count = form.get("tot", ""), form.get("aantal", "")
    both = until.isdecimal() and count.isdecimal() and len(until) < 19 and len(count) < 19
    return Seen(int(until), int(count)) if both else Seen(0, 0)
