"""Outcomes as rows: the Treatment Outcomes Profile with its grid by week, and answers to scales.

A column without a value says that there is no answer; whether it was asked stands in `not_answered`. Nought is a value.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from ostara.care.people.models import Person
from ostara.care.rows.models import HistoryRow, Row
from ostara.care.treatment.models import Episode
from ostara.knowledge.codes import code_list
from ostara.ndtms.top import Asks, top_items
from ostara.ndtms.top.items import DAYS_A_WEEK

STAGES = tuple(code_list("review_stage").meanings.items())
LATEST = ("-asked_on", "-recorded_at", "-id")  # the latest first, by a key that cannot tie


class Filled(models.TextChoices):
    """How it was filled in."""

    TOGETHER = "together", "Together with the person"
    PERSON = "person", "By the person alone"
    WORKER = "worker", "Without the person"


def _within(highest: int, names: Iterable[str]) -> Q:
    """Every one of these columns is empty or at most this."""
    holds = Q()
    for name in names:
        holds &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__lte": highest})
    return holds


def _named(asks: Asks) -> list[str]:
    return [item.item for item in top_items().values() if item.asks is asks]


def _days() -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField("days of the last 28", null=True)


def _rating() -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField("from 0 (poor) to 20 (good)", null=True)


def _yes_no() -> "models.BooleanField[bool | None, bool | None]":
    return models.BooleanField("yes or no", null=True)


class Top(HistoryRow):
    """A Treatment Outcomes Profile. Its items are columns of their own, under the names of `ndtms.top`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="profiles")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="profiles")
    stage = models.CharField(max_length=8, choices=STAGES)
    asked_on = models.DateField("day on which it was asked")
    filled = models.CharField("how it was filled in", max_length=8, choices=Filled.choices)
    not_answered = models.JSONField("items that were asked and not answered", default=list)

    alcohol_days = _days()
    heroin_days = _days()
    crack_days = _days()
    cocaine_days = _days()
    amphetamine_days = _days()
    cannabis_days = _days()
    other_drug_days = _days()
    other_drug = models.CharField("the other substance", max_length=120, blank=True, default="")
    tobacco_days = _days()
    injecting_days = _days()
    shared_needle = _yes_no()
    shared_other = _yes_no()
    shoplifting_days = _days()
    selling_days = _days()
    vehicle_theft = _yes_no()
    property_theft = _yes_no()
    fraud = _yes_no()
    assault_days = _days()
    psychological_health = _rating()
    paid_work_days = _days()
    unpaid_work_days = _days()
    education_days = _days()
    physical_health = _rating()
    acute_housing_problem = _yes_no()
    unsuitable_housing = _yes_no()
    housing_risk = _yes_no()
    quality_of_life = _rating()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_within(28, _named(Asks.DAYS)), name="top_days_are_of_28"),
            models.CheckConstraint(condition=_within(20, _named(Asks.RATING)), name="top_ratings_end_at_20"),
            models.CheckConstraint(condition=Q(stage__in=[code for code, _ in STAGES]), name="top_stage_is_known"),
        ]
        indexes = [
            models.Index(fields=["person", "asked_on"], name="top_by_person"),
            models.Index(fields=["episode", "asked_on"], name="top_by_episode"),
        ]


class TopDays(Row):
    """The days of each week of an item of a profile, and how much on such a day. None: that week is not known."""

    top = models.ForeignKey(Top, models.PROTECT, related_name="grid")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    item = models.CharField(max_length=20)
    week_1 = models.PositiveSmallIntegerField(null=True)
    week_2 = models.PositiveSmallIntegerField(null=True)
    week_3 = models.PositiveSmallIntegerField(null=True)
    week_4 = models.PositiveSmallIntegerField(null=True)
    amount = models.DecimalField("how much, in the unit of the item", max_digits=8, decimal_places=2, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["top", "item"], name="one_grid_of_an_item"),
            models.CheckConstraint(
                condition=_within(DAYS_A_WEEK, [f"week_{number}" for number in range(1, 5)]),
                name="top_weeks_have_seven_days",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="top_amount_is_not_below_nought"
            ),
        ]

    @property
    def weeks(self) -> tuple[int | None, ...]:
        """The four weeks, in the order of the form."""
        return (self.week_1, self.week_2, self.week_3, self.week_4)


class ScaleAnswers(HistoryRow):
    """Answers to a scale, item by item, with the version that was asked. Total and bands are as they were told then."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="scale_answers")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="scale_answers")
    scale = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    about = models.CharField("the substance that was asked about", max_length=60, blank=True, default="")
    asked_on = models.DateField("day on which it was asked")
    filled = models.CharField("how it was filled in", max_length=8, choices=Filled.choices)
    answers = models.JSONField("answer of each item by its number; an item left out is not answered")
    total = models.PositiveSmallIntegerField(null=True)  # none: an answer is missing
    bands = models.JSONField("bands reached: name, totals, words of the source, status", default=list)

    class Meta:
        indexes = [
            models.Index(fields=["person", "scale", "asked_on"], name="scale_answers_by_person"),
            models.Index(fields=["episode", "asked_on"], name="scale_answers_by_episode"),
        ]
