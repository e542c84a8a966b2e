"""Settings, top to bottom. Each value from outside is read here, once; nothing guesses where it runs.

`manage.py up` and `manage.py test` fill in the embedded defaults before Django starts (bootstrap.py).
A missing or wrong value stops the start with one line that names it.
"""

from __future__ import annotations

import ipaddress
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from environs import Env, EnvError

from klachten.mailserver import mail_server
from klachten.refusals import refusal

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / "var"

_env = Env()


def outside(name: str, read: Callable[..., Any], wants: str, **kwargs: Any) -> Any:
    """Read one value from the environment; stop with one clear line when it is missing or wrong."""
    try:
        value = read(name, **kwargs)
    except (EnvError, ValueError, KeyError) as error:
        said = "ontbreekt" if name not in os.environ else f"klopt niet ({error})"
        sys.exit(f"Klachten start niet: {name} {said}. Geef {wants}.")
    if value == "" and "default" not in kwargs:
        sys.exit(f"Klachten start niet: {name} is leeg. Geef {wants}.")
    return value


def _web_address(name: str) -> str:
    value = _env.str(name).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(value)
    return value


def _whole(address: str) -> str:
    """What stands after a # or ? is no part of the password any more, and nothing would say so."""
    if "#" in address:
        raise ValueError("een # in een naam of wachtwoord schrijf je als %23")
    return address


def _database(name: str) -> Any:
    _whole(_env.str(name))
    return _env.dj_db_url(name)


def _networks(name: str, **kwargs: Any) -> list[Any]:
    return [ipaddress.ip_network(part) for part in _env.list(name, **kwargs) if part]


def _mail_server(name: str, **kwargs: Any) -> dict[str, Any] | None:
    value = _env.str(name, **kwargs)
    return mail_server(_whole(value)) if value or "default" not in kwargs else None


def _addresses(name: str, **kwargs: Any) -> list[str]:
    found = [part.strip() for part in _env.list(name, **kwargs) if part.strip()]
    if wrong := [part for part in found if not part.isascii() or not 0 < part.find("@") < len(part) - 1]:
        raise ValueError(wrong[0])
    return found


def _command(name: str, **kwargs: Any) -> list[str]:
    """A command line, taken apart as a shell would, but never given to one."""
    words = shlex.split(_env.str(name, **kwargs))
    if words and not shutil.which(words[0]):
        raise ValueError(f"het programma {words[0]} is er niet")
    return words


# --- from outside
SECRET_KEY = outside("SECRET_KEY", _env.str, "een lange geheime tekst van minstens 50 tekens")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    sys.exit(
        "Klachten start niet: SECRET_KEY is te makkelijk. Geef een geheime tekst van minstens 50 tekens, gemaakt met "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'."
    )
# keys from before, while people still have sessions and invitations that were made with them (docs/production.md)
SECRET_KEY_FALLBACKS = outside(
    "SECRET_KEY_FALLBACKS", _env.list, "vorige geheime teksten, met komma's ertussen (of niets)", default=[]
)
DATABASES = {
    "default": outside(
        "DATABASE_URL", _database, "een adres zoals postgres://naam:wachtwoord@host:5432/klachten"
    )
}
CELERY_BROKER_URL = outside("CELERY_BROKER_URL", _env.str, "een adres zoals redis://host:6379/0")
_mail = outside("EMAIL_URL", _mail_server, "een adres zoals smtp+tls://naam:wachtwoord@host:587")
BASE_URL = outside("BASE_URL", _web_address, "het webadres, zoals https://klachten.gemeente.nl")
MEDIA_ROOT = Path(outside("MEDIA_ROOT", _env.str, "een map voor de bijlagen"))
ALLOWED_HOSTS = outside("ALLOWED_HOSTS", _env.list, "de namen van de website, met komma's ertussen")
TRUSTED_PROXIES = outside(
    "TRUSTED_PROXIES", _networks, "de adressen van de proxy's, zoals 10.0.0.0/8 (of niets)", default=[]
)
STATIC_ROOT = Path(outside("STATIC_ROOT", _env.str, "een map", default=str(DATA_DIR / "static")))
DEBUG = outside("DEBUG", _env.bool, "true of false", default=False)
DEMO = outside("DEMO", _env.bool, "true of false", default=False)
DEMO_PASSWORD = "welkom bij klachten"  # of the made-up people, who exist only where DEMO made them
# how long a sender owns a message; after that another may take it (seconds, well above EMAIL_TIMEOUT)
LEASE_SECONDS = outside("LEASE_SECONDS", _env.int, "een aantal seconden", default=180)
# the second road of a warning: another mail server, a command, or both (docs/promises.md)
ALARM_EMAIL = outside(
    "ALARM_EMAIL_URL",
    _mail_server,
    "een tweede mailserver, zoals smtp+tls://naam:wachtwoord@host:587 (of niets)",
    default="",
)
ALARM_EMAIL_TO = outside(
    "ALARM_EMAIL_TO", _addresses, "mailadressen met komma's ertussen (of niets: alle managers)", default=[]
)
ALARM_COMMAND = outside("ALARM_COMMAND", _command, "een opdracht die er is (of niets)", default="")
if ALARM_EMAIL_TO and not ALARM_EMAIL:
    sys.exit("Klachten start niet: ALARM_EMAIL_TO doet niets zonder ALARM_EMAIL_URL. Geef die ook.")
