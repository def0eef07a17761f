"""What whoever opens a record must see first: flags, and the face of the person."""

from django.db import models
from django.db.models import F, Q

from ostara.care.people.models.person import Person
from ostara.care.rows.models import HistoryRow


class Flag(HistoryRow):
    """Something to look out for, raised on a day. Its end is a correction that gives the day."""

    class Kind(models.TextChoices):
        """What it is about."""

        SAFEGUARDING_ADULT = "safeguarding_adult", "Safeguarding: adult"
        SAFEGUARDING_CHILD = "safeguarding_child", "Safeguarding: child"
        RISK_TO_STAFF = "risk_to_staff", "Risk to staff"
        RISK_TO_OTHERS = "risk_to_others", "Risk to others"
        RISK_TO_SELF = "risk_to_self", "Risk to themselves"
        OTHER = "other", "Something else to know"

    words_of_others = ("words",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="flags")
    kind = models.CharField("kind", max_length=20, choices=Kind)
    raised_on = models.DateField("raised on")
    ended_on = models.DateField("ended on", null=True, blank=True)
    words = models.TextField("what to know and what to do")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("raised_on")), name="flag_ends_after_start"
            )
        ]


class Photo(HistoryRow):
    """A small picture of a person's face: re-encoded, without what a camera writes into it. The latest one holds."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="photos")
    taken_on = models.DateField("taken on")
    jpeg = models.BinaryField("picture")
