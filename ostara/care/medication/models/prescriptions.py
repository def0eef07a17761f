"""Prescriptions, what became of each, and the instalments they consist of.

A prescription is written from orders that stand; changing the dose voids it and writes another.
"""

from django.db import models
from django.db.models import Q

from ostara.care.medication.models.courses import Course
from ostara.care.medication.models.orders import Order
from ostara.care.medication.models.places import Place
from ostara.care.rows.models import Row
from ostara.knowledge.parameters import parameter

MOST_DAYS = parameter("prescriptions.longest_instalment_days").whole


class Prescription(Row):
    """One form for one course. `number` is ours; a printed form's own number is recorded when it is signed."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="prescriptions")
    place = models.ForeignKey(Place, models.PROTECT, related_name="prescriptions")
    number = models.PositiveIntegerField(unique=True)
    batch = models.UUIDField("made in one run", null=True, db_index=True)
    first_on = models.DateField()
    last_on = models.DateField()
    total_mg = models.DecimalField(max_digits=10, decimal_places=3)
    wordings = models.CharField("approved wordings it carries, by their letters", max_length=10, blank=True, default="")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=models.F("first_on")), name="ends_after_it_begins")
        ]


class PrescriptionEvent(Row):
    """What happened to a prescription. Signed once; once void, cancelled or lost, nothing is supplied on it."""

    class Kind(models.TextChoices):
        """What happened."""

        SIGNED = "signed", "Signed"
        SENT = "sent", "Sent or taken to the pharmacy"
        ARRIVED = "arrived", "The pharmacy has it"
        LOST = "lost", "Lost"
        VOID = "void", "Void: another takes its place"
        CANCELLED = "cancelled", "Cancelled"
        CONFIRMED = "confirmed", "The pharmacy confirmed that it supplies nothing more on it"

    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    said_by = models.CharField("who confirmed it", max_length=200, blank=True, default="")
    serial = models.CharField("serial number of the printed form", max_length=20, blank=True, default="")
    words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prescription"], condition=Q(kind="signed"), name="signed_once"),
            models.UniqueConstraint(
                fields=["prescription"], condition=Q(kind__in=["lost", "void", "cancelled"]), name="ended_once"
            ),
        ]


class Instalment(Row):
    """What is to be supplied on one day: the same dose for one or more days on end. Another dose is another part.

    `watched` says how many of these doses are taken in front of somebody, the first ones. An injection of a depot is
    for one day: how long it lasts is asked of the calendar.
    """

    prescription = models.ForeignKey(Prescription, models.PROTECT, null=True, related_name="instalments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="instalments")
    order = models.ForeignKey(Order, models.PROTECT, related_name="instalments")
    place = models.ForeignKey(Place, models.PROTECT, related_name="instalments")
    due_on = models.DateField()
    part = models.PositiveSmallIntegerField(default=1)
    covers_from = models.DateField()
    days = models.PositiveSmallIntegerField()
    dose_mg = models.DecimalField("of each day, or of the injection", max_digits=9, decimal_places=3)
    watched = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prescription", "due_on", "part"], name="one_instalment_of_a_part"),
            models.UniqueConstraint(
                fields=["course", "due_on", "part"],
                condition=Q(prescription__isnull=True),
                name="one_instalment_of_a_part_here",
            ),
            models.CheckConstraint(
                condition=Q(days__range=(1, MOST_DAYS)) & Q(watched__lte=models.F("days")), name="covers_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "due_on"], name="instalments_due_at_place"),
            models.Index(fields=["course", "due_on"], name="instalments_of_course"),
        ]
