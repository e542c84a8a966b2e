"""The addresses of this room."""

from django.urls import path

from dossiers.organisation import access_views, handover_views, mail_views, style_views, views

urlpatterns = [
    path("", views.settings, name="settings"),
    path("huisstijl/", style_views.house_style, name="house_style"),
    path("huisstijl/proef.css", style_views.sample, name="style_sample"),
    path("mensen/", views.people, name="people"),
    path("mensen/nieuw/", views.person_new, name="person_new"),
    path("mensen/<int:pk>/", views.person, name="person"),
    path("mensen/<int:pk>/uitnodiging/", views.person_invite, name="person_invite"),
    path("mensen/<int:pk>/inlogcode/", access_views.reset_two_factor, name="person_reset_code"),
    path("mensen/<int:pk>/overdragen/", handover_views.hand_over_work, name="person_hand_over"),
    path("mail/", mail_views.mail, name="mail"),
    path("mail/proef/", mail_views.mail_try, name="mail_try"),
    path("mail/tweede-weg/", mail_views.alarm_try, name="alarm_try"),
    path("teams/", views.teams, name="teams"),
    path("teams/nieuw/", views.team, name="team_new"),
    path("teams/<int:pk>/", views.team, name="team"),
    path("onderwerpen/", views.categories, name="categories"),
    path("onderwerpen/nieuw/", views.category, name="category_new"),
    path("onderwerpen/<int:pk>/", views.category, name="category"),
]
