"""Help given within an episode, as the national words have it: interventions, what they are made of, weekly hours."""

from django.db import models

from ostara.care.accounts.models import Service
from ostara.care.rows.models import HistoryRow
from ostara.care.treatment.models.episodes import Episode


class Intervention(HistoryRow):
    """One kind of help: sought, offered, begun. Its end is a row of its own."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="interventions")
    kind = models.CharField("in our code list intervention_kind", max_length=20)
    national_kind = models.CharField("national code (modality)", max_length=4)
    national_setting = models.CharField("national code (setting)", max_length=4, blank=True, default="")
    medicine = models.CharField("in our code list medicine", max_length=24, blank=True, default="")
    operated_by = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")
    referred_on = models.DateField("waiting begins", null=True)
    offered_on = models.DateField("waiting ends: first appointment offered", null=True)
    started_on = models.DateField(null=True)
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="continued_by")

    class Meta:
        indexes = [models.Index(fields=["episode", "started_on"], name="interventions_of_episode")]


class InterventionEnd(HistoryRow):
    """The end of an intervention. A standing end points at a standing intervention (`correct_help` sees to it)."""

    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="ends")
    on = models.DateField()
    exit_status = models.CharField("national code (modality exit)", max_length=4, blank=True, default="")
    words = models.TextField(blank=True, default="")


class SubIntervention(HistoryRow):
    """What the help was made of in the last six months (national: sub-intervention review). None: not said."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="sub_interventions")
    on = models.DateField()
    prescribing_stabilisation = models.BooleanField(null=True)
    prescribing_withdrawal = models.BooleanField(null=True)
    prescribing_maintenance = models.BooleanField(null=True)
    prescribing_relapse_prevention = models.BooleanField(null=True)
    motivational = models.BooleanField(null=True)
    contingency_management = models.BooleanField(null=True)
    family_and_network = models.BooleanField(null=True)
    cognitive_behavioural = models.BooleanField(null=True)
    mental_health_psychological = models.BooleanField(null=True)
    psychodynamic = models.BooleanField(null=True)
    twelve_step = models.BooleanField(null=True)
    counselling = models.BooleanField(null=True)
    other_psychosocial = models.BooleanField(null=True)
    peer_support = models.BooleanField(null=True)
    mutual_aid = models.BooleanField(null=True)
    family_support = models.BooleanField(null=True)
    parenting_support = models.BooleanField(null=True)
    housing_support = models.BooleanField(null=True)
    employment_support = models.BooleanField(null=True)
    education_support = models.BooleanField(null=True)
    work_projects = models.BooleanField(null=True)
    recovery_check_ups = models.BooleanField(null=True)
    relapse_prevention = models.BooleanField(null=True)
    complementary_therapies = models.BooleanField(null=True)
    mental_health_recovery = models.BooleanField(null=True)
    other_recovery_support = models.BooleanField(null=True)


class WeeklyHours(HistoryRow):
    """How many hours a week of help the person has, as assessed on a day (national: time in treatment)."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="weekly_hours")
    on = models.DateField()
    band = models.CharField("national code", max_length=2)
