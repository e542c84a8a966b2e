"""What goes out. The row is the work; a Celery task is only a nudge."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from dossiers.models.dossier import Dossier

# as the lists show it: when it went; when it was made, for what did not go
WENT = Coalesce("sent_at", "created_at")


class Message(models.Model):
    """One outgoing message; until it goes only `remake` changes what it says (docs/promises.md)."""

    class Kind(models.TextChoices):
        ACKNOWLEDGEMENT = "ack", "Bevestiging"
        INTRODUCTION = "introduction", "Kennismaking"
        PROGRESS = "progress", "Bericht over voortgang"
        PERSONAL = "personal", "Persoonlijk bericht"
        ANSWER = "answer", "Antwoord"
        SURVEY = "survey", "Vraag hoe het ging"
        REMINDER = "reminder", "Herinnering"
        CLOSING = "closing", "Slotbrief"
        ALARM = "alarm", "Waarschuwing"
        TEST = "test", "Proefmail"

        @classmethod
        def to_colleagues(cls) -> frozenset[str]:
            """Mail that no melder gets, and that belongs to no dossier."""
            return frozenset({cls.ALARM, cls.TEST})

    class Carrier(models.TextChoices):
        EMAIL = "email", "Mail"
        LETTER = "letter", "Brief"
        PHONE = "phone", "Telefoon"
        PAGE = "page", "Op het scherm"

    class State(models.TextChoices):
        HELD = "held", "Wacht op een mens"
        QUEUED = "queued", "Klaar om te gaan"
        CLAIMED = "claimed", "Wordt verstuurd"
        HANDING = "handing", "Wordt overgedragen"
        SENT = "sent", "Verstuurd"
        UNCERTAIN = "uncertain", "Onzeker"
        FAILED = "failed", "Geweigerd"
        SUPPRESSED = "suppressed", "Niet verstuurd"

    # the idempotency key, such as "ack:2026-00017-K": a second row for the same fact cannot exist
    once = models.CharField(max_length=100, unique=True)
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, blank=True, related_name="messages")
    kind = models.CharField("soort", max_length=15, choices=Kind)
    carrier = models.CharField("via", max_length=10, choices=Carrier)
    language = models.CharField(max_length=2, default="nl")
    to_name = models.CharField("aan", max_length=150, blank=True)
    to_address = models.CharField("adres", max_length=320, blank=True)
    subject = models.CharField("onderwerp", max_length=200)
    text = models.TextField("tekst")
    html = models.TextField(blank=True)
    sender = models.CharField(max_length=320)
    reply_to = models.CharField(max_length=320, blank=True)
    message_id = models.CharField(max_length=150, unique=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField("toestand", max_length=12, choices=State, default=State.QUEUED)
    reason = models.CharField("reden", max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    claim = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("verstuurd om", null=True, blank=True)
    answer = models.CharField("antwoord van de server", max_length=300, blank=True)
    # the words and facts it was composed of, so that it can be made anew as long as it has not gone
    made_from = models.JSONField(null=True, blank=True)
    # False between "the server took it" and what follows from that for the dossier; another process may finish it
    told = models.BooleanField(default=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="message_due"),
            models.Index(fields=["dossier", "kind"], name="message_of_dossier"),
            models.Index(fields=["to_address", "created_at"], name="message_to"),
            models.Index(fields=["-created_at", "-id"], name="message_newest"),
            models.Index(WENT.desc(), F("id").desc(), name="message_went"),
            models.Index(fields=["id"], name="message_untold", condition=Q(told=False)),
            models.Index(
                fields=["deadline_at"], name="message_deadline", condition=Q(deadline_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_has_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["claimed", "handing"]) | Q(lease_until__isnull=False),
                name="owned_has_a_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "suppressed", "failed"]) | ~Q(reason=""),
                name="stopped_for_a_reason",
            ),
            models.UniqueConstraint(fields=["dossier"], condition=Q(kind="ack"), name="one_acknowledgement"),
        ]

    def __str__(self) -> str:
        return self.once

    @property
    def said(self) -> str:
        """Its state in the words of what was done: nobody "sends" a phone call."""
        by_hand = {"letter": "Op de post gedaan", "phone": "Gebeld"}
        went = self.state == self.State.SENT
        return by_hand.get(self.carrier, self.get_state_display()) if went else self.get_state_display()


class Document(models.Model):
    """A PDF with a message: the data is fixed at once, the bytes by the first who needs them."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="documents")
    name = models.CharField(max_length=100)
    template = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField()
    data = models.JSONField()
    content = models.BinaryField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Attempt(models.Model):
    """One try at handing a message over, and what the other side said."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at} {self.outcome}"
