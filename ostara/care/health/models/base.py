"""What every fact of health has: whose it is, where it was recorded, and its day."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from ostara.care.accounts.models import Service
from ostara.care.people.models import Person
from ostara.care.rows.models import HistoryRow

LATEST = ("-on", "-recorded_at", "-id")  # the latest first, by a key that cannot tie


class YesNo(models.TextChoices):
    """Answers to a question that was asked; blank: nobody asked."""

    YES = "Y", "Yes"
    NO = "N", "No"
    UNKNOWN = "U", "Not known"
    DECLINED = "D", "Did not want to say"


class Done(models.TextChoices):
    """Whether something offered took place."""

    DONE = "done", "Done"
    REFUSED = "refused", "Offered, and not wanted now"


class Fact(HistoryRow):
    """A fact of health."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    on = models.DateField("day")
    words = models.TextField("anything else", blank=True, default="")

    words_of_others: tuple[str, ...] = ("words",)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["person", "on"], name="%(class)s_by_person")]


def asked(label: str) -> "models.CharField[str, str]":
    """A question with yes, no, not known, did not want to say; blank: not asked."""
    return models.CharField(label, max_length=1, choices=YesNo.choices, blank=True, default="")


def chosen(label: str, choices: type[models.TextChoices], **more: object) -> "models.CharField[str, str]":
    """One of a list."""
    return models.CharField(label, max_length=24, choices=choices.choices, **more)  # type: ignore[arg-type]  # of a field


def offered_again() -> "models.DateField[Any, date | None]":
    """The day on which something refused is offered again."""
    return models.DateField("offer it again on", null=True)


def one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The column holds one of the list."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def ends_after_start(first: str, last: str, name: str) -> models.CheckConstraint:
    """The last day is empty, or not before the first."""
    return models.CheckConstraint(
        condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": models.F(first)}), name=name
    )


def within(field: str, low: int, high: int, name: str) -> models.CheckConstraint:
    """The number is empty, or within what a body can have."""
    inside = Q(**{f"{field}__gte": low, f"{field}__lte": high})
    return models.CheckConstraint(condition=Q(**{f"{field}__isnull": True}) | inside, name=name)
