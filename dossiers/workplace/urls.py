"""The addresses of this room."""

from django.urls import path

from dossiers.workplace import views

urlpatterns = [
    path("", views.today, name="today"),
    path("dossiers/", views.worklist, name="worklist"),
    path("dossiers/<reference>/", views.dossier, name="dossier"),
]
