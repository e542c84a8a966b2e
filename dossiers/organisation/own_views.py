"""Mijn account: my password, the second step of logging in, and where I am logged in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import view_recovery_codes
from allauth.mfa.totp.views import ActivateTOTPView, deactivate_totp
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers.models import Organisation
from dossiers.organisation import sessions
from dossiers.organisation.people import role_names
from dossiers.permissions import View, must_set_up, needs

ENDED = "Je bent overal uitgelogd, behalve hier."


@needs("own-account")
def my_account(request: HttpRequest) -> HttpResponse:
    own = {row.type: row for row in Authenticator.objects.filter(user=request.user)}
    codes = own.get(Authenticator.Type.RECOVERY_CODES)
    about = {
        "roles": role_names(request.user),
        "two_factor": own.get(Authenticator.Type.TOTP),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "is_required": request.user.has_role(*Organisation.current().two_factor_roles),
        "sessions": sessions.open_sessions(request.user, timezone.now()),
        "here": request.session.session_key,
    }
    return render(request, "account/my_account.html", about)


@needs("own-account")
@require_POST
def log_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Every other browser; this one as well when `here` was ticked."""
    sessions.end_others(request.user, request.session.session_key)
    if "here" in request.POST:
        logout(request)
        return redirect("account_login")
    messages.success(request, ENDED)
    return redirect("my_account")


class _Activate(ActivateTOTPView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_required = must_set_up(self.request.user, Organisation.current())
        return {**super().get_context_data(**kwargs), "is_required": is_required}

    def form_valid(self, form: Any) -> HttpResponse:
        """Who came in elsewhere with a password alone has to come in anew."""
        response = super().form_valid(form)
        sessions.end_others(self.request.user, self.request.session.session_key)
        return response


activate = needs("own-account")(_Activate.as_view())


def _once_set_up(view: View) -> View:
    """Without a code there is nothing to switch off or to show: back to where one is set up."""

    def checked(request: HttpRequest) -> HttpResponse:
        return view(request) if is_mfa_enabled(request.user) else redirect("my_account")

    return needs("own-account")(checked)


deactivate = _once_set_up(deactivate_totp)
recovery_codes = _once_set_up(view_recovery_codes)
