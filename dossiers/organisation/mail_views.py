"""The page on which a beheerder tries our mail and sees what the server says."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers.correspondence import roads
from dossiers.models import Organisation
from dossiers.organisation import mail_test
from dossiers.organisation.views import page
from dossiers.permissions import needs

NAMES = {"mail": "De tweede mailserver", "opdracht": "De opdracht"}


@needs("settings")
def mail(request: HttpRequest) -> HttpResponse:
    """Looks again by itself while a test is under way."""
    last, now = mail_test.last_of(request.user), timezone.now()
    return page(
        request, "mail", last=last, waits=last and mail_test.is_under_way(last),
        trouble=mail_test.trouble(last, at=now) if last else "", server=settings.EMAIL_HOST,
        sender=Organisation.current().sender_email, second=roads.configured(),
    )  # fmt: skip


@needs("settings")
@require_POST
def mail_try(request: HttpRequest) -> HttpResponse:
    mail_test.start(request.user, at=timezone.now())
    return redirect("mail")


@needs("settings")
@require_POST
def alarm_try(request: HttpRequest) -> HttpResponse:
    for road, wrong in mail_test.second_road().items():
        if wrong:
            messages.error(request, f"{NAMES[road]} werkt niet. {wrong}")
        else:
            messages.success(request, f"{NAMES[road]} nam de proef aan.")
    return redirect("mail")
