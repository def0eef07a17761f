"""Care that moves: one person to another service, and a whole service to another organisation."""

from django.db import models

from ostara.care.accounts.models import Organisation, Service
from ostara.care.rows.models import Row
from ostara.care.treatment.models.assessments import Answer
from ostara.care.treatment.models.episodes import Episode


class Transfer(Row):
    """An offer of a person's care to another service. Care goes on here until it is accepted."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="transfers")
    to_service = models.ForeignKey(Service, models.PROTECT, related_name="offered_transfers")
    offered_on = models.DateField()
    person_agrees = models.CharField(max_length=1, choices=Answer.choices)
    handover = models.TextField("what the other service needs to know")


class TransferAnswer(Row):
    """What became of an offer; one answer only, whoever was first."""

    class Kind(models.TextChoices):
        """The answers."""

        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        TAKEN_BACK = "taken_back", "Taken back"

    transfer = models.OneToOneField(Transfer, models.PROTECT, related_name="answer")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField("day on which care passes, or on which it was answered")
    words = models.TextField(blank=True, default="")
    goes_on_as = models.OneToOneField(Episode, models.PROTECT, null=True, related_name="came_by")


class ServiceHandover(Row):
    """A service that passes to another organisation (re-procurement). It stays itself, with all of its history."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="handovers")
    from_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField()
    agency_code_before = models.CharField(max_length=10)
    agency_code_after = models.CharField(max_length=10)
