"""What we sent and what they wrote, newest first. Only what left us, never a note of a colleague."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossiers.correspondence.blocks import Block
from dossiers.correspondence.letter import in_language
from dossiers.correspondence.letters import redress_line
from dossiers.models import Attachment, Contact, Document, Dossier, Message, Step
from dossiers.portal.reading import blocks_of

K = Message.Kind
TITLES = {
    K.ACKNOWLEDGEMENT: _("Onze bevestiging"),
    K.INTRODUCTION: _("Wie u helpt"),
    K.PROGRESS: _("Hoe het ervoor staat"),
    K.PERSONAL: _("Bericht"),
    K.ANSWER: _("Ons antwoord"),
    K.SURVEY: _("Hoe ging het? Twee vragen"),
    K.REMINDER: _("Hoe ging het? Nog een keer gevraagd"),
    K.CLOSING: _("Alles op een rij"),
}
# what a colleague wrote himself stands open; the rest says what this page says too
OPEN = (K.INTRODUCTION, K.PERSONAL, K.ANSWER)
# what follows on these links stands on this page already, and who only reads here may not confirm an address
LINKS = ("/volg/", "/adres/")


@dataclass(frozen=True)
class Line:
    """One message, theirs or ours."""

    at: datetime
    who: str | Promise
    title: str | Promise = ""
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    anchor: str = ""
    own: bool = False
    folded: bool = False
    files: list[Attachment] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)


def files_of(dossier: Dossier) -> QuerySet[Attachment]:
    """The files that the complainant gave us: with the complaint, or later by this page."""
    given = Q(contact=None) | Q(contact__kind=Contact.Kind.CUSTOMER_MESSAGE)
    return dossier.attachments.filter(given)


def documents_of(dossier: Dossier) -> QuerySet[Document]:
    return Document.objects.filter(message__dossier=dossier, message__state=Message.State.SENT)


def readable(text: str) -> str:
    """A letter without its title, and without what follows on the link to this very page: that stands here already."""
    told: list[str] = []
    for line in text.strip().split("\n")[1:]:
        if any(link in line for link in LINKS):
            break
        told.append(line)
    return "\n".join(told).strip()


def _signed(message: Message) -> str:
    """Who signed it, as it stands in the letter; who pressed the button may be somebody else."""
    with in_language(message.language):
        found = message.text.rpartition(f"\n{gettext('Wie helpt u?')}\n")
    who = found[2].strip().split("\n")[0] if found[1] else ""
    return who or message.author.name


def _ours(message: Message, name: str) -> Line:
    phoned = message.carrier == Message.Carrier.PHONE
    text = gettext("Wij belden u hierover.") if phoned else readable(message.text)
    blocks = blocks_of(text, message.language)
    return Line(
        message.sent_at or message.created_at, _signed(message) if message.author else name,
        title=TITLES.get(K(message.kind), ""), folded=not phoned and message.kind not in OPEN,
        blocks=blocks, anchor=f"bericht-{message.pk}", documents=list(message.documents.all()),
    )  # fmt: skip


def talk_of(dossier: Dossier, post: list[Message], name: str) -> list[Line]:
    """`post`: all our messages; `name` stands above what nobody signed."""
    sent = [message for message in post if message.state == Message.State.SENT and message.kind in TITLES]
    prefetch_related_objects(sent, Prefetch("documents", Document.objects.defer("content")))
    files: dict[int | None, list[Attachment]] = defaultdict(list)
    for file in files_of(dossier):
        files[file.contact_id].append(file)
    written = dossier.contacts.filter(kind=Contact.Kind.CUSTOMER_MESSAGE)
    told = Line(
        dossier.received_at, _("U"), _("Wat u ons vertelde"), dossier.story, own=True, folded=True, files=files[None]
    )  # fmt: skip
    lines = [_ours(message, name) for message in sent]
    lines += [Line(c.at, _("U"), text=c.text, own=True, files=files[c.pk]) for c in written]
    return sorted([told, *lines], key=lambda line: line.at, reverse=True)


def agreed(dossier: Dossier, answer: Message | None) -> list[str]:
    """What we do to put it right (R41), once the answer told it; whom we cannot write to reads it here."""
    if answer or (dossier.complainant.is_anonymous and dossier.step == Step.EVALUEREN):
        return [redress_line(row, dossier) for row in dossier.redress.all()]
    return []
