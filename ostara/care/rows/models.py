"""Rows: recorded by someone at an instant, never changed and never deleted.

A fact that turns out wrong is put right by a new row that points at the old one, with an author and a reason
(DESIGN, rule 5). `standing()` is what is held to be true now; the rest stays readable as history.
"""

from typing import Self, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from uuid6 import uuid7


def new_key() -> UUID:
    """Returns a UUIDv7: in order of time, so that an index grows at its end, and safe to show in an address."""
    return UUID(int=uuid7().int)


class Row(models.Model):
    """Something recorded. The database refuses to update or delete it (see `refusal`)."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )  # none: recorded by a migration from another system

    class Meta:
        abstract = True


M = TypeVar("M", bound=models.Model)


class HistoryQuerySet(models.QuerySet[M]):
    """Questions every history can answer."""

    def standing(self) -> Self:
        """Returns the rows nobody has corrected or withdrawn."""
        return self.filter(corrected_by__isnull=True, withdrawn=False)


class HistoryRow(Row):
    """A fact that may be corrected by another row, or withdrawn by a row that says so.

    A row is corrected at most once: of two people who correct the same row the second is refused by the database,
    and told (`Changed` in `acts`).
    """

    corrects = models.OneToOneField("self", models.PROTECT, null=True, editable=False, related_name="corrected_by")
    why = models.TextField("why it was corrected", blank=True, default="", editable=False)
    withdrawn = models.BooleanField(default=False, editable=False)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        abstract = True


class Act(models.Model):
    """An act already done, by the key its form carried: a form sent twice does its work once."""

    key = models.UUIDField(primary_key=True)
    user = models.UUIDField(null=True)
    name = models.CharField(max_length=80)
    result = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)
