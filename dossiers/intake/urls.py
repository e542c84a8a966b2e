"""The addresses of this room."""

from django.urls import path

from dossiers.intake import desk_views, near_mail, views

urlpatterns = [
    path("registreren/", views.register, name="register"),
    path("registreren/bekend/", desk_views.known, name="register_known"),
    path("registreren/bewaar/", desk_views.draft, name="register_draft"),
    path("registreren/mailadres/", near_mail.register_near, name="register_near"),
    path("registreren/erbij/", desk_views.add, name="register_add"),
    path("registreren/doorgeven/", desk_views.pass_on, name="register_pass_on"),
    path("registreren/concept/<int:pk>/weg/", desk_views.draft_drop, name="register_draft_drop"),
]
