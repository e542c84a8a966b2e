"""The Django project. Its Celery app is the current one in every process that has Celery."""

import sys
from importlib.util import find_spec

# absent while the bootstrap still has to make .venv
if sys.version_info >= (3, 11) and find_spec("celery"):
    from klachten.celery import app as celery_app  # noqa: F401
