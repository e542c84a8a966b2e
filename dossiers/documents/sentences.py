"""Why a file can't be taken, and what its sender can do about it."""

from django.utils.translation import gettext_lazy as _

UNKNOWN = _(
    "“%(name)s” is een soort bestand dat wij niet aannemen. Stuur een foto, een pdf, "
    "een tekst (txt, odt) of een bestand uit Word of Excel (docx, xlsx)."
)
EMPTY = _("“%(name)s” is leeg. Laat het weg, of kies een ander bestand.")
TOO_BIG = _("“%(name)s” is %(size)s. Eén bestand mag %(most_size)s zijn. Maak het kleiner of deel het op.")
DIFFERENT = _(
    "“%(name)s” is van binnen geen gewoon %(extension)s-bestand. "
    "Open het, bewaar het als foto of als pdf, en stuur dat."
)
NO_PLAIN_TEXT = _(
    "“%(name)s” bevat meer dan gewone letters. Open het, bewaar het als tekst zonder opmaak of als pdf, "
    "en stuur dat."
)
PIXELS = _("“%(name)s” heeft meer dan %(megapixels)s miljoen beeldpunten. Maak de foto kleiner.")
