"""How a complaint reached the public form: what the caps are counted from."""

from django.db import models

from dossiers.models.dossier import Dossier


class Filing(models.Model):
    """One press on the button. The token makes a double click one complaint (F18)."""

    token = models.CharField(max_length=40, unique=True)
    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="filing")
    at = models.DateTimeField(db_index=True)
    # keyed hashes, enough to count by: of the network address, and of the mailbox behind the mail address
    source = models.CharField(max_length=64, db_index=True)
    mailbox = models.CharField(max_length=64, blank=True, default="")
    marked = models.CharField(max_length=100, blank=True)
    # the browser of the visitor did the work that we asked of it (A6)
    proved = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["source", "at"], name="filing_of_source"),
            models.Index(fields=["mailbox", "at"], name="filing_to_mailbox"),
        ]

    def __str__(self) -> str:
        return str(self.at)
