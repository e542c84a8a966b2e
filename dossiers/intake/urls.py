"""The addresses of this room."""

from django.urls import path

from dossiers.intake import views

urlpatterns = [path("registreren/", views.register, name="register")]
