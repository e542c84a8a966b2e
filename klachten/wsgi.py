"""The door for gunicorn."""

import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klachten.settings")
CHARSET = re.compile(r"(?i);\s*charset=[^;]*")
django = get_wsgi_application()


def plain(environ):
    """Without the character set that a client names: we read UTF-8, and over "hex" Django stumbles outside its net."""
    if "CONTENT_TYPE" in environ:
        environ["CONTENT_TYPE"] = CHARSET.sub("", environ["CONTENT_TYPE"])
    return environ


def application(environ, start_response):
    return django(plain(environ), start_response)
