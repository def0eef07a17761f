"""Plans of dose: titration step by step with review points, and reductions as small and slow as the person wants.

A step is a plan, not an order: it takes effect only when a prescriber signs an order for it.
"""

from django.db import models

from ostara.care.medication.models.courses import Course
from ostara.care.rows.models import Row


class DosePlan(Row):
    """A plan for the doses of a course. A later plan replaces it."""

    class Kind(models.TextChoices):
        """Up or down."""

        TITRATION = "titration", "Finding the dose that holds"
        REDUCTION = "reduction", "Reducing"

    course = models.ForeignKey(Course, models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    agreed_on = models.DateField()
    person_led = models.BooleanField("the person asked for it and set its pace", null=True)
    words = models.TextField("the person's own words about it", blank=True, default="")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")


class PlanStep(Row):
    """One step of a plan: a dose from a day on, or a point at which it is reviewed before going on."""

    plan = models.ForeignKey(DosePlan, models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    on = models.DateField()
    dose_mg = models.DecimalField(max_digits=9, decimal_places=3)
    review_first = models.BooleanField("the person is seen before this step", default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "place"], name="one_step_at_a_place")]


class PlanEvent(Row):
    """A pause, going on again, or the end of a plan, whenever the person wants."""

    class Kind(models.TextChoices):
        """What happened to it."""

        PAUSED = "paused", "Paused"
        RESUMED = "resumed", "Going on"
        ENDED = "ended", "Ended"

    plan = models.ForeignKey(DosePlan, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    on = models.DateField()
    words = models.TextField(blank=True, default="")


class CheckIn(Row):
    """How somebody is after a reduction or a stop: a short word about mood and sleep, as long as they wish for it."""

    class Scale(models.IntegerChoices):
        """How it goes."""

        BADLY = 1, "Badly"
        NOT_WELL = 2, "Not well"
        SO_SO = 3, "So-so"
        WELL = 4, "Well"
        VERY_WELL = 5, "Very well"

    course = models.ForeignKey(Course, models.PROTECT, related_name="check_ins")
    on = models.DateField()
    mood = models.PositiveSmallIntegerField(choices=Scale.choices, null=True)
    sleep = models.PositiveSmallIntegerField(choices=Scale.choices, null=True)
    wants_more = models.BooleanField("wishes to be asked again", null=True)
    wants_back = models.BooleanField("wishes to go back to the dose before", null=True)
    words = models.TextField(blank=True, default="")
