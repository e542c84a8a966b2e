"""What the public fills in, and what it sees after that."""

from django.urls import path

from dossiers.intake import near_mail
from dossiers.intake import public_views as views

urlpatterns = [
    path("", views.file, name="file"),
    path("mailadres/", near_mail.mail_near, name="mail_near"),
    path("ontvangen/<secret>/", views.received, name="received"),
]
