"""Records opened in an emergency, and what a reviewer made of it. Who shares whose care: `people.Involvement`."""

from django.db import models
from django.db.models import Q

from ostara.care.accounts.models import Service, User
from ostara.care.people.models import Involvement, Person
from ostara.care.rows.models import HistoryRow, Row


class Why(models.TextChoices):
    """Why a record was opened in an emergency."""

    LIFE = "life", "Danger to life: overdose, collapse, suicide"
    DOSE = "dose", "Safety of a dose that is due now"
    HOSPITAL = "hospital", "In hospital, in custody or out of hours, and needs treatment now"
    SAFEGUARDING = "safeguarding", "Safety of a child or of another person"
    OTHER = "other", "Something else, said below"


class Opening(Row):
    """A record opened by somebody whose service has no part in the person's care: for them alone, for a few hours."""

    words_of_others = ("words",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="openings")
    involvement = models.OneToOneField(Involvement, models.PROTECT, related_name="opening")
    user = models.ForeignKey(User, models.PROTECT, related_name="openings")
    service = models.ForeignKey(Service, models.PROTECT, related_name="openings")
    why = models.CharField("reason", max_length=12, choices=Why)
    words = models.TextField("what happened")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["from_at", "id"], name="openings_by_instant")]


class OpeningReview(HistoryRow):
    """What somebody of the service that cares for the person, or the safety officer, made of an opening."""

    class Outcome(models.TextChoices):
        """Whether it was right."""

        RIGHT = "right", "It was right to open the record"
        TALK = "talk", "Talked over with the person who opened it; nothing more to do"
        WRONG = "wrong", "It was not right: taken further"

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=5, choices=Outcome)
    words = models.TextField("in words")
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opening"], condition=Q(corrects__isnull=True), name="reviewed_once")
        ]
