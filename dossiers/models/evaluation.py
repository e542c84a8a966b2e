"""How the complainant looks back (R71)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from dossiers.models.dossier import Dossier

LOW = 5  # a score up to this asks for a call (R23)
SCORE = [MinValueValidator(1), MaxValueValidator(10)]


class Evaluation(models.Model):
    """Two questions, 1 to 10: handling and solution; or why there is no answer (R72)."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="evaluation")
    handling = models.PositiveSmallIntegerField(
        "hoe wij met u omgingen", null=True, blank=True, validators=SCORE
    )
    solution = models.PositiveSmallIntegerField("de oplossing", null=True, blank=True, validators=SCORE)
    comment = models.TextField("in eigen woorden", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # filled when a colleague noted it down during a call, or noted that no answer came
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    absence = models.CharField("waarom geen antwoord", max_length=200, blank=True)
    absent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None)
                | models.Q(handling__range=(1, 10), solution__range=(1, 10)),
                name="both_questions",
            ),
            models.CheckConstraint(
                condition=models.Q(absent_at=None) | ~models.Q(absence=""), name="absence_has_a_reason"
            ),
        ]

    @property
    def is_low(self) -> bool:
        return self.answered_at is not None and min(self.handling or 10, self.solution or 10) <= LOW

    def __str__(self) -> str:
        return f"evaluatie {self.dossier_id}"
