"""What is done to a dossier."""

from django.urls import path

from dossiers.casework import file_views, letter_views, mending_views, owner_views, reach_views, views

urlpatterns = [
    path("toewijzen/", owner_views.assign, name="assign"),
    path("gegevens/", owner_views.details, name="details"),
    path("ontvangst/", owner_views.receipt, name="receipt"),
    path("soort/", views.kind, name="kind"),
    path("contact/", views.note, name="note"),
    path("niet-bereikt/", reach_views.not_reached, name="not_reached"),
    path("betrokkene/", mending_views.party, name="party"),
    path("betrokkene/<int:pk>/", mending_views.party_change, name="party_change"),
    path("betrokkene/<int:pk>/weg/", mending_views.party_remove, name="party_remove"),
    path("belofte/", mending_views.promise, name="promise"),
    path("belofte/<int:pk>/gehouden/", mending_views.promise_kept, name="promise_kept"),
    path("belofte/<int:pk>/andere-dag/", mending_views.promise_move, name="promise_move"),
    path("belofte/<int:pk>/intrekken/", mending_views.promise_withdraw, name="promise_withdraw"),
    path("kennismaken/", letter_views.introduce, name="introduce"),
    path("schrijven/", letter_views.write, name="write"),
    path("terug/", views.back, name="back"),
    path("sluiten/", letter_views.close, name="close"),
    path("heropenen/", views.reopen, name="reopen"),
    path("nieuwe-link/", views.renew_link, name="renew_link"),
    path("bestand/<int:pk>/", file_views.attachment, name="attachment"),
    path("gelezen/<int:pk>/", views.message_read, name="message_read"),
    path("formulier.pdf", file_views.form_copy, name="form_copy"),
]
