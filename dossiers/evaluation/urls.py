"""Evalueren, and the moves from step to step."""

from django.urls import path

from dossiers.evaluation import views

urlpatterns = [
    path("verder/", views.move, name="move"),
    path("evaluatie/", views.evaluation, name="evaluation"),
    path("evaluatie/vraag-nu/", views.ask_now, name="ask_now"),
    path("evaluatie/geen/", views.absence, name="absence"),
]
