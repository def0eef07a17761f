"""Orders as change points of a course, how its doses are supplied, and holds (DESIGN, rule 6).

The end of an order is derived: it holds until the next change point. A stop is a row. An order is put right by a
higher revision of the same day; so a course always has one order in force or an explicit stop.
"""

from django.db import models
from django.db.models import Q

from ostara.care.accounts.models import User
from ostara.care.medication.models.courses import Course
from ostara.care.medication.models.places import Place
from ostara.care.rows.models import HistoryRow, Row


class Order(Row):
    """What is prescribed from a day on. `after` is the latest order its prescriber had seen: nobody overtakes unseen.

    `dose_mg` is the dose of a day, or of one injection of a depot.
    """

    class Reason(models.TextChoices):
        """Why the dose is this one."""

        STARTING = "starting", "First order"
        TITRATION = "titration", "Towards a dose that holds"
        WITHDRAWAL = "withdrawal", "Withdrawal or craving"
        USE_ON_TOP = "use_on_top", "Use on top"
        ASKED = "asked", "The person asked for it"
        AGREED_PLAN = "agreed_plan", "The person's agreed plan"
        SEDATION = "sedation", "Sedation"
        QTC = "qtc", "The ECG"
        INTERACTION = "interaction", "Another medicine"
        INTOXICATION = "intoxication", "Intoxication"
        OVERDOSE = "overdose", "An overdose"
        MISSED = "missed", "Days without medicine"
        CONFIRMED = "confirmed", "Confirmed by another provider"
        CONVERSION = "conversion", "Change of medicine"
        SUPERVISION = "supervision", "How doses are taken"
        REVIEWED = "reviewed", "Reviewed and gone on with"
        LEFT = "left", "The person stopped or left"
        OTHER = "other", "Something else (say what)"

    course = models.ForeignKey(Course, models.PROTECT, related_name="orders")
    effective_on = models.DateField("first day")
    revision = models.PositiveSmallIntegerField(default=1)
    after = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    kind = models.CharField("in our code list order_kind", max_length=12)
    dose_mg = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    supervision = models.CharField("in our code list supervision", max_length=12)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.TextField(blank=True, default="")
    patient_led = models.BooleanField("the person's own agreed plan", null=True)
    step = models.ForeignKey("PlanStep", models.PROTECT, null=True, related_name="orders")
    prescriber = models.ForeignKey(User, models.PROTECT, null=True, related_name="orders_signed")
    taken_back = models.BooleanField("this change point no longer holds", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "effective_on", "revision"], name="one_order_of_a_revision"),
            models.UniqueConstraint(fields=["course"], condition=Q(after__isnull=True), name="one_first_order"),
            models.CheckConstraint(
                condition=Q(kind="stop", dose_mg__isnull=True) | (~Q(kind="stop") & Q(dose_mg__gt=0)),
                name="a_dose_unless_a_stop",
            ),
        ]


class BeforeStop(Row):
    """What was seen to when medicine was stopped: naloxone, and that the person knows the risk. No row: nobody said."""

    class Naloxone(models.TextChoices):
        """How it stands with naloxone."""

        HAS = "has", "Has a kit that is in date"
        GIVEN = "given", "Was given a kit now"
        REFUSED = "refused", "Offered, and not wanted now"

    order = models.OneToOneField(Order, models.PROTECT, related_name="before_stop")
    naloxone = models.CharField("blank: not asked", max_length=8, choices=Naloxone.choices, blank=True, default="")
    told_risk = models.BooleanField("told how high the risk of an overdose is in the first weeks after", null=True)


class Arrangement(Row):
    """How doses are supplied from a day on: which weekdays, which of them watched, and where.

    `pickups` and `watched` are seven signs, Monday first: `1` yes, `0` no. A depot needs none.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="arrangements")
    effective_on = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    pickups = models.CharField(max_length=7)
    watched = models.CharField(max_length=7)
    place = models.ForeignKey(Place, models.PROTECT, related_name="arrangements")
    weekend_place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    words = models.TextField("why", blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "effective_on", "revision"], name="one_arrangement_of_a_revision")
        ]


class Hold(HistoryRow):
    """Nothing is supplied under a course until somebody decides. Not a stop: the order stands."""

    class Reason(models.TextChoices):
        """Why it is held."""

        MISSED = "missed", "Days without medicine"
        INTOXICATED = "intoxicated", "Intoxicated"
        HOSPITAL = "hospital", "In hospital"
        CUSTODY = "custody", "In custody"
        UNWELL = "unwell", "Unwell"
        UNKNOWN_DOSE = "unknown_dose", "The last dose is not known"
        OTHER = "other", "Something else (say what)"

    course = models.ForeignKey(Course, models.PROTECT, related_name="holds")
    from_on = models.DateField()
    reason = models.CharField(max_length=14, choices=Reason.choices)
    words = models.TextField(blank=True, default="")


class HoldEnd(Row):
    """The decision that ends a hold; one only. It supplies nothing by itself."""

    class Decision(models.TextChoices):
        """What was decided."""

        GO_ON = "go_on", "Go on with the order as it is"
        NEW_ORDER = "new_order", "Go on under a new order"
        STOPPED = "stopped", "The course was stopped"

    hold = models.OneToOneField(Hold, models.PROTECT, related_name="end")
    on = models.DateField("first day on which it may be supplied again")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    seen = models.BooleanField("the person was seen face to face", null=True)
    words = models.TextField(blank=True, default="")
