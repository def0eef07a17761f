"""Stays in prison, as far as they are known: where the path from custody to community breaks, somebody must see it."""

from django.db import models
from django.db.models import F, Q

from ostara.care.people.models import Person
from ostara.care.rows.models import HistoryRow
from ostara.care.treatment.models.assessments import Answer


class Custody(HistoryRow):
    """A stay in prison. Its end is a correction of it that says the day of release."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="stays_in_custody")
    from_on = models.DateField()
    to_on = models.DateField("day of release", null=True)
    ost_inside = models.CharField("OST went on inside", max_length=1, choices=Answer.choices, blank=True, default="")
    referred_on_release = models.CharField(max_length=1, choices=Answer.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="released_after")
        ]
