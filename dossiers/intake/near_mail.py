"""“Bedoelt u …?” on the two forms: asked once, with all that was typed; the next press goes as chosen, or as typed.

What a visitor leaves unanswered is sent, and stays a doubt: that mail tells nothing of his complaint (A6).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from dossiers.casework.near_miss import meant
from dossiers.casework.reach import odd_number
from dossiers.permissions import needs, public

ASK = _("Kijk uw mailadres nog even na, en kies hieronder wat klopt.")
CHOICES = ("ja", "nee")
ASK_COLLEAGUE = "Kijk het mailadres nog even na. Klopt het zo? Leg het dan gewoon nog een keer vast."


class AsksMail(forms.Form):
    """A form with an `email` that may be a slip of the finger."""

    ask: Any = ASK

    doubted = False

    def near(self) -> dict[str, Any]:
        """For _near.html: what was typed, what was perhaps meant, and what was chosen."""
        typed = self.data.get("email", "").strip() if self.is_bound else ""
        return {"typed": typed, "near": meant(typed), "chosen": self.data.get("mail_meant", "")}

    def settle_mail(self, said: dict[str, Any]) -> None:
        """Take over what was chosen; ask when this page did not ask yet. A question in passing may not be seen."""
        about = self.near()
        if not about["near"] or self.has_error("email"):
            return
        chosen = about["chosen"] in CHOICES
        if self.data.get("mail_asked", "") != about["typed"] or not (chosen or self.data.get("mail_told")):
            self.add_error("email", self.ask)
        elif about["chosen"] == "ja":
            said["email"] = about["near"]
        self.doubted = not chosen


def _question(request: HttpRequest, **more: bool) -> HttpResponse:
    """About an address or a number. By POST, though it changes nothing: neither belongs in a log."""
    if "phone" in request.POST:
        return render(
            request, "dossiers/intake/_odd.html", {"odd": odd_number(request.POST["phone"]), **more}
        )
    typed = request.POST.get("email", "").strip()
    return render(request, "dossiers/intake/_near.html", {"typed": typed, "near": meant(typed), **more})


@public
@require_POST
def mail_near(request: HttpRequest) -> HttpResponse:
    return _question(request)


@needs("register")
@require_POST
def register_near(request: HttpRequest) -> HttpResponse:
    return _question(request, colleague=True)
