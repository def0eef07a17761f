"""Supplies as attempts, what went otherwise, guests, and what really happened although it should not have.

`UNIQUE(instalment, attempt)`: whoever is second hears that it was given. Silence is no row (decision 1).
"""

from django.db import models
from django.db.models import Q

from ostara.care.accounts.models import User
from ostara.care.medication.models.courses import Course
from ostara.care.medication.models.places import Place
from ostara.care.medication.models.prescriptions import Instalment
from ostara.care.people.models import Person
from ostara.care.rows.models import HistoryRow, Row


class Supply(Row):
    """What became of an instalment. A new attempt follows only after this one was voided."""

    class Said(models.TextChoices):
        """How it is known."""

        HERE = "here", "Given here"
        TELEPHONE = "telephone", "The pharmacy said so by telephone"
        DESK = "desk", "The pharmacy recorded it"
        LINK = "link", "The pharmacy replied by its link"
        PAPER = "paper", "From a list on paper"
        LATER = "later", "Written down afterwards: systems were down"

    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="supplies")
    attempt = models.PositiveSmallIntegerField()
    course = models.ForeignKey(Course, models.PROTECT, related_name="supplies")
    place = models.ForeignKey(Place, models.PROTECT, related_name="supplies")
    on = models.DateField()
    outcome = models.CharField("in our code list supply_outcome", max_length=14)
    given_mg = models.DecimalField("in all; less than due is a part dose", max_digits=9, decimal_places=3, null=True)
    why_part = models.CharField(max_length=200, blank=True, default="")
    said = models.CharField(max_length=10, choices=Said.choices)
    said_by = models.CharField("who said so, where nobody signed in did it", max_length=200, blank=True, default="")
    collected_by_other = models.BooleanField(default=False)
    site = models.CharField("where on the body, of an injection", max_length=20, blank=True, default="")
    sober = models.BooleanField("the person was seen to be sober", null=True)
    words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instalment", "attempt"], name="one_supply_of_an_attempt"),
            models.CheckConstraint(
                condition=Q(outcome__in=["observed", "collected"], given_mg__gt=0)
                | Q(outcome="not_collected", given_mg__isnull=True),
                name="an_amount_if_given",
            ),
        ]
        indexes = [models.Index(fields=["course", "on"], name="supplies_of_course")]


class SupplyVoid(Row):
    """A supply that was recorded and did not happen like that."""

    supply = models.OneToOneField(Supply, models.PROTECT, related_name="void")
    why = models.TextField()


class SupplyEvent(Row):
    """What went otherwise with a supply: spilled, vomited, given once more, brought back."""

    class Kind(models.TextChoices):
        """What happened."""

        SPILLED = "spilled", "Spilled before it was taken"
        VOMITED = "vomited", "Vomited"
        GIVEN_AGAIN = "given_again", "Given once more"
        BROUGHT_BACK = "brought_back", "Brought back by the person"

    supply = models.ForeignKey(Supply, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    on = models.DateField()
    mg = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    witnessed = models.BooleanField("staff saw it", null=True)
    allowed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True, default="")


class GuestStay(HistoryRow):
    """Some days at another place. For those days the home place gives nothing: one dose, one place."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="guest_stays")
    place = models.ForeignKey(Place, models.PROTECT, related_name="guests")
    from_on = models.DateField()
    until_on = models.DateField()
    confirmed_by = models.CharField("who at that place agreed", max_length=200)


class DoseIncident(HistoryRow):
    """What really happened although it was not authorised: recorded, never refused (DESIGN, rule 6)."""

    class Kind(models.TextChoices):
        """What happened."""

        DOUBLE = "double", "A dose was given twice"
        WRONG_DOSE = "wrong_dose", "A wrong dose was given"
        WRONG_PERSON = "wrong_person", "A dose was given to another person"
        WITHOUT_ORDER = "without_order", "A dose was given without an order in force"
        TOO_EARLY = "too_early", "A dose was given too early"
        OTHER = "other", "Something else (say what)"

    person = models.ForeignKey(Person, models.PROTECT, related_name="dose_incidents")
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="incidents")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="incidents")
    on = models.DateField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    given_mg = models.DecimalField("in all on that day, if known", max_digits=9, decimal_places=3, null=True)
    words = models.TextField("what happened, and what was done at once")


class IncidentReview(Row):
    """What was made of an incident: looked at once, by somebody else than who recorded it if there is somebody else."""

    incident = models.OneToOneField(DoseIncident, models.PROTECT, related_name="review")
    on = models.DateField()
    person_told = models.BooleanField("the person was told what happened", null=True)
    words = models.TextField("what was found, and what changes")


class TestDose(HistoryRow):
    """A small dose under the tongue and the time watched after it, before a first depot (LAI-03)."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="test_doses")
    mg = models.DecimalField(max_digits=9, decimal_places=3)
    given_at = models.DateTimeField()
    watched_until = models.DateTimeField()
    well = models.BooleanField("the person was well", null=True)
    words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(watched_until__gte=models.F("given_at")), name="watched_after_it_is_given"
            )
        ]
