"""From the public form as it was filled in to a report, with every answer as typed (R39, R60)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dossiers.casework.reach import mail_address
from dossiers.intake.actions import Report
from dossiers.intake.questions import FEELINGS, WISHES, as_filled
from dossiers.intake.subject import subject_of
from dossiers.models import Carrier, Route

REACH = ("name", "email", "phone")


def _for_somebody(said: dict[str, Any]) -> bool:
    """Ticked, or simply filled in."""
    return bool(said["on_behalf"] or said["for_name"] or said["relation"])


def answers_of(said: dict[str, Any]) -> dict[str, Any]:
    """The answers under the keys of QUESTIONS, in the words of the page; anonymous is without name or address."""
    open_questions = (
        "story",
        "occurred",
        "proposal",
        "better",
        "relation",
        *([] if said["anonymous"] else REACH),
    )
    return {
        **{key: said[key] for key in open_questions},
        "anonymous": _("Ja") if said["anonymous"] else "",
        "on_behalf": (said["for_name"] or _("Voor iemand anders")) if _for_somebody(said) else "",
        "feelings": [str(FEELINGS[key]) for key in said["feelings"]],
        "wishes": [str(WISHES[key]) for key in said["wishes"]],
    }


def _writer(said: dict[str, Any]) -> dict[str, str]:
    email = mail_address(said["email"]) if said["email"] else ""
    return {"name": said["name"], "email": email, "phone": said["phone"]}


def _people(said: dict[str, Any]) -> dict[str, Any]:
    """Who complains and who speaks for him; both are reached along the address that was given."""
    if said["anonymous"]:
        return {"complainant": {"is_anonymous": True}}
    writer = _writer(said)
    if not _for_somebody(said):
        return {"complainant": writer}
    called = (writer["name"] or writer["email"] or writer["phone"])[:150]
    speaker = {**writer, "name": called, "relation": said["relation"]}
    return {"complainant": {**writer, "name": said["for_name"]}, "representative": speaker}


def report_of(said: dict[str, Any], *, doubted: bool = False, language: str, at: datetime) -> Report:
    facts = {"occurred": said["occurred"], "customer_proposal": said["proposal"], "better": said["better"]}
    if _for_somebody(said):
        facts["route"] = Route.VERTEGENWOORDIGER
    return Report(
        subject=subject_of(said["story"]) or said["story"].strip()[:60], story=said["story"],
        form=as_filled(answers_of(said)), carrier=Carrier.FORMULIER, received_at=at, language=language,
        files=said["files"], facts=facts, doubted=doubted, **_people(said),
    )  # fmt: skip


def unkept(said: dict[str, Any]) -> bool:
    """Whether somebody who wants to stay unknown filled in his details all the same; they go nowhere."""
    return bool(said["anonymous"] and any(said[key] for key in REACH))
