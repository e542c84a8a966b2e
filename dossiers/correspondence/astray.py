"""An address turned out wrong: what did not leave yet takes the new one, what did leave is said."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dossiers.correspondence.letter import reader_of
from dossiers.correspondence.states import STOPPED
from dossiers.models import Dossier, Message, User
from dossiers.timeline import colleague, record

State = Message.State
# the old link lies in a strange mailbox, so another try to the new address is not enough
WENT = (
    "Er ging al post naar {}. Was dat adres fout? "
    '<a href="{}">Maak een nieuwe link</a>: die gaat naar {}, en wie de oude heeft, kan niet meer meelezen.'
)
WAITS = 'Er wacht nog een bericht voor {}. <a href="{}">Stuur het naar {}</a>.'


def turn(dossier: Dossier, *, by: User, at: datetime) -> None:
    """Mail that is still ready to go takes the address as we know it now. One that may have arrived, does not."""
    name, email, _phone = reader_of(dossier)
    ready = dossier.messages.filter(carrier=Message.Carrier.EMAIL, state=State.QUEUED)
    for message in ready.exclude(to_address__iexact=email).exclude(tries__outcome="uncertain"):
        # a worker may take it meanwhile
        still = Message.objects.filter(pk=message.pk, state=State.QUEUED)
        if email and still.update(to_address=email, to_name=name):
            what = message.get_kind_display().lower()
            record(
                dossier, "readdressed", by=colleague(by), at=at, message=message, what=what, to=email
            )  # fmt: skip


def told(dossier: Dossier, was: str) -> SafeString | str:
    """What is left to do after the mail address changed from `was`; nothing when nothing went there."""
    now = reader_of(dossier)[1]
    if not was or not now or was.lower() == now.lower():
        return ""
    mails = dossier.messages.filter(carrier=Message.Carrier.EMAIL, to_address__iexact=was)
    # one that was made anew bears the new address already, and waits all the same
    waits = dossier.messages.filter(carrier=Message.Carrier.EMAIL, state__in=STOPPED)
    if waiting := waits.filter(Q(to_address__iexact=was) | Q(to_address__iexact=now)).first():
        return format_html(WAITS, was, reverse("message", args=[waiting.pk]), now)
    if mails.filter(state=State.SENT).exists():
        return format_html(WENT, was, reverse("renew_link", args=[dossier.reference]), now)
    return ""