if ALARM_EMAIL and (ALARM_EMAIL["HOST"], ALARM_EMAIL["PORT"]) == (_mail["HOST"], _mail["PORT"]):
    sys.exit("Klachten start niet: ALARM_EMAIL_URL is dezelfde mailserver als EMAIL_URL. Geef een andere.")
LOG_LEVEL = outside("LOG_LEVEL", _env.log_level, "DEBUG, INFO, WARNING of ERROR", default="INFO")
if _why := refusal(BASE_URL, debug=DEBUG, demo=DEMO, hosts=ALLOWED_HOSTS, proxies=TRUSTED_PROXIES):
    sys.exit(f"Klachten start niet: {_why}")

# --- database
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # one writer at a time: take the write lock at BEGIN, wait for it, and never lose a commit
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # a process that froze in the middle of a transaction may not hold what the guard must send (F14)
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c idle_in_transaction_session_timeout=2min"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# the rate limits of the log-in live here: shared by all processes, and never down while the product is up
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# --- the pieces
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "dossiers",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "klachten.compression.Pages",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "dossiers.organisation.middleware.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dossiers.organisation.middleware.FirstStart",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "klachten.urls"
WSGI_APPLICATION = "klachten.wsgi.application"
ASGI_APPLICATION = "klachten.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dossiers.context.site",
                "dossiers.handbook.context.help_here",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # collected by whoever installs, read by the user that the web runs as, and by a proxy
    "staticfiles": {"BACKEND": "klachten.staticfiles.Lean", "OPTIONS": {"file_permissions_mode": 0o644}},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 30

# --- language and time
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# --- people
AUTH_USER_MODEL = "dossiers.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "dossiers.organisation.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "dossiers.organisation.passwords.NotAboutYou"},
    {"NAME": "dossiers.organisation.passwords.NotCommon"},
    {"NAME": "dossiers.organisation.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "dossiers.organisation.account.Adapter"
ACCOUNT_FORMS = {
    "login": "dossiers.organisation.account_forms.LoginForm",
    "reset_password": "dossiers.organisation.account_forms.ResetPasswordForm",
    "reset_password_from_key": "dossiers.organisation.account_forms.ResetPasswordKeyForm",
    "change_password": "dossiers.organisation.account_forms.ChangePasswordForm",
    "reauthenticate": "dossiers.organisation.account_forms.PasswordAgainForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# the second step of logging in: a code of an app on the phone, or one of ten for when that is lost
MFA_ADAPTER = "dossiers.organisation.two_factor.Adapter"
MFA_FORMS = {
    "authenticate": "dossiers.organisation.account_forms.CodeForm",
    "reauthenticate": "dossiers.organisation.account_forms.CodeAgainForm",
    "activate_totp": "dossiers.organisation.account_forms.FirstCodeForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a beheerder invited everybody at this address

# --- mail out: a time-out has no default in Django, and a silent server must not hold a worker
for _key in ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL"):
    globals()[f"EMAIL_{_key}"] = _mail[_key]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 15

# --- security
_https = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "dossiers.casework.gone.no_token"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_ENGINE = "dossiers.models.session"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^gezondheid/$"]
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
# HSTS speaks for our own host alone: what runs below it, or beside it in the same domain, may be somebody else's
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"  # the secret of a follow link never travels to another site
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- logs: what happened to which row, never a name or a text; whoever has a line to write, it goes through ours
_through_ours: dict[str, Any] = {"handlers": [], "propagate": True}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "klachten.logs.Line", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "filters": {"secrets": {"()": "klachten.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "loggers": {
        **dict.fromkeys(("django", "django.server", "gunicorn.error", "gunicorn.access"), _through_ours),
        "django.db.backends": {"level": "INFO"},  # below that it writes each statement with its values
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
