"""The one application of Klachten."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "dossiers"
    verbose_name = "Klachten"

    def ready(self) -> None:
        from dossiers import checks, tasks  # noqa: F401  (registering is all they do)
