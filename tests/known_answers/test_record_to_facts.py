"""One person's record beside what a reader of it wrote down by hand: every fact below, and nothing contradicts it."""

from decimal import Decimal

import pytest
from django.utils import timezone

from ostara.care.facts.gathering import facts_for
from ostara.care.health.models import Ecg, HealthCheck, NaloxoneKit, OtherMedicine, Risk, Vaccination, VirusStep
from ostara.care.medication.models import Choice
from tests.episodes import the_episode
from tests.medicines import a_course, days_ago, today
from tests.outcomes_forms import a_profile
from tests.tested import a_specimen

pytestmark = [pytest.mark.django_db, pytest.mark.record]

# Robin has been in treatment for 95 days (first day: day 1 is the 96th day counting today), began methadone 80 days ago
# at 30 mg, went to 50 mg 60 days ago and to 70 mg 40 days ago. Watched daily; the last three days were not collected.
BY_HAND = {
    "order.medicine": "methadone",
    "order.daily_mg": Decimal(70),
    "course.day": 81,
    "course.days_since_last_rise": 40,
    "gap.days": 3,
    "gap.unreported_days": 0,
    "gap.separate": 1,
    "gap.usual_mg": Decimal(70),
    "gap.prescriber_decided": False,
    "treatment.day": 96,
    "plan.made": True,
    "plan.reviewed_ever": False,
    "plan.outcomes_ever": True,
    "plan.days_since_outcomes": 35,
    "use.heroin_days": 6,
    "use.on_top_reported": True,
    "use.positive_tests": 1,
    "testing.days_since_last": 12,
    "testing.days_since_positive": 12,
    "heart.ecg_ever": True,
    "heart.qtc_ms": 441,
    "heart.months_since_ecg": 2,
    "heart.qtc_acted_on": False,
    "risks.benzodiazepine": True,
    "medicines.benzodiazepine_plan": True,
    "risks.naloxone_kit": True,
    "overdose.kit_trained": True,
    "overdose.happened": False,
    "checks.physical_ever": True,
    "checks.drives": False,
    "checks.driving_told": False,
    "bbv.hepatitis_c_offered": True,
    "bbv.hiv_offered": False,
    "bbv.rna_positive": True,
    "bbv.days_since_rna_result": 50,
    "bbv.referred": False,
    "vaccine.doses": 2,
    "vaccine.days_since_first": 30,
    "support.keyworker": True,
    "rewards.in_programme": False,
    "aftercare.ended": False,
}
# What nobody recorded of Robin is unknown, and not no.
UNKNOWN = ("person.pregnant", "health.acute_asthma", "checks.alcohol_points", "bbv.injects", "heart.collapse_since_ecg")


def robin():
    course = a_course().on(mg=30, since=days_ago(80)).on(mg=50, since=days_ago(60)).on(mg=70, since=days_ago(40))
    course.supplied_daily(days_ago(30), days_ago(4))
    course.supplied_daily(days_ago(3), days_ago(1), outcome="not_collected")
    person, service = course.course.person, course.course.service
    episode = the_episode(person, service).episode
    a_profile(of=episode, day=days_ago(35), heroin_days=6)
    a_specimen(of=person, at=service, ago=12, opiates="positive", eddp="positive")

    def recorded(model, ago, **fields):
        said = {"person": person, "service": service, "recorded_at": timezone.now()}
        model.objects.create(**said, on=days_ago(ago), **fields)

    recorded(Ecg, 70, done="done", qtc_ms=441)
    recorded(OtherMedicine, 60, name="diazepam", group="benzodiazepine", source="elsewhere")
    recorded(Risk, 55, kind="benzodiazepine", plan="The GP lowers it by 2 mg each month")
    recorded(NaloxoneKit, 50, kit="nyxoid", held_by="person", expires_on=days_ago(-300), trained="Y")
    recorded(HealthCheck, 45, done="done", drives="N", smokes="Y")
    recorded(VirusStep, 65, virus="hcv", step="tested", result="positive")
    recorded(VirusStep, 50, virus="hcv", step="rna", result="positive")
    for dose, ago in ((1, 30), (2, 23)):
        recorded(Vaccination, ago, vaccine="hbv", step="given", dose=dose, schedule="super_accelerated")
    told = {"person": person, "course": course.course, "chosen": "methadone_1", "told_driving": True}
    Choice.objects.create(**told, on=days_ago(80), recorded_at=timezone.now())
    return course


def test_the_record_says_what_a_reader_wrote_down():
    course = robin()
    facts = facts_for(course.course.person, on=today(), course=course.course)
    assert {path: facts.said(path) for path in BY_HAND} == BY_HAND
    assert {path: facts.said(path) for path in UNKNOWN} == dict.fromkeys(UNKNOWN)
    assert facts.conflicts == ()
