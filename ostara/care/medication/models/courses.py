"""A course: one medicine as one product, from its first order to its stop; how it came about, and what was chosen.

A person may have several at once: a depot with a tablet between, methadone beside diamorphine (decision 8).
"""

from django.db import models

from ostara.care.accounts.models import Service
from ostara.care.people.models import Person
from ostara.care.rows.models import HistoryRow, Row


class Course(Row):
    """One product for one person. Its dose lies in its orders."""

    class Purpose(models.TextChoices):
        """What it is for."""

        MAINTENANCE = "maintenance", "Stability, for as long as it helps"
        WITHDRAWAL = "withdrawal", "Coming off opioids (detoxification)"
        RELAPSE_PREVENTION = "relapse_prevention", "Staying off opioids"
        ADJUNCT = "adjunct", "Beside another medicine"

    class Began(models.TextChoices):
        """How it began. A confirmed continuation is no induction (decision 2)."""

        INDUCTION = "induction", "Started here"
        CONTINUATION = "continuation", "Goes on from elsewhere, dose confirmed"
        CONVERSION = "conversion", "Changed from another medicine"

    person = models.ForeignKey(Person, models.PROTECT, related_name="courses")
    service = models.ForeignKey(Service, models.PROTECT, related_name="courses")
    product = models.CharField("in our list of products", max_length=40)
    medicine = models.CharField("in our code list medicine", max_length=24)
    form = models.CharField("in our code list medicine_form", max_length=20)
    strength = models.DecimalField("mg/mL of a liquid", max_digits=6, decimal_places=2, null=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    began = models.CharField(max_length=12, choices=Began.choices)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        indexes = [models.Index(fields=["service"], name="courses_of_service")]


class Confirmation(HistoryRow):
    """What another provider said about the dose somebody comes with, and who said it."""

    class Source(models.TextChoices):
        """Who said so."""

        PRISON = "prison", "Prison health care"
        HOSPITAL = "hospital", "Hospital"
        SERVICE = "service", "Another treatment service"
        PHARMACY = "pharmacy", "Pharmacy"

    class Watched(models.TextChoices):
        """Whether the last dose was watched."""

        YES = "yes", "Yes, it was watched"
        NO = "no", "No, it was taken away"
        UNKNOWN = "unknown", "They could not say"

    course = models.ForeignKey(Course, models.PROTECT, related_name="confirmations")
    source = models.CharField(max_length=10, choices=Source.choices)
    said_by = models.CharField("name and telephone of who said it", max_length=200)
    on = models.DateField("day on which it was said")
    last_dose_on = models.DateField()
    last_mg = models.DecimalField(max_digits=9, decimal_places=3)
    watched = models.CharField(max_length=8, choices=Watched.choices)


class Choice(HistoryRow):
    """The person's choice of medicine and what they had been told before. None: nobody recorded it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="medicine_choices")
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="choices")
    on = models.DateField()
    chosen = models.CharField("in our list of products", max_length=40)
    why = models.TextField("why, in the person's own words", blank=True, default="")
    told_side_effects = models.BooleanField(null=True)
    told_stopping = models.BooleanField("what stopping is like", null=True)
    told_alternatives = models.BooleanField("what else there is", null=True)
    told_tolerance = models.BooleanField("that tolerance falls quickly, and overdose", null=True)
    told_driving = models.BooleanField(null=True)
    told_storage = models.BooleanField("how to keep it away from children", null=True)
    leaflet = models.BooleanField("has it in writing", null=True)
