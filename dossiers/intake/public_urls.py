"""What the public fills in, and what it sees after that."""

from django.urls import path

from dossiers.intake import public_views as views

urlpatterns = [
    path("", views.file, name="file"),
    path("ontvangen/<secret>/", views.received, name="received"),
]
