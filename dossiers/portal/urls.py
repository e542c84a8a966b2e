"""What a complainant reads: his own dossier by link, and how we work."""

from django.urls import path

from dossiers.portal import confirming, files, texts, trouble, views

urlpatterns = [
    path("volg/<secret>/", views.follow, name="follow"),
    path("volg/<secret>/kopie.pdf", files.copy, name="follow_copy"),
    path("volg/<secret>/bestand/<int:pk>/", files.attachment, name="follow_file"),
    path("volg/<secret>/brief/<int:pk>.pdf", files.letter, name="follow_document"),
    path("volg/<secret>/evaluatie/", views.evaluate, name="evaluate"),
    path("adres/<secret>/", confirming.confirm_address, name="confirm_address"),
    path("procedure/", texts.procedure, name="procedure"),
    path("privacy/", texts.privacy, name="privacy"),
    path("te-groot/", trouble.too_large, name="too_large"),
    path("toegankelijkheid/", texts.accessibility, name="accessibility"),
]
