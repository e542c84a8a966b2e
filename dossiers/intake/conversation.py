"""From what was filled in at Registreren to a report, and from a known person back to the form."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from dossiers.intake.actions import Report
from dossiers.intake.at_once import Solved
from dossiers.intake.form_rules import PERSONAL, SOLVED
from dossiers.intake.questions import FEELINGS, QUESTIONS, WISHES, as_filled
from dossiers.intake.subject import subject_of
from dossiers.models import Route, Team, User
from dossiers.permissions import dossiers_for

FACTS = ("occurred", "level", "category")
KEPT = (*PERSONAL, "preference", "language")


def report_of(told: dict[str, Any]) -> Report:
    """The cleaned form as a report. What a colleague types about an address is vouched for."""
    on_behalf = bool(told["behalf_name"])
    return Report(
        subject=told["subject"]
        or subject_of(told["story"], told["category"].name if told["category"] else ""),
        story=told["story"],
        form=form_of(told),
        carrier=told["carrier"],
        received_at=told["received_at"],
        complainant=_complainant(told),
        kind=told["kind"],
        language=told["language"],
        representative=_speaker(told) if on_behalf else None,
        files=told["files"],
        facts={name: told[name] for name in FACTS}
        | {"customer_proposal": told["proposal"], "route": _route(told["route"], on_behalf)},
    )


def _complainant(told: dict[str, Any]) -> dict[str, Any]:
    person = {name: told[name] for name in (*PERSONAL, "preference", "is_anonymous")}
    if told["behalf_name"]:
        person["name"] = told["behalf_name"]
    return person | {"email_vouched": not told["is_anonymous"]}


def _speaker(told: dict[str, Any]) -> dict[str, str]:
    """Who speaks for the complainant gets the mail (see `reader_of`)."""
    keys = {"name": "name", "relation": "behalf_relation", "email": "email", "phone": "phone"}
    return {field: told[key] for field, key in keys.items()}


def _route(route: str, on_behalf: bool) -> str:
    return Route.VERTEGENWOORDIGER if on_behalf and route == Route.RECHTSTREEKS else route


def form_of(told: dict[str, Any]) -> list[tuple[str, str]]:
    """Each question with its answer, in the language of the complainant: this is the copy that goes to him (R56)."""
    with translation.override(told["language"]):
        picked = {
            "feelings": [str(FEELINGS[key]) for key in told["feelings"]],
            "wishes": [str(WISHES[key]) for key in told["wishes"]],
        }
        anonymous = gettext("Ja") if told["is_anonymous"] else ""
        on_behalf = {"on_behalf": told["behalf_name"], "relation": told["behalf_relation"]}
        asked = {key: told[key] for key in QUESTIONS if key in told}
        rows = as_filled(asked | picked | on_behalf | {"anonymous": anonymous})
        extra = [
            (gettext("Uw organisatie"), told["organisation"]),
            (gettext("Uw postadres"), told["address"]),
        ]
        return rows + [row for row in extra if row[1]]


def solved_of(told: dict[str, Any]) -> Solved | None:
    lines = [told[name] for name in SOLVED]
    return Solved(*lines) if all(lines) else None


def team_of(told: dict[str, Any]) -> Team | None:
    """As chosen, else the team of the subject; None leaves it to one's own team."""
    return told["team"] or (told["category"].team if told["category"] else None)


def known_person(user: User, reference: str) -> dict[str, Any]:
    """Never ask again what we know (R17): the details out of a dossier that this colleague may see."""
    dossier = dossiers_for(user).select_related("complainant").filter(reference=reference).first()
    if dossier is None or dossier.complainant.is_anonymous:
        return {}
    return {name: getattr(dossier.complainant, name) for name in KEPT}
