"""Care plans: a plan for a line of care, its revisions with goals in the person's own words, and its reviews."""

from django.db import models

from ostara.care.people.models import Person
from ostara.care.rows.models import HistoryRow, Row, new_key
from ostara.care.treatment.models.episodes import Episode


class Plan(Row):
    """The one plan of a line of care; it goes with the person when the service changes or they come back."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="plans")
    line = models.UUIDField(unique=True)


class PlanRevision(Row):
    """The whole plan as it was agreed on a day. A later one takes its place; of two who save the same, one is told."""

    class Agreed(models.TextChoices):
        """Whether the person agreed."""

        YES = "Y", "Yes, this is my plan"
        IN_PART = "P", "In part"
        NO = "N", "No"
        NOT_YET = "W", "Not asked yet"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="plan_revisions")
    on = models.DateField()
    hopes = models.TextField("what the person wants from life, in their own words", blank=True, default="")
    if_things_go_wrong = models.TextField("what helps when things go wrong", blank=True, default="")
    agreed = models.CharField(max_length=1, choices=Agreed.choices)
    copy_given = models.BooleanField(null=True)
    next_review_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "revision"], name="one_plan_of_a_revision")]


class Goal(Row):
    """One goal of a revision. `goal` stays the same over revisions, so that it can be followed."""

    class Domain(models.TextChoices):
        """What part of life it is about."""

        SUBSTANCES = "substances", "Drugs and alcohol"
        HEALTH = "health", "Health"
        MIND = "mind", "Mental health"
        HOME = "home", "Home and money"
        WORK = "work", "Work and learning"
        FAMILY = "family", "Family and friends"
        LAW = "law", "The law"
        RECOVERY = "recovery", "Recovery and community"

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", "Working on it"
        REACHED = "reached", "Reached"
        SET_ASIDE = "set_aside", "Set aside for now"

    revision = models.ForeignKey(PlanRevision, models.PROTECT, related_name="goals")
    place = models.PositiveSmallIntegerField()
    goal = models.UUIDField(default=new_key)
    domain = models.CharField(max_length=12, choices=Domain.choices)
    words = models.TextField("the goal, in the person's own words")
    steps = models.TextField(blank=True, default="")
    who = models.CharField("who does what", max_length=200, blank=True, default="")
    by_when = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "place"], name="one_goal_at_a_place")]


class PlanReview(HistoryRow):
    """A look back at the plan with the person."""

    class Present(models.TextChoices):
        """Whether the person took part."""

        YES = "Y", "Yes"
        BY_TELEPHONE = "T", "By telephone"
        NO = "N", "No"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    revision = models.ForeignKey(PlanRevision, models.PROTECT, related_name="reviews")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="plan_reviews")
    on = models.DateField()
    present = models.CharField(max_length=1, choices=Present.choices)
    person_says = models.TextField(blank=True, default="")
    keyworker_says = models.TextField(blank=True, default="")
    next_review_on = models.DateField(null=True)
