"""What colleagues use, and what is the same in every language."""

from allauth.account import views as account
from django.urls import include, path, re_path

from dossiers.organisation.first_views import first_start
from dossiers.permissions import needs, public
from dossiers.portal.health import health

# log-in and password; signing up does not exist
ACCOUNT = [
    path("inloggen/", public(account.login), name="account_login"),
    path("geen-toegang/", public(account.account_inactive), name="account_inactive"),
    path("uitloggen/", public(account.logout), name="account_logout"),
    path("wachtwoord/", needs("signed-in")(account.password_change), name="account_change_password"),
    path("wachtwoord-vergeten/", public(account.password_reset), name="account_reset_password"),
    path(
        "wachtwoord-vergeten/verstuurd/",
        public(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns = [
    path("gezondheid/", health, name="health"),
    path("begin/", first_start, name="first_start"),
    path("account/", include(ACCOUNT)),
    path("werk/", include("dossiers.workplace.urls")),
    path("werk/", include("dossiers.intake.urls")),
    path("werk/", include("dossiers.correspondence.urls")),
    path("werk/dossiers/<reference>/", include("dossiers.casework.urls")),
    path("werk/dossiers/<reference>/", include("dossiers.analysis.urls")),
    path("werk/dossiers/<reference>/", include("dossiers.solutions.urls")),
    path("werk/dossiers/<reference>/", include("dossiers.evaluation.urls")),
    path("instellingen/", include("dossiers.organisation.urls")),
    path("help/", include("dossiers.handbook.urls")),
]
