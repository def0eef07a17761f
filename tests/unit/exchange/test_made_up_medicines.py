"""Medicines of the made-up area: orders in a chain, doses handed over once, prescriptions of a fortnight at most."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from django.db.models import Count, F, Q
from django.utils import timezone

from ostara.care.medication.models import (
    Arrangement,
    Course,
    DosePlan,
    GuestStay,
    Instalment,
    Order,
    Prescription,
    Supply,
    SupplyEvent,
)
from ostara.care.medication.questions.courses import standing
from ostara.care.medication.questions.supplies import covers, without_medicine
from ostara.care.people.models import Card
from ostara.care.rows.days import london_day
from ostara.exchange.made_up_record import make_up_record
from ostara.exchange.made_up_record.portions import AHEAD, portions
from ostara.knowledge.codes import code_list

MONDAY = date(2026, 6, 1)


def given(first: int, *outcomes: str, mg: int = 60) -> list[tuple[date, str, int]]:
    return [(MONDAY + timedelta(days=first + place), outcome, mg) for place, outcome in enumerate(outcomes)]


def handed(days, *, watched: bool, sundays: bool = False, weekday: int = 0) -> list[tuple[int, int, int, str]]:
    """Due (days from Monday), for how many days, how many of them watched, and what became of it."""
    found = portions(days, watched=lambda _: watched, weekday=weekday, sundays=sundays)
    return [((one.due - MONDAY).days, one.days, one.watched, one.outcome) for one in found]


def test_watched_doses_are_handed_over_day_by_day():
    assert handed(given(0, "observed", "observed"), watched=True) == [(0, 1, 1, "observed"), (1, 1, 1, "observed")]


def test_a_sunday_is_handed_over_on_saturday_where_the_pharmacy_is_shut():
    assert handed(given(5, "observed", "collected"), watched=True) == [(5, 2, 1, "observed")]
    both = [(5, 1, 1, "observed"), (6, 1, 1, "observed")]
    assert handed(given(5, "observed", "observed"), watched=True, sundays=True) == both


def test_whoever_takes_doses_away_collects_a_week_at_a_time():
    week = ("collected",) * 7
    assert handed(given(0, *week, *week), watched=False) == [(0, 7, 0, "collected"), (7, 7, 0, "collected")]


def test_a_missed_pick_up_is_a_row_of_its_own_and_days_ahead_belong_to_what_was_handed_over():
    days = given(0, "collected", "collected", "not_collected", AHEAD)
    assert handed(days, watched=False) == [(0, 2, 0, "collected"), (2, 1, 0, "not_collected"), (3, 1, 0, AHEAD)]
    assert handed(given(0, "collected", AHEAD, AHEAD), watched=False) == [(0, 3, 0, "collected")]


def test_a_dose_given_in_two_parts_is_one_dose():
    halves = [(MONDAY, "observed", 30), (MONDAY, "observed", 30)]
    assert [one.mg for one in portions(halves, watched=lambda _: True, weekday=0, sundays=True)] == [60]


@pytest.fixture
def made(db):
    return make_up_record(60, seed=7, now=timezone.now(), years=2)


def test_the_area_has_medicines_that_hold_together(made):
    today = london_day(timezone.now())
    assert Course.objects.count() > 30
    firsts = Order.objects.filter(after__isnull=True).count()
    assert firsts == Course.objects.count(), "each course has one first order, and every other follows one"
    assert not Order.objects.exclude(after=None).exclude(course=F("after__course")).exists()
    assert not Order.objects.filter(effective_on__gt=today).exists()
    assert _twice() == []
    late = Prescription.objects.filter(last_on__gte=F("first_on") + timedelta(days=14))
    assert not late.exists()
    assert not Prescription.objects.annotate(rows=Count("instalments")).filter(rows=0).exists()
    assert not Supply.objects.filter(on__gt=today).exists()


def test_whoever_goes_on_has_an_arrangement_and_somebody_has_a_pick_up_today(made):
    today = london_day(timezone.now())
    every = standing(list(Course.objects.all()), on=today)
    going_on = {one.course.pk for one in every if one.active and not one.course.form.startswith("depot")}
    assert going_on and going_on <= set(Arrangement.objects.values_list("course", flat=True))
    assert Instalment.objects.filter(due_on__gte=today, prescription__isnull=False).exists()


def test_prison_goes_on_with_the_dose_somebody_came_with_and_nobody_has_two_doses_a_day(made):
    inside = Course.objects.filter(service__setting="prison")
    assert inside.exists() and set(inside.values_list("began", flat=True)) == {"continuation"}
    assert Supply.objects.filter(course__in=inside, place__service__setting="prison").exists()
    days = Counter((one.course.person_id, one.on) for one in Supply.objects.exclude(outcome="not_collected"))
    assert max(days.values()) == 1


def test_some_are_guests_elsewhere_and_some_doses_went_otherwise(made):
    today = london_day(timezone.now())
    assert {(stay.from_on, stay.place.kind) for stay in GuestStay.objects.all()} == {(today, "pharmacy")}
    assert set(SupplyEvent.objects.values_list("supply__outcome", "supply__place__kind")) == {("observed", "room")}


def test_injections_go_where_the_list_of_places_knows(made):
    sites = set(Supply.objects.exclude(site="").values_list("site", flat=True))
    assert sites and sites <= set(code_list("injection_site").meanings)


def test_days_without_medicine_come_out_of_what_was_supplied(made):
    today = london_day(timezone.now())
    kelly = _of("Plovermere", today)
    assert without_medicine(kelly, on=today).reported == 4
    rosa = _of("Heronbeck", today)
    assert without_medicine(rosa, on=today).reported == 0
    assert rosa.order.dose_mg == 70


def test_a_reduction_that_its_person_wanted_is_a_plan_whose_steps_were_signed(made):
    pam = _of("Lichenshaw", london_day(timezone.now()))
    plan = DosePlan.objects.get(course=pam.course)
    assert plan.person_led and plan.steps.count() == 9
    assert Order.objects.filter(step__plan=plan, patient_led=True).count() == 9


def _of(family: str, today: date):
    record = Card.objects.filter(Q(family_name=family)).order_by("person__number").first()
    found = standing(list(Course.objects.filter(person=record.person_id)), on=today)
    return next(one for one in found if one.active)


def _twice() -> list[tuple[object, date]]:
    """Days of a course for which two instalments were given."""
    seen: defaultdict[object, set[date]] = defaultdict(set)
    twice = []
    for one in Instalment.objects.filter(supplies__outcome__in=["observed", "collected"]):
        for day in covers(one):
            if day in seen[one.course_id]:
                twice.append((one.course_id, day))
            seen[one.course_id].add(day)
    return twice
