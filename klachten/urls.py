"""Every address: public pages in two languages, the rest as it is."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("dossiers.urls")),
    *i18n_patterns(path("", include("dossiers.public_urls")), prefix_default_language=False),
]
handler403 = "dossiers.casework.gone.refused"
handler404 = "dossiers.casework.gone.not_found"
handler500 = "dossiers.portal.trouble.trouble"
