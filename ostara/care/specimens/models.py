"""Specimens, the readings made of each, what each reading found, and the days drawn for tests.

A specimen may be read several times (a strip on the day, a laboratory a week later). What was not looked for has no
row: nothing is assumed of it.
"""

from django.db import models
from django.db.models import F, Q

from ostara.care.accounts.models import Service
from ostara.care.asking.fields import in_words
from ostara.care.people.models import Person
from ostara.care.rows.models import HistoryRow, Row, new_key
from ostara.knowledge.codes import code_list

KINDS = tuple(code_list("specimen_kind").meanings.items())
MARKERS = tuple(code_list("test_marker").meanings.items())
RESULTS = tuple(code_list("finding_result").meanings.items())
LATEST = ("-on", "-recorded_at", "-id")  # the latest first, by a key that cannot tie


class Asked(models.TextChoices):
    """Why a test was asked for on that day."""

    RANDOM = "random", "The day was drawn by chance"
    PLANNED = "planned", "At a planned meeting"
    ASSESSMENT = "assessment", "At an assessment, before a prescription"
    PERSON = "person", "The person asked for it"
    CONCERN = "concern", "Because of a worry about safety"
    UNKNOWN = "unknown", "Not recorded"


class Given(models.TextChoices):
    """Whether there is a specimen."""

    GIVEN = "given", "Given"
    REFUSED = "refused", "The person did not want to"
    UNABLE = "unable", "The person could not"


class Method(models.TextChoices):
    """How a specimen was read."""

    IMMUNOASSAY = "immunoassay", "Test strip or cup (immunoassay)"
    LABORATORY = "laboratory", "Laboratory (mass spectrometry)"


class Specimen(HistoryRow):
    """A specimen, or that there was none though one was asked for. Every version of it has one `line`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="specimens")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    line = models.UUIDField("first version", default=new_key, editable=False)
    on = models.DateField("day")
    time = models.TimeField("time", null=True)
    kind = models.CharField("what it is", max_length=12, choices=KINDS)
    asked = models.CharField("why that day", max_length=12, choices=Asked.choices)
    given = models.CharField("whether it was given", max_length=8, choices=Given.choices, default=Given.GIVEN)
    observed = models.BooleanField("somebody was there while it was given", null=True)
    trusted = models.BooleanField("fresh, and the person's own", null=True)
    words = models.TextField("anything else", blank=True, default="")

    words_of_others = ("words",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(given=Given.GIVEN) | Q(observed__isnull=True, trusted__isnull=True),
                name="what_was_not_given_was_not_seen",
            ),
            models.CheckConstraint(condition=Q(given__in=Given.values), name="specimen_given_is_known"),
            models.UniqueConstraint(fields=["line"], condition=Q(corrects=None), name="one_beginning_of_a_specimen"),
        ]
        indexes = [models.Index(fields=["person", "on"], name="specimen_by_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {in_words(self.on)}"


class Reading(HistoryRow):
    """A specimen read: by which panel and method, and on which day. `specimen` is its first version."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    specimen = models.ForeignKey(Specimen, models.PROTECT, related_name="readings")
    panel = models.CharField("what it was tested with", max_length=24)  # `panels.PANELS`
    method = models.CharField("how it was read", max_length=12, choices=Method.choices)
    on = models.DateField("day on which the result came")
    words = models.TextField("anything else", blank=True, default="")

    words_of_others = ("words",)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(method__in=Method.values), name="reading_method_is_known")]
        indexes = [models.Index(fields=["person", "on"], name="reading_by_person")]

    def __str__(self) -> str:
        return f"{self.get_method_display()}, {in_words(self.on)}"


class Result(Row):
    """What a reading found of one thing that it looked for."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="results")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    marker = models.CharField("looked for", max_length=20, choices=MARKERS)
    result = models.CharField("result", max_length=8, choices=RESULTS)
    prescribed = models.BooleanField("the person's own prescription explains it", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reading", "marker"], name="one_result_of_a_marker"),
            models.CheckConstraint(condition=Q(result__in=[code for code, _ in RESULTS]), name="result_is_known"),
        ]


class Drawing(HistoryRow):
    """Days for tests, drawn by chance: one in each stretch of `every_days`. The latest one that stands holds.

    The seed is kept, so that anybody can draw again and see that nobody chose the days.
    """

    class Because(models.TextChoices):
        """Why so often."""

        FIRST_WEEKS = "first_weeks", "first weeks of treatment"
        USE_ON_TOP = "use_on_top", "use on top was reported or found"
        NOT_KNOWN = "not_known", "whether there is use on top is not known"
        STEADY = "steady", "no use on top for a while"
        CHOSEN = "chosen", "agreed with the person"

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    on = models.DateField("day of drawing")
    from_on = models.DateField("first day it may fall on")
    until_on = models.DateField("last day it may fall on")
    every_days = models.PositiveSmallIntegerField("days of each stretch")
    because = models.CharField("why so often", max_length=12, choices=Because.choices)
    seed = models.CharField("number that chance began from", max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="drawing_ends_after_start"),
            models.CheckConstraint(condition=Q(every_days__gte=1), name="drawing_has_stretches"),
        ]
        indexes = [models.Index(fields=["person", "on"], name="drawing_by_person")]

    def __str__(self) -> str:
        return f"drawn on {in_words(self.on)}"


class DrawnDay(Row):
    """A day drawn for a test. The person is not told it beforehand."""

    drawing = models.ForeignKey(Drawing, models.PROTECT, related_name="days")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField("day")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drawing", "on"], name="one_test_on_a_drawn_day")]
