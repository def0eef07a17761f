"""Events of the audit and the seals over them.

No foreign keys: an event outlives whatever it speaks of (DESIGN, rule 5). Seals list their events one by one, because
a transaction that took its number early may be seen late.
"""

from django.db import models
from django.utils import timezone

from ostara.care.rows.models import new_key


class Event(models.Model):
    """One thing somebody did, or looked at."""

    never_changed = True

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    at = models.DateTimeField(default=timezone.now)
    user = models.UUIDField(null=True)  # none: the system itself
    user_name = models.CharField(max_length=200, default="")
    role = models.CharField(max_length=40, default="")
    service = models.UUIDField(null=True)
    address = models.CharField("where from", max_length=60, default="")
    verb = models.CharField(max_length=80)
    person = models.UUIDField(null=True)
    kind = models.CharField("kind of record", max_length=80, default="")
    record = models.UUIDField(null=True)
    reason = models.TextField(default="")
    detail = models.JSONField(default=dict)  # codes and names of fields, never what a person said

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], name="audit_by_person"),
            models.Index(fields=["user", "at"], name="audit_by_user"),
            models.Index(fields=["at"], name="audit_by_instant"),
        ]


class Seal(models.Model):
    """A link of the chain: how many events it seals, the hash it begins from and the hash it ends in."""

    never_changed = True

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    events = models.PositiveIntegerField()
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)


class Sealed(models.Model):
    """An event under a seal, its place there, and the hash over it and everything before it."""

    never_changed = True

    event = models.UUIDField(primary_key=True)
    seal = models.PositiveBigIntegerField()
    place = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seal", "place"], name="one_event_in_a_place")]
