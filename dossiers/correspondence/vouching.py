"""Whose address is it? A stranger may have typed it: until somebody vouches for it, no mail repeats a typed word."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dossiers import links
from dossiers.correspondence.letter import carrier_for, reader_of
from dossiers.models import Complainant, Confirmation, Dossier, Message
from dossiers.timeline import complainant, record

Carrier = Message.Carrier
NOT_THERE = (Message.State.FAILED, Message.State.SUPPRESSED)


def is_vouched(dossier: Dossier) -> bool:
    """Typed by a colleague, or confirmed by its owner, in this dossier or in another one."""
    return dossier.complainant.email_vouched or bool(_names_at(reader_of(dossier)[1]))


def knows_name(dossier: Dossier) -> bool:
    """Whether the name may stand in a mail: a stranger can put any name to an address that was confirmed elsewhere."""
    name, email, _phone = reader_of(dossier)
    return dossier.complainant.email_vouched or name.lower() in _names_at(email)


def lacks_copy(dossier: Dossier) -> bool:
    """The copy (R56) never went where the reader is now, and may go there: on paper, or to an address vouched for."""
    carrier = carrier_for(dossier)
    addresses = {Carrier.EMAIL: reader_of(dossier)[1], Carrier.LETTER: dossier.complainant.address}
    to = addresses.get(Carrier(carrier), "")
    if not to or (carrier == Carrier.EMAIL and not is_vouched(dossier)):
        return False
    had = dossier.messages.filter(to_address__iexact=to, documents__template="formulier")
    return not had.exclude(state__in=NOT_THERE).exists()


def _names_at(email: str) -> set[str]:
    """The names under which this address was confirmed."""
    if not email:
        return set()
    rows = Confirmation.objects.filter(address=email.lower()).exclude(confirmed_at=None)
    return {name.lower() for name in rows.values_list("name", flat=True)}


def confirm_url(dossier: Dossier, *, at: datetime) -> str:
    """Where the reader of a mail says that this address is his; nobody else ever sees this address."""
    name, email, _phone = reader_of(dossier)
    secret = links.ask_to_confirm(dossier, email.lower(), name, at=at)
    return links.address("confirm_address", secret, language=dossier.language)


@transaction.atomic
def confirm(found: Confirmation, *, at: datetime) -> None:
    """The owner pressed the button; a second time changes nothing."""
    if not Confirmation.objects.filter(pk=found.pk, confirmed_at=None).update(confirmed_at=at):
        return
    dossier = found.link.dossier
    # a colleague may have put another address there meanwhile: that one is not proved by this
    Complainant.objects.filter(dossier=dossier, email__iexact=found.address).update(email_vouched=True)
    record(dossier, "address_confirmed", by=complainant(dossier), at=at, address=found.address)
