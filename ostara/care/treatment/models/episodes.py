"""An episode of care with one service, what happened in it step by step, and where it stands now.

Episodes that go on from one another (a transfer, coming back after leaving) share a `line`: plan and assessment belong
to the line, so that nobody begins again because a service changed.
"""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case, Q, When

from ostara.care.accounts.models import Service, User
from ostara.care.people.models import Person
from ostara.care.rows.models import HistoryRow, Row
from ostara.care.treatment.states import ORDER_IN_A_DAY, Status, StepKind, Way


class Episode(Row):
    """One stay of a person with one service, from the referral to the discharge; what happened lies in its steps."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="episodes")
    service = models.ForeignKey(Service, models.PROTECT, related_name="episodes")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    line = models.UUIDField(db_index=True, editable=False)  # the key of the first episode of the line

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Begins a line, or goes on with that of the episode it follows."""
        self.line = line_of(self)
        super().save(*args, **kwargs)


def line_of(episode: Episode) -> UUID:
    """Returns the line an episode belongs to; for what is inserted in bulk, which does not call `save`."""
    return episode.follows.line if episode.follows else episode.pk


class Step(HistoryRow):
    """Something that happened to an episode on a day, such as triage or discharge.

    `code` is the national code that belongs to the kind of step (`states.LIST_OF`): who referred, why it ended.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=StepKind.choices)
    on = models.DateField()
    code = models.CharField(max_length=20, blank=True, default="")
    words = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["episode", "on"], name="steps_of_episode")]


STEPS_IN_ORDER = (
    "on",
    Case(*(When(kind=kind, then=place) for kind, place in ORDER_IN_A_DAY.items())),
    "recorded_at",
    "id",
)


class Pathway(HistoryRow):
    """The way a person has chosen, from a day; they may choose another at any time, and none has a time limit."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="pathways")
    kind = models.CharField(max_length=20, choices=Way.choices)
    from_on = models.DateField()
    words = models.TextField("what the person said about it", blank=True, default="")


class Keyworker(HistoryRow):
    """Who works with the person from a day; none: nobody is named."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="keyworkers")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="works_with")
    from_on = models.DateField()
    words = models.TextField("why it changed", blank=True, default="")


class EpisodeNow(models.Model):
    """Where an episode stands: derived from its rows by `projection`, so that a list is one query. Never the truth."""

    episode = models.OneToOneField(Episode, models.PROTECT, primary_key=True, related_name="now")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    status = models.CharField(max_length=16, choices=Status.choices)
    since = models.DateField()
    is_open = models.BooleanField()
    pathway = models.CharField("not decided yet where blank", max_length=20, choices=Way.choices, blank=True)
    keyworker = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    referred_on = models.DateField()
    triaged_on = models.DateField(null=True)
    treated_from = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    discharge_reason = models.CharField("national code", max_length=4, blank=True, default="")
    end_reason = models.CharField("in our own code list", max_length=20, blank=True, default="")
    assessed_on = models.DateField("last assessed", null=True)
    planned_on = models.DateField("first plan", null=True)
    due = models.CharField("what is due next", max_length=8, blank=True, default="")  # plan, review or nothing
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "service"], condition=Q(is_open=True), name="one_open_episode_at_a_service"
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_on__isnull=True) | Q(is_open=False, closed_on__isnull=False),
                name="open_until_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "is_open"], name="open_at_service"),
            models.Index(fields=["keyworker", "is_open"], name="open_of_keyworker"),
        ]
