"""How a complaint reached the public form: what the caps are counted from."""

from django.db import models

from dossiers.models.dossier import Dossier


class Filing(models.Model):
    """One press on the button. The token makes a double click one complaint (F18)."""

    token = models.CharField(max_length=40, unique=True)
    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="filing")
    at = models.DateTimeField(db_index=True)
    # a keyed hash of the network address, never the address itself
    source = models.CharField(max_length=64, db_index=True)
    marked = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return str(self.at)
