"""The questions of the form, in its order; the copy shows the same words (R2-R5, R20, R56, R61)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

QUESTIONS = {
    "story": _("Wat is er gebeurd?"),
    "name": _("Uw naam"),
    "email": _("Uw mailadres"),
    "phone": _("Uw telefoonnummer"),
    "anonymous": _("Ik geef mijn gegevens liever niet"),
    "on_behalf": _("Voor wie schrijft u?"),
    "relation": _("Wat bent u van die persoon?"),
    "occurred": _("Wanneer en waar was het?"),
    "feelings": _("Wat deed het met u?"),
    "wishes": _("Wat zou u helpen?"),
    "proposal": _("Of zegt u het liever zelf?"),
    "better": _("Hoe hadden wij u beter kunnen helpen?"),
}
FEELINGS = {
    "niet_gehoord": _("Ik voel me niet gehoord"),
    "teleurgesteld": _("Ik ben teleurgesteld"),
    "boos": _("Ik ben boos"),
    "zorgen": _("Ik maak me zorgen"),
    "tijd": _("Het kostte mij tijd"),
    "geld": _("Het kostte mij geld"),
}
WISHES = {
    "gemaakt": _("Dat het wordt gemaakt"),
    "bellen": _("Dat iemand mij belt"),
    "excuses": _("Excuses"),
    "uitleg": _("Uitleg"),
    "geld_terug": _("Geld terug"),
    "niet_weer": _("Dat het niet weer gebeurt"),
}


def as_filled(answers: dict[str, Any]) -> list[tuple[str, str]]:
    """Each question with its answer as typed; what was left empty stays out (R60)."""
    said = {key: ", ".join(v) if isinstance(v, list) else str(v or "") for key, v in answers.items()}
    return [(str(QUESTIONS[key]), said[key]) for key in QUESTIONS if said.get(key)]
