"""The addresses of this room."""

from django.urls import path

from dossiers.organisation import views

urlpatterns = [
    path("", views.settings, name="settings"),
    path("mensen/", views.people, name="people"),
    path("mensen/nieuw/", views.person_new, name="person_new"),
    path("mensen/<int:pk>/", views.person, name="person"),
    path("mensen/<int:pk>/uitnodiging/", views.person_invite, name="person_invite"),
    path("teams/", views.teams, name="teams"),
    path("teams/nieuw/", views.team, name="team_new"),
    path("teams/<int:pk>/", views.team, name="team"),
    path("onderwerpen/", views.categories, name="categories"),
    path("onderwerpen/nieuw/", views.category, name="category_new"),
    path("onderwerpen/<int:pk>/", views.category, name="category"),
]
