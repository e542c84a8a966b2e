"""What colleagues use, and what is the same in every language."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import include, path, re_path

from dossiers.organisation import own_views, style_views
from dossiers.organisation.first_views import first_start
from dossiers.permissions import needs, public
from dossiers.portal.appearance import appearance
from dossiers.portal.health import health

OWN = needs("own-account")
# log-in and password; signing up does not exist
ACCOUNT = [
    path("", own_views.my_account, name="my_account"),
    path("", own_views.my_account, name="mfa_index"),  # where allauth goes after a change
    path("overal-uit/", own_views.log_out_everywhere, name="log_out_everywhere"),
    path("even-bevestigen/", OWN(account.reauthenticate), name="account_reauthenticate"),
    path("even-bevestigen/code/", OWN(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("inlogcode/", public(mfa.authenticate), name="mfa_authenticate"),
    path("inlogcode/instellen/", own_views.activate, name="mfa_activate_totp"),
    path("inlogcode/uitzetten/", own_views.deactivate, name="mfa_deactivate_totp"),
    path("noodcodes/", own_views.recovery_codes, name="mfa_view_recovery_codes"),
    path("noodcodes/nieuw/", OWN(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("inloggen/", public(account.login), name="account_login"),
    path("geen-toegang/", public(account.account_inactive), name="account_inactive"),
    path("uitloggen/", public(account.logout), name="account_logout"),
    path("wachtwoord/", OWN(account.password_change), name="account_change_password"),
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
    path("weergave/", appearance, name="appearance"),
    path("huisstijl/<slug:version>.css", style_views.stylesheet, name="stylesheet"),
    path("huisstijl/<slug:version>-logo.svg", style_views.logo, name="style_logo"),
    path("huisstijl/<slug:version>-icoon.svg", style_views.icon, name="style_icon"),
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
