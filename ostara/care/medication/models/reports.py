"""What pharmacies tell us beside supplies: a concern, entered once with who said it; and links by which they reply."""

from django.db import models

from ostara.care.medication.models.courses import Course
from ostara.care.medication.models.places import Place
from ostara.care.medication.models.supplies import Supply
from ostara.care.people.models import Person
from ostara.care.rows.models import HistoryRow


class Report(HistoryRow):
    """Something a pharmacy said about somebody. What follows is a task of its own."""

    class Kind(models.TextChoices):
        """What it is about."""

        INTOXICATED = "intoxicated", "Came intoxicated"
        UNWELL = "unwell", "Is unwell"
        MISSED = "missed", "Has not come"
        NOT_TAKEN = "not_taken", "A dose may not have been taken"
        SHORT = "short", "Something is wrong with the prescription"
        BEHAVIOUR = "behaviour", "Something happened in the pharmacy"
        OTHER = "other", "Something else (say what)"

    place = models.ForeignKey(Place, models.PROTECT, related_name="reports")
    person = models.ForeignKey(Person, models.PROTECT, related_name="pharmacy_reports")
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="reports")
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    said = models.CharField(max_length=10, choices=Supply.Said.choices)
    said_by = models.CharField("who at the pharmacy said so", max_length=200)
    words = models.TextField(blank=True, default="")


class ReplyLink(HistoryRow):
    """Leave for a pharmacy to reply about one day by a link, without signing in, until it ends or is withdrawn."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="reply_links")
    on = models.DateField("the day it is about")
    until_at = models.DateTimeField()
