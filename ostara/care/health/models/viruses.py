"""Blood-borne viruses step by step, from the offer of a test to cure; and vaccines, dose by dose."""

from django.db import models
from django.db.models import Q

from ostara.care.health.models.base import Fact, chosen, offered_again, one_of


class Virus(models.TextChoices):
    """Which virus."""

    HCV = "hcv", "Hepatitis C"
    HBV = "hbv", "Hepatitis B"
    HIV = "hiv", "HIV"


class VirusStep(Fact):
    """One step of the way: offered → tested → result given → RNA → referred → treated → cured."""

    class Step(models.TextChoices):
        """Which step."""

        OFFERED = "offered", "Test offered"
        REFUSED = "refused", "Offered, and not wanted now"
        TESTED = "tested", "Tested (antibody or antigen)"
        RNA = "rna", "Tested for the virus itself (RNA)"
        TOLD = "told", "Result given to the person"
        REFERRED = "referred", "Referred to treatment"
        STARTED = "started", "Treatment started"
        ENDED = "ended", "Treatment ended"
        SVR12 = "svr12", "Tested after treatment (SVR12)"

    class Result(models.TextChoices):
        """What a test said."""

        POSITIVE = "positive", "Positive"
        NEGATIVE = "negative", "Negative"
        UNCLEAR = "unclear", "Cannot be read: to be repeated"
        AWAITED = "awaited", "Not back yet"

    class Sample(models.TextChoices):
        """What was taken."""

        SPOT = "spot", "Dried blood spot"
        VEIN = "vein", "Blood from a vein"
        POINT_OF_CARE = "point_of_care", "Test on the spot"
        UNKNOWN = "unknown", "Not recorded"

    class Route(models.TextChoices):
        """How the person agreed to hear the result."""

        IN_PERSON = "in_person", "Face to face here"
        TELEPHONE = "telephone", "By telephone"
        LETTER = "letter", "By letter"
        MESSAGE = "message", "By text message to come in"
        GP = "gp", "From their GP"
        NOT_AGREED = "not_agreed", "Not agreed yet"

    virus = chosen("virus", Virus)
    step = chosen("step", Step)
    sample = chosen("sample", Sample, blank=True, default="")
    result = chosen("result", Result, blank=True, default="")
    route = chosen("how the person hears the result", Route, blank=True, default="")
    offer_again_on = offered_again()

    class Meta(Fact.Meta):
        constraints = [
            one_of("virus", Virus, "virus_is_known"),
            models.CheckConstraint(
                condition=Q(step__in=("tested", "rna", "svr12"), result__gt="")
                | (Q(result="") & ~Q(step__in=("tested", "rna", "svr12"))),
                name="a_virus_test_has_a_result",
            ),
            models.CheckConstraint(
                condition=~Q(step="refused") | Q(offer_again_on__isnull=False), name="virus_test_is_offered_again"
            ),
        ]


class Vaccine(models.TextChoices):
    """Which vaccine."""

    HBV = "hbv", "Hepatitis B"
    HAV = "hav", "Hepatitis A"
    HAV_HBV = "hav_hbv", "Hepatitis A and B together"


class Vaccination(Fact):
    """A dose of a vaccine, or why there is none."""

    class Step(models.TextChoices):
        """What happened."""

        GIVEN = "given", "Dose given"
        REFUSED = "refused", "Offered, and not wanted now"
        IMMUNE = "immune", "Immune already, by illness or vaccine"

    class Schedule(models.TextChoices):
        """The days on which doses follow."""

        ACCELERATED = "accelerated", "Accelerated: 0, 1, 2 months, then 12"
        SUPER_ACCELERATED = "super_accelerated", "Super-accelerated: 0, 7, 21 days, then 12 months (18 and over)"
        OTHER = "other", "Another, or not known"

    vaccine = chosen("vaccine", Vaccine)
    step = chosen("what happened", Step)
    schedule = chosen("schedule", Schedule, blank=True, default="")
    dose = models.PositiveSmallIntegerField("number of the dose", null=True)
    batch = models.CharField("batch", max_length=40, blank=True, default="")
    offer_again_on = offered_again()

    class Meta(Fact.Meta):
        constraints = [
            one_of("vaccine", Vaccine, "vaccine_is_known"),
            models.CheckConstraint(
                condition=Q(step="given", dose__gte=1, dose__lte=6, schedule__gt="")
                | (Q(dose__isnull=True) & ~Q(step="given")),
                name="a_dose_has_a_number_and_a_schedule",
            ),
            models.CheckConstraint(
                condition=~Q(step="refused") | Q(offer_again_on__isnull=False), name="vaccine_is_offered_again"
            ),
        ]
