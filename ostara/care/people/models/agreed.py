"""What a person agreed to, as dated answers, and how long their record is kept."""

from django.db import models
from django.db.models import Q

from ostara.care.accounts.models import Service
from ostara.care.people.choices import Answer
from ostara.care.people.models.person import Person
from ostara.care.rows.models import HistoryRow


class Consent(HistoryRow):
    """An answer to a question about consent on a day. No row: not asked. The latest answer holds."""

    class Kind(models.TextChoices):
        """What was asked for."""

        TREATMENT = "treatment", "To be treated"
        NDTMS = "ndtms", "To share details with the national system (NDTMS)"
        SHARING = "sharing", "To share the record with another service"

    class How(models.TextChoices):
        """How they were asked."""

        IN_PERSON = "in_person", "Face to face"
        TELEPHONE = "telephone", "By telephone"
        VIDEO = "video", "By video"
        WRITTEN = "written", "In writing"

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    kind = models.CharField("consent", max_length=10, choices=Kind)
    answer = models.CharField("answer", max_length=3, choices=Answer)
    asked_on = models.DateField("asked on")
    with_service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="with which service"
    )
    how = models.CharField("how they were asked", max_length=10, blank=True, default="", choices=How)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="sharing", with_service__isnull=False)
                | (~Q(kind="sharing") & Q(with_service__isnull=True)),
                name="sharing_is_with_a_service",
            )
        ]
        indexes = [models.Index(fields=["person", "kind", "asked_on"], name="consent_by_person")]


class Keeping(HistoryRow):
    """What a manager decided about a record past its retention day. Nothing is removed by itself."""

    class Decision(models.TextChoices):
        """What is to become of it."""

        KEEP = "keep", "Keep it longer"
        REMOVE = "remove", "It may be removed"

    person = models.ForeignKey(Person, models.PROTECT, related_name="keepings")
    decided_on = models.DateField("decided on")
    decision = models.CharField("decision", max_length=6, choices=Decision)
    keep_until = models.DateField("keep until", null=True, blank=True)
    reason = models.TextField("reason")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="keep", keep_until__isnull=False) | Q(decision="remove", keep_until__isnull=True),
                name="what_is_kept_is_kept_until_a_day",
            )
        ]
