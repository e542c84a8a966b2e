"""The copy of the form as it was filled in (R56, R60)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dossiers.correspondence.letter import Enclosure, head_of
from dossiers.dates import moment
from dossiers.documents.uploads import human_size
from dossiers.models import Carrier, Dossier, Organisation

# who told it in a conversation wrote nothing
SPOKEN = (Carrier.TELEFOON, Carrier.BALIE)


def copy_of_form(dossier: Dossier) -> Enclosure:
    """Each question with the answer as typed; empty answers are left out."""
    at = dossier.received_at
    data = {
        "lang": dossier.language,
        "at": at.isoformat(),
        "organisation": head_of(Organisation.current()),
        "reference": dossier.reference,
        "received": moment(at, dossier.language),
        "title": _("Wat u ons vertelde") if dossier.carrier in SPOKEN else _("Kopie van wat u ons schreef"),
        "answers": [[question, answer] for question, answer in dossier.form if answer],
        "files": [[a.name, human_size(a.size)] for a in dossier.attachments.filter(contact=None)],
    }
    name = _("kopie")  # not inside the f-string: makemessages does not look there
    return Enclosure(f"{name}-{dossier.reference}.pdf", "formulier", data)
