"""Each group of facts from rows: recorded yes, recorded no, and unknown where nobody has said."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ostara.care.facts.gathering import facts_for
from ostara.care.health.models import (
    Ecg,
    HealthCheck,
    LiverTest,
    NaloxoneKit,
    OlderReview,
    OtherMedicine,
    Overdose,
    Pregnancy,
    Risk,
    Vaccination,
    VirusStep,
)
from ostara.care.medication.models import (
    Choice,
    Closure,
    Confirmation,
    Hold,
    HoldEnd,
    OpeningHours,
    Place,
    Prescription,
    PrescriptionEvent,
)
from ostara.care.medication.questions.orders import STOP
from ostara.care.people.models import Card
from ostara.care.specimens.models import Drawing
from ostara.care.tasks.actions import end_task, raise_task
from ostara.care.tasks.models import TaskDone
from ostara.care.treatment.models import Assessment, SubIntervention
from tests.episodes import the_episode
from tests.medicines import a_course, days_ago, today
from tests.outcomes_forms import a_profile, asked
from tests.tested import a_specimen

pytestmark = [pytest.mark.django_db, pytest.mark.record]


def a_stable_course():
    return a_course().on(mg=60, since=days_ago(200))


def recorded(model, course, *, ago=5, **fields):
    said = {"person": course.course.person, "service": course.course.service, "recorded_by": course.prescriber}
    return model.objects.create(**said, recorded_at=timezone.now(), on=days_ago(ago), **fields)


def facts(course):
    return facts_for(course.course.person, on=today(), course=course.course)


def said(course, path):
    return facts(course).said(path)


def in_treatment(course):
    return the_episode(course.course.person, course.course.service)


def done(course, rule, *, outcome=TaskDone.Outcome.DONE):
    task = raise_task(
        service=course.course.service,
        person=course.course.person,
        words="See to it",
        due_on=today(),
        for_role="keyworker",
        because=rule,
        marker=f"{rule} {course.course.person.pk}",
        by=course.actor,
        at=timezone.now(),
    )
    end_task(task=task, outcome=outcome, by=course.actor, at=timezone.now(), words="as agreed")


REFUSED = {"vaccine": "hbv", "step": "refused"}
# What a row says, and what is said without it: (fact, without a row, model, fields, with that row).
ONE_ROW = [
    ("person.pregnant", None, Pregnancy, {}, True),
    ("person.pregnant", None, Pregnancy, {"ended_on": days_ago(1), "outcome": "born"}, False),
    ("person.pregnancy_plan", False, Pregnancy, {"plan": "Midwife each month"}, True),
    ("person.first_trimester", None, Pregnancy, {"last_period_on": days_ago(60)}, True),
    ("person.first_trimester", None, Pregnancy, {"last_period_on": days_ago(91)}, False),
    ("health.lung_disease", None, Risk, {"kind": "breathing"}, True),
    ("health.lung_disease", None, Risk, {"kind": "breathing", "ended_on": days_ago(2)}, False),
    ("health.lung_disease", None, HealthCheck, {"done": "done", "breathing": "N"}, False),
    ("health.liver_disease", None, Risk, {"kind": "liver"}, True),
    ("health.decompensated_liver", None, LiverTest, {"decompensated": "Y"}, True),
    ("health.decompensated_liver", None, LiverTest, {"decompensated": "N"}, False),
    ("health.decompensated_liver", None, LiverTest, {"alt": 30, "alt_upper": 40}, None),
    ("heart.disease", None, HealthCheck, {"done": "done", "heart": "N"}, False),
    ("heart.disease", None, Risk, {"kind": "heart"}, True),
    ("heart.electrolyte_problem", None, Risk, {"kind": "electrolytes", "ended_on": days_ago(1)}, False),
    ("heart.ecg_ever", False, Ecg, {"done": "done", "qtc_ms": 420}, True),
    ("risks.recent_overdose", False, Overdose, {"outcome": "lived", "told_on": days_ago(5)}, True),
    ("risks.recent_self_harm", None, Overdose, {"outcome": "lived", "told_on": days_ago(5), "meant": "meant"}, True),
    ("medicines.inhibitor", None, OtherMedicine, {"name": "x", "group": "cyp_inhibitor", "source": "here"}, True),
    ("medicines.inhibitor", None, OtherMedicine, {"name": "x", "group": "other", "source": "here"}, False),
    ("medicines.inducer_started", None, OtherMedicine, {"name": "x", "group": "cyp_inducer", "source": "here"}, True),
    ("medicines.benzodiazepine_plan", False, Risk, {"kind": "benzodiazepine", "plan": "Taper with the GP"}, True),
    ("medicines.benzodiazepine_plan", False, Risk, {"kind": "benzodiazepine"}, False),
    ("checks.liver_ever", False, LiverTest, {"alt": 90, "alt_upper": 40}, True),
    ("checks.alt_times", None, LiverTest, {"alt": 90, "alt_upper": 40}, Decimal("2.25")),
    ("checks.physical_ever", False, HealthCheck, {"done": "done"}, True),
    ("checks.physical_ever", False, HealthCheck, {"done": "refused", "offer_again_on": days_ago(-30)}, True),
    ("checks.physical_ever", False, HealthCheck, {"done": "refused", "offer_again_on": days_ago(1)}, False),
    ("checks.months_since_physical", None, HealthCheck, {"done": "refused", "offer_again_on": days_ago(-30)}, 0),
    ("checks.smoking_help_offered", False, HealthCheck, {"done": "done", "smokes": "N"}, True),
    ("checks.smoking_help_offered", False, HealthCheck, {"done": "done", "smokes": "Y"}, False),
    ("checks.contraception_ever", False, HealthCheck, {"done": "done", "contraception_asked": "Y"}, True),
    ("checks.drives", None, HealthCheck, {"done": "done", "drives": "Y"}, True),
    ("checks.drives", None, HealthCheck, {"done": "done", "drives": "U"}, None),
    ("checks.older_reviewed", False, OlderReview, {"done": "done"}, True),
    ("checks.older_reviewed", False, OlderReview, {"done": "refused", "offer_again_on": days_ago(-9)}, True),
    ("overdose.happened", False, Overdose, {"outcome": "lived", "told_on": days_ago(5)}, True),
    ("overdose.contacted", False, Overdose, {"outcome": "lived", "told_on": days_ago(5)}, False),
    (
        *("overdose.contacted", False, Overdose),
        *({"outcome": "lived", "told_on": days_ago(5), "contacted_on": days_ago(4)}, True),
    ),
    ("overdose.kit_declined", False, NaloxoneKit, {"kit": "refused", "offer_again_on": days_ago(-9)}, True),
    ("overdose.kit_declined", False, NaloxoneKit, {"kit": "refused", "offer_again_on": days_ago(1)}, False),
    ("overdose.kit_trained", False, NaloxoneKit, {"kit": "nyxoid", "trained": "Y"}, True),
    ("overdose.kit_trained", False, NaloxoneKit, {"kit": "nyxoid", "trained": "N"}, False),
    ("bbv.hepatitis_c_offered", False, VirusStep, {"virus": "hcv", "step": "offered"}, True),
    ("bbv.hepatitis_b_offered", False, VirusStep, {"virus": "hcv", "step": "offered"}, False),
    ("bbv.hepatitis_c_tested_ever", False, VirusStep, {"virus": "hcv", "step": "offered"}, False),
    ("bbv.antibody_positive", False, VirusStep, {"virus": "hcv", "step": "tested", "result": "positive"}, True),
    ("bbv.rna_positive", None, VirusStep, {"virus": "hcv", "step": "tested", "result": "positive"}, None),
    ("bbv.rna_positive", None, VirusStep, {"virus": "hcv", "step": "tested", "result": "negative"}, False),
    ("bbv.rna_positive", None, VirusStep, {"virus": "hcv", "step": "rna", "result": "positive"}, True),
    ("bbv.rna_tested", False, VirusStep, {"virus": "hcv", "step": "rna", "result": "awaited"}, False),
    ("bbv.treatment_ended", False, VirusStep, {"virus": "hcv", "step": "ended"}, True),
    ("bbv.hepatitis_a_immune", None, Vaccination, {"vaccine": "hav", "step": "immune"}, True),
    ("vaccine.immune", False, Vaccination, {"vaccine": "hbv", "step": "immune"}, True),
    ("vaccine.immune", False, Vaccination, {"vaccine": "hav", "step": "immune"}, False),
    (
        "vaccine.declined",
        False,
        Vaccination,
        REFUSED | {"offer_again_on": days_ago(-9)},
        True,
    ),
    (
        "vaccine.declined",
        False,
        Vaccination,
        REFUSED | {"offer_again_on": days_ago(1)},
        False,
    ),
    (
        *("vaccine.doses", 0, Vaccination),
        *({"vaccine": "hbv", "step": "given", "dose": 2, "schedule": "accelerated"}, 2),
    ),
    (
        *("vaccine.schedule", None, Vaccination),
        *({"vaccine": "hbv", "step": "given", "dose": 1, "schedule": "other"}, None),
    ),
]


@pytest.mark.parametrize(("path", "without", "model", "fields", "with_"), ONE_ROW)
def test_a_row_says_what_was_unknown_or_not_done_before(path, without, model, fields, with_):
    course = a_stable_course()
    assert said(course, path) is without or said(course, path) == without
    recorded(model, course, **fields)
    found = said(course, path)
    assert found == with_ and type(found) is type(with_)


def test_a_man_is_not_pregnant_and_will_not_be():
    course = a_stable_course()
    card = course.course.person
    assert said(course, "person.may_become_pregnant") is None

    Card.objects.create(person=card, goes_on_as=card, sex="M")
    assert said(course, "person.may_become_pregnant") is False
    assert said(course, "person.pregnant") is False


def test_cure_of_hepatitis_c_and_the_risk_after_it():
    course = a_stable_course()
    for ago, step, result in ((300, "rna", "positive"), (280, "referred", ""), (200, "ended", "")):
        recorded(VirusStep, course, ago=ago, virus="hcv", step=step, result=result)
    assert said(course, "bbv.referred") is True
    assert (said(course, "bbv.days_since_treatment_end"), said(course, "bbv.cure_tested")) == (200, False)
    recorded(VirusStep, course, ago=90, virus="hcv", step="svr12", result="negative")
    assert said(course, "bbv.cured") and said(course, "bbv.days_since_test_after_cure") == 90
    recorded(VirusStep, course, ago=3, virus="hcv", step="rna", result="positive")
    assert said(course, "bbv.cured") is False and said(course, "bbv.rna_positive") is True


def test_tests_that_were_given_and_what_they_showed():
    course = a_stable_course()
    assert said(course, "testing.ever") is False and said(course, "testing.days_since_last") is None
    person, service = course.course.person, course.course.service
    a_specimen(of=person, at=service, ago=40, opiates="negative", cocaine="negative")
    assert (said(course, "testing.days_since_last"), said(course, "testing.positive_ever")) == (40, False)
    a_specimen(of=person, at=service, ago=9, opiates="positive", cocaine="positive")
    a_specimen(of=person, at=service, ago=2, given="refused")
    assert (said(course, "testing.days_since_last"), said(course, "testing.days_since_positive")) == (9, 9)
    assert said(course, "use.positive_tests") == 1 and said(course, "use.cocaine_found") is True


def test_fewer_tests_are_agreed_by_the_drawing():
    course = a_stable_course()
    assert said(course, "testing.fewer_agreed") is False
    drawn = {"from_on": today(), "until_on": today(), "every_days": 30, "seed": "1"}
    recorded(Drawing, course, ago=3, because=Drawing.Because.STEADY, **drawn)
    assert said(course, "testing.fewer_agreed") is True


def test_the_specimen_that_is_read():
    course = a_stable_course()
    specimen = a_specimen(of=course.course.person, at=course.course.service, opiates="negative", eddp="positive")
    found = facts_for(course.course.person, on=today(), course=course.course, specimen=specimen.line)
    assert [found.said(f"testing.{name}") for name in ("screen_only", "metabolite_tested", "metabolite_found")] == [
        *(True, True, True)
    ]
    assert found.said("testing.opiates_found") is False
    assert said(course, "testing.screen_only") is None


def test_use_in_the_latest_profile():
    course = a_stable_course()
    assert said(course, "use.on_top_reported") is None
    episode = in_treatment(course).episode
    none = dict.fromkeys(("heroin_days", "crack_days", "cocaine_days", "amphetamine_days", "other_drug_days"), 0)
    a_profile(of=episode, day=days_ago(20), **none)
    assert said(course, "use.on_top_reported") is False
    a_profile(of=episode, day=days_ago(10), **none | {"cocaine_days": 4})
    assert (said(course, "use.on_top_reported"), said(course, "use.cocaine_days")) == (True, 4)


def test_the_plan_and_the_forms_of_this_time_in_treatment():
    course = a_stable_course()
    assert said(course, "plan.made") is None
    episode = in_treatment(course)
    assert (said(course, "plan.made"), said(course, "plan.reviewed_ever")) == (True, False)
    assert said(course, "treatment.day") == 96
    assert (said(course, "plan.outcomes_ever"), said(course, "plan.capital_ever")) == (False, False)
    episode.reviewed(after=60, next_review_on=days_ago(-20))
    a_profile(of=episode.episode, day=days_ago(30), heroin_days=0)
    assert (said(course, "plan.days_since_review"), said(course, "plan.agreed_day_ahead")) == (40, True)
    assert said(course, "plan.days_since_outcomes") == 30


def test_what_an_assessment_asked():
    course = a_stable_course()
    assert said(course, "asked.self_harm_at_start") is None
    in_treatment(course)
    assert said(course, "asked.self_harm_at_start") is False and said(course, "bbv.has_injected") is None
    first = Assessment.objects.get()
    again = {"episode": first.episode, "on": days_ago(1), "recorded_at": timezone.now()}
    Assessment.objects.create(**again, thoughts_of_suicide="N", injecting="P", shared_lately="N")
    assert said(course, "asked.self_harm_at_start") is True and said(course, "risks.recent_self_harm") is False
    assert (said(course, "bbv.has_injected"), said(course, "bbv.injects")) == (True, False)
    assert said(course, "bbv.ongoing_risk") is False


def test_audit_says_whether_drinking_is_a_risk():
    course = a_stable_course()
    assert (said(course, "risks.alcohol"), said(course, "checks.alcohol_ever")) == (None, False)
    episode = in_treatment(course).episode
    asked("audit", dict.fromkeys(range(1, 9), 0) | {9: 0, 10: 0}, of=episode, day=days_ago(9))
    assert (said(course, "risks.alcohol"), said(course, "checks.alcohol_points")) == (False, 0)
    asked("audit", dict.fromkeys(range(1, 9), 3) | {9: 0, 10: 0}, of=episode, day=days_ago(2))
    assert (said(course, "risks.alcohol"), said(course, "checks.alcohol_points")) == (True, 24)


def test_nobody_takes_part_in_a_programme_of_rewards():
    assert said(a_stable_course(), "rewards.in_programme") is False


def test_a_keyworker_and_who_is_close():
    course = a_stable_course()
    assert said(course, "support.keyworker") is None and said(course, "support.keywork_ever") is None
    in_treatment(course)
    assert (said(course, "support.keyworker"), said(course, "support.keyworker_changes")) == (True, 0)


def test_lists_of_help_say_what_was_offered_and_what_they_leave_out_is_not_known():
    course = a_stable_course()
    episode = in_treatment(course).episode
    paths = ("support.mutual_aid_told_ever", "support.housing", "support.work", "support.education")
    SubIntervention.objects.create(episode=episode, on=days_ago(30), mutual_aid=False, housing_support=True)
    assert [said(course, path) for path in paths] == [None, True, None, None]
    SubIntervention.objects.create(episode=episode, on=days_ago(100), mutual_aid=True, education_support=True)
    assert [said(course, path) for path in paths] == [True, True, None, True]
    assert said(course, "support.months_since_mutual_aid_told") == 3
    SubIntervention.objects.create(episode=episode, on=days_ago(3), twelve_step=True)
    assert said(course, "support.months_since_mutual_aid_told") == 0


def test_driving_is_told_again_after_a_change_of_dose():
    course = a_stable_course()
    told = {"person": course.course.person, "course": course.course, "chosen": "methadone_1", "told_driving": True}
    assert said(course, "checks.driving_told") is False
    Choice.objects.create(**told, on=days_ago(200), recorded_at=timezone.now())
    assert said(course, "checks.driving_told") is True
    course.on(mg=70, since=days_ago(20))
    assert said(course, "checks.driving_told") is False


def test_a_lost_form_and_two_for_the_same_days():
    course = a_stable_course()
    assert (said(course, "prescription.lost"), said(course, "prescription.duplicated")) == (False, False)
    place = course.place
    for number in (1, 2):
        form = Prescription.objects.create(
            course=course.course,
            place=place,
            number=number,
            first_on=days_ago(3),
            last_on=days_ago(-10),
            total_mg=840,
        )
        PrescriptionEvent.objects.create(prescription=form, kind="signed", on=days_ago(4))
    assert said(course, "prescription.duplicated") is True
    assert said(course, "prescription.marker_looked_into") is False
    PrescriptionEvent.objects.create(prescription=form, kind="lost", on=days_ago(1))
    assert (said(course, "prescription.lost"), said(course, "prescription.duplicated")) == (True, False)
    done(course, "CD-16.2")
    assert said(course, "prescription.marker_looked_into") is True


def test_a_welfare_call_is_recorded_by_its_task():
    course = a_stable_course().supplied_daily(days_ago(20), days_ago(8))
    assert said(course, "gap.welfare_checked") is False
    done(course, "MISS-06", outcome=TaskDone.Outcome.NOT_POSSIBLE)
    assert said(course, "gap.welfare_checked") is False
    done(course, "MISS-06")
    assert said(course, "gap.welfare_checked") is True


def test_in_hospital_and_out_of_it():
    course = a_stable_course().supplied_daily(days_ago(12), days_ago(9))
    assert said(course, "moves.pharmacy_confirmed_last_dose") is None
    hold = Hold.objects.create(course=course.course, from_on=days_ago(8), reason=Hold.Reason.HOSPITAL)
    assert said(course, "moves.pharmacy_confirmed_last_dose") is False
    HoldEnd.objects.create(hold=hold, on=days_ago(2), decision=HoldEnd.Decision.GO_ON)
    assert said(course, "moves.discharged_from_hospital") is True
    course.supplied(days_ago(1))
    assert said(course, "moves.discharged_from_hospital") is False


def test_a_confirmed_dose_is_of_its_own_course():
    course = a_course(began="continuation").on(mg=60)
    assert said(course, "moves.last_dose_confirmed") is False
    confirmed = {"source": "prison", "said_by": "A nurse", "watched": "yes", "last_mg": 60}
    Confirmation.objects.create(course=course.course, on=days_ago(90), last_dose_on=days_ago(91), **confirmed)
    assert said(course, "moves.last_dose_confirmed") is True


def test_a_restart_after_a_stop():
    course = a_stable_course()
    assert said(course, "gap.restarted") is False
    course.stopped(days_ago(30)).on(mg=30, since=days_ago(10))
    assert course.orders[-2].kind == STOP
    assert (said(course, "gap.restarted"), said(course, "gap.days_since_restart")) == (True, 10)


def test_days_since_the_last_lower_dose_count_from_the_start_where_it_never_fell():
    course = a_stable_course()
    assert said(course, "leaving.days_since_last_fall") == 200
    course.on(mg=55, since=days_ago(15))
    assert said(course, "leaving.days_since_last_fall") == 15


def test_somebody_who_asks_to_come_back():
    course = a_stable_course()
    episode = in_treatment(course)
    assert said(course, "aftercare.asked_to_return") is False
    episode.discharged(after=60)
    assert (said(course, "aftercare.ended"), said(course, "aftercare.days_since_end")) == (True, 40)
    episode.came_back(after=80)
    assert (said(course, "aftercare.asked_to_return"), said(course, "aftercare.assessed")) == (True, False)


def test_an_instalment_on_a_closed_day_is_seen_and_one_given_before_it_was_arranged():

    course = a_stable_course()
    assert said(course, "pickups.on_holiday") is False and said(course, "pickups.on_usual_closing_day") is None
    day = today() + timedelta(days=6)
    due = course.due(day)
    assert said(course, "pickups.on_holiday") is None
    for weekday in range(7):
        OpeningHours.objects.create(
            place=course.place, weekday=weekday, from_on=days_ago(500), opens="09:00", closes="17:00"
        )
    Place.objects.filter(pk=course.place.pk).update(opens_on_bank_holidays=True)
    assert (said(course, "pickups.on_holiday"), said(course, "pickups.on_usual_closing_day")) == (False, False)
    Closure.objects.create(place=course.place, on=due.due_on, words="stocktaking")
    assert (said(course, "pickups.on_holiday"), said(course, "pickups.days_until_holiday")) == (True, 6)
    assert said(course, "pickups.holiday_arranged") is False
