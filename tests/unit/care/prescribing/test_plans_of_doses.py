"""Plans of dose: a person's own pace, signed step by step, paused and ended at any time, with a way back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.asking.fields import in_words
from ostara.care.medication.models import CheckIn, DosePlan, Order
from ostara.care.medication.questions.orders import in_force
from ostara.care.prescribing.actions.planning import Pace, reduction
from ostara.care.rows.acts import Refused
from ostara.care.tasks.models import OpenTask
from tests.episodes import days_ago, the_episode, today
from tests.medicines import a_course
from tests.orders_written import at_the_desk
from tests.outcomes_forms import asked
from tests.staff import a_service

pace = {"step_mg": Decimal(2), "every_days": 14, "every_months": 0, "first_on": date(2026, 1, 31)}


def days_of(steps) -> list[tuple[str, Decimal]]:
    return [(one.on.isoformat(), one.dose_mg) for one in steps]


def test_two_milligrams_a_fortnight_down_to_where_the_person_wants_to_be():
    steps = reduction(Decimal(45), Pace(**pace, down_to_mg=Decimal(40)))
    assert days_of(steps) == [("2026-01-31", 43), ("2026-02-14", 41), ("2026-02-28", 40)]


def test_a_month_is_a_month_of_the_calendar():
    steps = reduction(Decimal(46), Pace(**{**pace, "every_months": 1}, down_to_mg=Decimal(40)))
    assert days_of(steps) == [("2026-01-31", 44), ("2026-02-28", 42), ("2026-03-31", 40)]


@pytest.mark.parametrize("down_to", [45, 60])
def test_a_reduction_goes_down(down_to):
    with pytest.raises(Refused, match="not below"):
        reduction(Decimal(45), Pace(**pace, down_to_mg=Decimal(down_to)))


def test_a_plan_of_more_steps_than_anybody_can_read_is_a_part_of_the_way():
    with pytest.raises(Refused, match="Plan a part of the way"):
        reduction(Decimal(60), Pace(**{**pace, "step_mg": Decimal("0.1")}, down_to_mg=Decimal(0)))


def planned():
    made = a_course().on(mg=60).supplied_daily(days_ago(10), days_ago(1))
    typed = {"step_mg": "2", "every": "14", "on": str(today()), "down_to_mg": "54", "person_led": "yes"}
    at_the_desk(of=made).sends("plan_reduction", made.course, words="Slowly, after Christmas faster", **typed)
    return made


@pytest.mark.django_db
def test_a_plan_changes_nothing_until_a_step_is_signed():
    made = planned()
    assert in_force(made.course.orders.all(), today()).dose_mg == 60
    desk = at_the_desk(of=made)
    page = desk.opens("medicines").page
    assert "Slowly, after Christmas faster" in page and "58 mg (58 mL) a day" in page
    desk.opens("sign_step", made.course)
    assert "Step 1 of the plan" in desk.page
    assert desk.sends("sign_step", made.course).status_code == 302
    order = in_force(made.course.orders.all(), today())
    assert (order.dose_mg, order.reason, order.patient_led) == (58, Order.Reason.AGREED_PLAN, True)
    assert order.step.place == 1
    assert "Step 2 of the plan" in desk.opens("sign_step", made.course).page


@pytest.mark.django_db
def test_a_pause_moves_what_is_ahead_by_as_many_days():
    made = planned()
    desk = at_the_desk(of=made)
    desk.sends("change_plan", made.course, kind="paused", on=str(days_ago(0)))
    assert "Paused" in desk.opens("medicines").page
    assert desk.client.get(desk.address("sign_step", made.course)).status_code == 404
    desk.sends("change_plan", made.course, kind="resumed", on=str(today()))
    desk.sends("change_plan", made.course, kind="ended", on=str(today()), words="This is low enough")
    desk.sends("change_plan", made.course, kind="ended", on=str(today()))
    assert "This plan has ended" in desk.page
    assert in_force(made.course.orders.all(), today()).dose_mg == 60


@pytest.mark.django_db
def test_steps_still_ahead_come_later_by_the_days_of_a_pause():
    from ostara.care.medication.models import PlanEvent, PlanStep  # noqa: PLC0415 - rows of one test
    from ostara.care.prescribing.questions.plans import plans_of  # noqa: PLC0415 - beside it

    made = a_course().on(mg=60)
    plan = DosePlan.objects.create(course=made.course, kind="reduction", agreed_on=days_ago(40))
    for place, ago in enumerate((30, 10, -4), start=1):
        PlanStep.objects.create(plan=plan, place=place, on=days_ago(ago), dose_mg=60 - 2 * place)
    for kind, ago in (("paused", 20), ("resumed", 13)):
        PlanEvent.objects.create(plan=plan, kind=kind, on=days_ago(ago))
    now = plans_of([made.course.pk], made.orders)[made.course.pk]
    assert [one.on for one in now.steps] == [days_ago(30), days_ago(3), today() + timedelta(days=11)]


@pytest.mark.django_db
def test_a_titration_is_planned_step_by_step_with_points_of_review():
    made = a_course().on(mg=30, since=days_ago(2))
    typed = {
        "on1": str(today()),
        "dose1": "35",
        "on2": str(today() + timedelta(days=3)),
        "dose2": "40",
        "review2": "on",
    }
    desk = at_the_desk(of=made)
    assert desk.sends("plan_titration", made.course, **typed).status_code == 302
    plan = DosePlan.objects.get()
    assert [(one.dose_mg, one.review_first) for one in plan.steps.order_by("place")] == [(35, False), (40, True)]
    assert "see them first" in desk.opens("medicines").page


@pytest.mark.django_db
def test_a_step_has_its_day_and_its_dose():
    made = a_course().on(mg=30)
    desk = at_the_desk(of=made)
    desk.sends("plan_titration", made.course, on1=str(today()), dose2="40")
    assert "Step 1 has a day and no dose" in desk.page and "Step 2 has a dose and no day" in desk.page


@pytest.mark.django_db
def test_a_later_plan_takes_the_place_of_the_one_before():
    made = planned()
    typed = {"step_mg": "1", "every": "month", "on": str(today()), "down_to_mg": "50", "person_led": "yes"}
    at_the_desk(of=made).sends("plan_reduction", made.course, **typed)
    assert DosePlan.objects.get(replaced_by__isnull=True).steps.count() == 10


@pytest.mark.django_db
def test_whoever_wishes_to_go_back_is_on_the_prescribers_list_at_once():
    made = planned()
    desk = at_the_desk(of=made)
    desk.sends("check_in", made.course, mood="2", sleep="1", wants_back="yes", words="It is too much")
    said = CheckIn.objects.get()
    assert (said.mood, said.sleep, said.wants_back, said.wants_more) == (2, 1, True, None)
    assert OpenTask.objects.get(marker=f"back {made.course.pk}").for_role == "prescriber"
    assert "Wishes to go back to the dose before" in desk.opens("medicines").page


@pytest.mark.django_db
def test_the_check_in_shows_the_last_phq9_and_the_way_to_the_next():
    made = a_course(at=a_service()).on(mg=60)
    desk = at_the_desk(of=made, role=Role.KEYWORKER)
    assert "The PHQ-9 has not been asked yet." in desk.opens("check_in", made.course).page
    assert "Ask the PHQ-9 now" not in desk.page, "without an episode there is nowhere to write it"
    episode = the_episode(made.course.person, made.course.service).episode
    asked("phq9", dict.fromkeys(range(1, 10), 1), of=episode, day=days_ago(20))
    asked("phq9", dict.fromkeys(range(1, 9), 2) | {9: 0}, of=episode, day=days_ago(2))
    page = desk.opens("check_in", made.course).page
    assert f"PHQ-9 on {in_words(days_ago(2))}: 16" in page and "(+7)" in page
    assert reverse("record_scale", args=[made.course.person.pk, episode.pk, "phq9"]) in page
    desk.sends("check_in", made.course, mood="2")
    assert f"PHQ-9 on {in_words(days_ago(2))}: 16" in desk.opens("medicines").page


@pytest.mark.django_db
def test_thoughts_of_death_in_the_last_phq9_stand_above_the_check_in():
    made = a_course(at=a_service()).on(mg=60)
    episode = the_episode(made.course.person, made.course.service).episode
    asked("phq9", dict.fromkeys(range(1, 9), 0) | {9: 1}, of=episode, day=days_ago(2))
    page = at_the_desk(of=made).opens("check_in", made.course).page
    assert "nhsuk-warning-callout--stop" in page and "thoughts" in page.lower()
