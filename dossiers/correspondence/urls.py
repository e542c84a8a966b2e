"""The addresses of this room."""

from django.urls import path

from dossiers.correspondence import alarm_views, decide_views, flood_views, views

urlpatterns = [
    path("post/", views.outbox, name="outbox"),
    path("post/samen/", flood_views.flooded, name="flood"),
    path("post/samen/verstuur/", flood_views.flood_release, name="flood_release"),
    path("post/samen/niet-versturen/", flood_views.flood_stop, name="flood_stop"),
    path("post/<int:pk>/", views.message, name="message"),
    path("post/<int:pk>/opmaak/", views.message_look, name="message_look"),
    path("post/<int:pk>/<int:document>.pdf", views.document, name="document"),
    path("post/<int:pk>/verzonden/", decide_views.message_sent, name="message_sent"),
    path("post/<int:pk>/verstuur/", decide_views.message_release, name="message_release"),
    path("post/<int:pk>/niet-versturen/", decide_views.message_suppress, name="message_suppress"),
    path("post/<int:pk>/aangekomen/", decide_views.message_arrived, name="message_arrived"),
    path("post/<int:pk>/gebeld/", decide_views.message_called, name="message_called"),
    path("post/<int:pk>/niet-bereikt/", decide_views.message_not_reached, name="message_not_reached"),
    path("post/<int:pk>/op-papier/", decide_views.message_on_paper, name="message_on_paper"),
    path("post/<int:pk>/opnieuw/", decide_views.message_anew, name="message_anew"),
    path("alarmen/", alarm_views.alarms, name="alarms"),
    path("alarm/<int:pk>/gezien/", alarm_views.alarm_seen, name="alarm_seen"),
]
