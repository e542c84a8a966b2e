"""The addresses of this room."""

from django.urls import path

from dossiers.handbook import views

urlpatterns = [
    path("", views.contents, name="handbook"),
    path("woorden/", views.words, name="handbook_words"),
    path("toetsen/", views.keys, name="handbook_keys"),
    path("<slug:name>/", views.chapter, name="handbook_chapter"),
]
