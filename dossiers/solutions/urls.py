"""Oplossen en antwoorden."""

from django.urls import path

from dossiers.solutions import answer_views, views

urlpatterns = [
    path("oplossing/", views.solve, name="solve"),
    path("oplossing/<int:pk>/gedaan/", views.redress_done, name="redress_done"),
    path("oplossing/<int:pk>/weg/", views.redress_remove, name="redress_remove"),
    path("antwoord/", answer_views.answer, name="answer"),
    path("antwoord/voorbeeld/", answer_views.answer_preview, name="answer_preview"),
]
