"""What rules answered, and the numbers a service has made tighter."""

from django.db import models

from ostara.care.accounts.models import User
from ostara.care.medication.models import Course
from ostara.care.people.models import Person
from ostara.care.rows.models import Row


class Finding(Row):
    """What one rule answered before something was done, from which facts, and why somebody went on.

    `version` is the hash of the rule's words and numbers; `seen` holds the facts by their paths. `decided_by` is who
    decided where somebody else answered for them; none where whoever recorded it decided.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="findings")
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="findings")
    rule = models.CharField(max_length=16)
    version = models.CharField(max_length=64)
    moment = models.CharField(max_length=12)
    answer = models.BooleanField("yes; empty: it could not be known", null=True)
    response = models.CharField(max_length=4)
    message = models.TextField()
    seen = models.JSONField(default=dict)
    missing = models.JSONField(default=list)
    signed = models.BooleanField("the rule was signed off here")
    unverified = models.BooleanField("it rests on something nobody has verified")
    reason = models.CharField("why somebody went on", max_length=20, blank=True, default="")
    words = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="who decided it, where somebody else wrote it"
    )
    about = models.UUIDField("the row that was written", null=True)
    about_kind = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["person", "recorded_at"], name="findings_of_person"),
            models.Index(fields=["rule", "recorded_at"], name="findings_of_rule"),
        ]


class FindingReview(Row):
    """A second look at why somebody went on."""

    finding = models.OneToOneField(Finding, models.PROTECT, related_name="review")
    agrees = models.BooleanField()
    words = models.TextField(blank=True, default="")


class Tightened(Row):
    """A number of the rulebook that is tighter here: one proposes it, a second person has to agree (H11)."""

    name = models.CharField("the parameter", max_length=60)
    value = models.CharField(max_length=20)
    from_on = models.DateField()
    words = models.TextField("why")


class TightenedAgreed(Row):
    """The second person's agreement."""

    tightened = models.OneToOneField(Tightened, models.PROTECT, related_name="agreed")
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
