"""A comprehensive assessment: what the person uses, their health, home, work, family, strengths and hopes.

National answers are kept as their codes (lists in `ostara/ndtms/codes`). Blank is *not asked*; not known and not said
are answers of their own, so that unknown never reads as no. How many children there are is kept with the person
(`people.models.Children`): the form asks, and it is written there.
"""

from django.db import models
from django.db.models import Q

from ostara.care.rows.models import HistoryRow, Row
from ostara.care.treatment.models.episodes import Episode


class Answer(models.TextChoices):
    """The answers to a plain question; blank: not asked."""

    YES = "Y", "Yes"
    NO = "N", "No"
    NOT_KNOWN = "U", "Not known"
    NOT_SAID = "D", "Would rather not say"


def asked(words: str) -> "models.CharField[str, str]":
    """Returns the column of a plain question."""
    return models.CharField(words, max_length=1, blank=True, default="", choices=Answer.choices)


def coded(words: str) -> "models.CharField[str, str]":
    """Returns the column of a national code."""
    return models.CharField(words, max_length=4, blank=True, default="")


def told(words: str) -> "models.TextField[str, str]":
    """Returns the column of what was said, in words."""
    return models.TextField(words, blank=True, default="")


def counted(words: str) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    """Returns the column of a number; none: not known."""
    return models.PositiveSmallIntegerField(words, null=True)


class Assessment(HistoryRow):
    """One assessment on a day. The latest of a line of care holds, whichever service wrote it."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="assessments")
    on = models.DateField()

    treated_before = asked("been in treatment before")
    drinking_days = counted("days with alcohol in the last 28")
    drinking_units = counted("units on a usual drinking day")
    tobacco = asked("smokes tobacco")

    injecting = coded("injecting")
    injected_lately = asked("injected in the last 28 days")
    ever_shared = asked("ever shared a needle, syringe or other equipment")
    shared_lately = asked("shared equipment in the last 28 days")
    injects_in_groin_or_neck = asked("injects in the groin or neck")
    uses_alone = asked("uses alone")
    injecting_words = told("about injecting")

    overdosed = asked("ever had an overdose")
    overdosed_on = models.DateField("last overdose", null=True)
    overdoses_in_a_year = counted("overdoses in the last 12 months")
    has_naloxone = asked("has naloxone at hand")
    naloxone_given = asked("naloxone supplied and its use shown")
    overdose_words = told("about overdoses")

    health_assessed_on = models.DateField("health care assessment", null=True)
    physical_health = told("physical health")
    pregnant = asked("pregnant")
    mental_health_need = asked("a mental health need beside the use of substances")
    mental_health = told("mental health")
    thoughts_of_suicide = asked("thoughts of suicide or self-harm")
    medicines = told("medicines and allergies")

    hepatitis_b_offer = coded("hepatitis B vaccination offered")
    hepatitis_b_vaccinations = coded("hepatitis B vaccinations had")
    hepatitis_b_past = asked("hepatitis B in the past")
    hepatitis_c_offer = coded("hepatitis C test offered")
    hepatitis_c_tested = coded("tested for hepatitis C")
    hepatitis_c_tested_on = models.DateField("latest hepatitis C test", null=True)
    hepatitis_c_positive = asked("hepatitis C positive")
    hepatology_referral = asked("referred to hepatology")
    hiv_tested = asked("tested for HIV")

    accommodation = coded("need of a home")
    may_lose_home = asked("at risk of losing the home")
    housing = told("home")
    employment = coded("work")
    volunteers = asked("volunteers")
    studies = asked("in education or training")
    benefits = told("money, benefits and debt")

    children_worry = asked("a worry about a child's safety")
    family = told("family, children and who cares for whom")

    on_an_order = asked("on a court order, on licence or on bail")
    offending = told("offending and the law")

    strengths = told("strengths: what goes well, what the person is proud of")
    people_around = told("people who stand by them")
    means = told("home, money and other means to build on")
    belonging = told("groups, places and beliefs they belong to")

    person_expects = told("what the person expects of treatment, in their own words")
    keyworker_expects = told("what the keyworker expects")
    coordinates_outcomes = asked("this service coordinates the outcome forms (TOP)")

    class Meta:
        indexes = [models.Index(fields=["episode", "on"], name="assessments_of_episode")]


class SubstanceUse(Row):
    """One substance of an assessment, the one that troubles the person most first."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="substances")
    place = models.PositiveSmallIntegerField()
    code = models.CharField("national code", max_length=4)
    route = models.CharField("national code of how it is taken", max_length=4, blank=True, default="")
    age_first_used = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField("days of the last 28", null=True)
    amount = models.CharField("how much on a usual day", max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "place"], name="one_substance_at_a_place"),
            models.UniqueConstraint(fields=["assessment", "code"], name="no_substance_twice"),
            models.CheckConstraint(condition=Q(days__isnull=True) | Q(days__lte=28), name="days_of_28"),
        ]
