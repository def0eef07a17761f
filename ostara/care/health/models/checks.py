"""What is looked at in a body: the trace of the heart, the liver, measurements, the yearly check, the review of age."""

from django.db import models
from django.db.models import Q

from ostara.care.health.models.base import Done, Fact, asked, chosen, offered_again, one_of, within


class Ecg(Fact):
    """A trace of the heart and its QTc, or that it was offered and not wanted."""

    class Formula(models.TextChoices):
        """By which formula the QT was corrected."""

        BAZETT = "bazett", "Bazett"
        FRIDERICIA = "fridericia", "Fridericia"
        UNKNOWN = "unknown", "Not recorded"

    done = chosen("whether it was done", Done)
    qtc_ms = models.PositiveSmallIntegerField("QTc in milliseconds", null=True)
    formula = chosen("formula of the QTc", Formula, blank=True, default="")
    read_by = models.CharField("who read it", max_length=120, blank=True, default="")
    offer_again_on = offered_again()

    class Meta(Fact.Meta):
        constraints = [
            within("qtc_ms", 250, 800, "qtc_can_be"),
            models.CheckConstraint(condition=~Q(done="refused") | Q(qtc_ms=None), name="no_qtc_without_a_trace"),
            models.CheckConstraint(
                condition=~Q(done="refused") | Q(offer_again_on__isnull=False), name="ecg_is_offered_again"
            ),
        ]


class LiverTest(Fact):
    """A liver test: ALT beside the upper limit of the laboratory that measured it."""

    alt = models.PositiveSmallIntegerField("ALT in units per litre", null=True)
    alt_upper = models.PositiveSmallIntegerField("upper limit of normal of that laboratory", null=True)
    decompensated = asked("liver disease that is decompensated")

    class Meta(Fact.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(alt_upper=None) | Q(alt_upper__gte=1), name="alt_limit_is_above_nought")
        ]


class Measurement(Fact):
    """Something measured, in the unit of its kind. `second` is the lower number of a blood pressure."""

    class Kind(models.TextChoices):
        """What was measured, with its unit."""

        WEIGHT = "weight", "Weight (kg)"
        HEIGHT = "height", "Height (cm)"
        BLOOD_PRESSURE = "blood_pressure", "Blood pressure (mmHg)"
        PULSE = "pulse", "Pulse (beats a minute)"
        OXYGEN = "oxygen", "Oxygen saturation (%)"
        BREATHS = "breaths", "Breathing (breaths a minute)"
        TEMPERATURE = "temperature", "Temperature (°C)"
        BREATH_ALCOHOL = "breath_alcohol", "Alcohol in breath (µg/100 mL)"
        COWS = "cows", "Withdrawal, COWS (points)"

    kind = chosen("what was measured", Kind)
    time = models.TimeField("time", null=True)
    value = models.DecimalField("value", max_digits=6, decimal_places=1)
    second = models.DecimalField("lower number of a blood pressure", max_digits=6, decimal_places=1, null=True)

    class Meta(Fact.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="measured_is_not_below_nought"),
            models.CheckConstraint(
                condition=Q(kind="blood_pressure", second__isnull=False, second__gte=0, second__lte=models.F("value"))
                | (Q(second__isnull=True) & ~Q(kind="blood_pressure")),
                name="a_blood_pressure_has_two_numbers",
            ),
        ]


class HealthCheck(Fact):
    """The yearly check of physical health, or that it was offered and not wanted."""

    done = chosen("whether it was done", Done)
    smokes = asked("smokes")
    breathing = asked("trouble with breathing (asthma, COPD, sleep apnoea)")
    heart = asked("heart trouble, or fainting")
    teeth = asked("needs a dentist")
    wounds = asked("wounds or sores")
    sites = asked("trouble where they inject, or with veins")
    contraception_asked = asked("periods and contraception were talked about")
    drives = asked("drives")
    offer_again_on = offered_again()

    class Meta(Fact.Meta):
        constraints = [
            one_of("done", Done, "health_check_done_is_known"),
            models.CheckConstraint(
                condition=~Q(done="refused") | Q(offer_again_on__isnull=False), name="health_check_is_offered_again"
            ),
        ]


class OlderReview(Fact):
    """The review of an older person: frailty, falls, breathing, heart, memory, and whether the dose still suits."""

    done = chosen("whether it was done", Done)
    frail = asked("frail, or needs help day by day")
    falls = asked("fell in the last year")
    breathing = asked("breathless, or a long illness of the lungs")
    heart = asked("illness of heart or vessels")
    memory = asked("trouble with memory")
    medicines_looked_at = asked("all medicines were gone through")
    offer_again_on = offered_again()

    class Meta(Fact.Meta):
        constraints = [
            one_of("done", Done, "older_review_done_is_known"),
            models.CheckConstraint(
                condition=~Q(done="refused") | Q(offer_again_on__isnull=False), name="older_review_is_offered_again"
            ),
        ]
