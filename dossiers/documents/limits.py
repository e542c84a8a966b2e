"""How much may come along with a complaint, in figures and in a sentence."""

from django.utils.functional import lazy
from django.utils.translation import gettext

from dossiers.documents.filenames import MB, human_size
from dossiers.documents.filetypes import KINDS

MOST_FILES = 10
MOST_BYTES = 10 * MB
MOST_BYTES_TOGETHER = 20 * MB
MOST_MEGAPIXELS = 50
ACCEPT = ",".join(f".{extension}" for extension in KINDS)  # for <input type="file" accept>


def limits() -> str:
    """What may come along, told before anybody chooses."""
    text = gettext(
        "Foto’s, pdf’s en nieuwe bestanden uit Word of Excel (docx, xlsx), hoogstens %(count)s. "
        "Een foto van een telefoon past bijna altijd: één bestand mag %(each)s groot zijn, alles samen %(together)s."
    )
    together = human_size(MOST_BYTES_TOGETHER)
    return text % {"count": MOST_FILES, "each": human_size(MOST_BYTES), "together": together}


def too_big() -> str:
    """Told by the page itself, before a heavy file crosses a slow line."""
    text = gettext(
        "Dit is te groot. Eén bestand mag %(each)s zijn, alles samen %(together)s. "
        "Kies iets kleiners. U kunt een bestand ook later nog sturen."
    )
    return text % {"each": human_size(MOST_BYTES), "together": human_size(MOST_BYTES_TOGETHER)}


def other_kind() -> str:
    """Told by the page itself; what may come along stands right above it."""
    return gettext(
        "Zo’n bestand kunnen wij niet aannemen. Kies een foto of een pdf, of sla het op als docx of xlsx."
    )


LIMITS = lazy(limits, str)()  # in the language of whoever reads it
TOO_BIG = lazy(too_big, str)()
OTHER_KIND = lazy(other_kind, str)()
