"""A person, and the services involved in their care. What is known of them lies in rows beside this one."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from ostara.care.accounts.models import Service
from ostara.care.people.numbers import in_groups
from ostara.care.rows.models import HistoryRow, Row


class Person(Row):
    """Someone who came for help. All that is known of them lies in other rows; this one only says that they are one.

    Several records of one person are joined by `Alias` rows, which can be taken back.
    """

    number = models.CharField("number by which they are found", max_length=12, unique=True)
    on_this_page: tuple[UUID, ...] | None = None  # its records, while one page is made (`questions.joined`)

    @property
    def shown_number(self) -> str:
        """Returns the number as it is read aloud: `123 4567`."""
        return in_groups(self.number)


class Alias(HistoryRow):
    """A record found to be of a person who has another. It points at the one that goes on; withdrawn when undone."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="aliases")
    goes_on_as = models.ForeignKey(Person, models.PROTECT, related_name="joined")
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("goes_on_as")), name="no_record_goes_on_as_itself"),
        ]


class Involvement(HistoryRow):
    """A service's part in a person's care: the reason why its staff may read the record.

    Ends are rows as well: `correct(involvement, until_at=…)`.
    """

    class Because(models.TextChoices):
        """Why a service is involved."""

        REGISTERED = "registered", "registered here"
        REFERRAL = "referral", "referred here"
        EPISODE = "episode", "in treatment here"
        TRANSFER = "transfer", "transferred here"
        CONSENT = "consent", "shared with the person's consent"
        EMERGENCY = "emergency", "opened in an emergency"

    person = models.ForeignKey(Person, models.PROTECT, related_name="involvements")
    service = models.ForeignKey(Service, models.PROTECT, related_name="involvements")
    because = models.CharField(max_length=12, choices=Because.choices)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    only_for = models.UUIDField("the one user an emergency opens it for", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=models.F("from_at")),
                name="involvement_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["service", "person"], name="involvement_by_service")]
