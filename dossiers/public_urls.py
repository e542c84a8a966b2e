"""What the public reads, in Dutch and under /en/ in English."""

from django.urls import include, path

urlpatterns = [
    path("", include("dossiers.intake.public_urls")),
    path("", include("dossiers.portal.urls")),
]
