"""Ontleden."""

from django.urls import path

from dossiers.analysis import views

urlpatterns = [path("analyse/", views.analyse, name="analyse")]
