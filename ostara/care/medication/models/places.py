"""Where medicine is supplied: pharmacies and dispensing rooms, with the hours they keep."""

from django.core.validators import MaxValueValidator
from django.db import models

from ostara.care.accounts.models import Service
from ostara.care.rows.models import HistoryRow, new_key


class Place(models.Model):
    """A pharmacy, a dispensing room, a ward. Kept up to date; never deleted: it closes."""

    class Kind(models.TextChoices):
        """The kinds of place."""

        PHARMACY = "pharmacy", "Community pharmacy"
        ROOM = "room", "Our own dispensing room"
        PRISON = "prison", "Prison health care"
        HOSPITAL = "hospital", "Hospital"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    area = models.CharField("partnership (DAT) code", max_length=10, db_index=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="places")
    telephone = models.CharField(max_length=40, blank=True, default="")
    address = models.TextField(blank=True, default="")
    ods_code = models.CharField("ODS code", max_length=10, blank=True, default="")
    supervises = models.BooleanField("watches doses", null=True)
    opens_on_bank_holidays = models.BooleanField(null=True)
    closed_on = models.DateField("closed for good", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="one_place_of_a_name")]

    def __str__(self) -> str:
        return self.name


class OpeningHours(HistoryRow):
    """When a place is open on one weekday from a day on; a weekday without a row is not known to be open."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField("0 is Monday", validators=[MaxValueValidator(6)])
    from_on = models.DateField()
    opens = models.TimeField("empty: closed on this weekday", null=True)
    closes = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__isnull=True, closes__isnull=True) | models.Q(closes__gt=models.F("opens")),
                name="closes_after_it_opens",
            ),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="a_day_of_the_week"),
        ]


class Closure(HistoryRow):
    """A day on which a place is closed, or open although one would expect it closed."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="closures")
    on = models.DateField()
    open_all_the_same = models.BooleanField(default=False)
    words = models.CharField(max_length=200, blank=True, default="")
