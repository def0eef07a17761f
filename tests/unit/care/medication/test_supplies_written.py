"""A supply is an attempt: one stands for each instalment and for each day, and days without medicine follow from it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ostara.care.medication.models import GuestStay, Hold, HoldEnd, Supply
from ostara.care.medication.questions.supplies import last_taken, without_medicine
from ostara.care.medication.writing.supplies import AlreadyGiven, void_supply, write_supply
from ostara.care.rows.acts import Refused
from tests.medicines import a_course, a_pharmacy, days_ago, today

pytestmark = [pytest.mark.django_db, pytest.mark.record]


def give(course, due, *, place=None, outcome="observed"):
    return write_supply(
        instalment=due,
        place=place or course.place,
        on=due.due_on,
        outcome=outcome,
        by=course.actor,
        at=timezone.now(),
        given_mg=None if outcome == "not_collected" else due.dose_mg * due.days,
        said=Supply.Said.HERE,
    )


def test_the_second_hears_that_it_was_given():
    course = a_course().on(mg=60)
    due = course.due(today())
    first = give(course, due)
    with pytest.raises(AlreadyGiven, match="Already given") as told:
        give(course, due)
    assert told.value.latest == first


def test_a_new_attempt_follows_a_void_only():
    course = a_course().on(mg=60)
    due = course.due(today())
    wrong = give(course, due)
    void_supply(supply=wrong, why="Given to nobody: clicked on the wrong line", by=course.actor, at=timezone.now())
    assert give(course, due).attempt == 2


def test_another_form_for_the_same_days_does_not_give_them_twice():
    course = a_course().on(mg=60)
    give(course, course.due(days_ago(2), days=7))
    with pytest.raises(AlreadyGiven):
        give(course, course.due(today()))


def test_while_a_guest_elsewhere_home_gives_nothing():
    course = a_course().on(mg=60)
    seaside = a_pharmacy()
    GuestStay.objects.create(
        course=course.course, place=seaside, from_on=today(), until_on=today(), confirmed_by="Mo, by telephone"
    )
    due = course.due(today())
    with pytest.raises(Refused, match=seaside.name):
        give(course, due)
    assert give(course, due, place=seaside).place == seaside


def test_a_weekly_collector_has_missed_nothing():
    course = a_course().on(mg=60)
    course.supplied(days_ago(6), days=7, outcome="collected")
    found = without_medicine(course.standing(), on=today())
    assert found.reported == 0


def test_reported_days_count_and_silence_is_neither_a_miss_nor_a_pass():
    course = a_course().on(mg=60, since=days_ago(5))
    course.supplied(days_ago(5))
    course.supplied(days_ago(4))
    for back in (3, 2):
        course.supplied(days_ago(back), outcome="not_collected")
    course.due(days_ago(1))
    found = without_medicine(course.standing(), on=today())
    assert (found.reported, found.unreported) == (2, 1)
    assert found.last_with == days_ago(4)


def test_held_days_are_days_without_medicine():
    course = a_course().on(mg=60, since=days_ago(10))
    course.supplied_daily(days_ago(10), days_ago(5))
    hold = Hold.objects.create(course=course.course, from_on=days_ago(4), reason=Hold.Reason.HOSPITAL)
    assert without_medicine(course.standing(), on=today()).reported == 4
    HoldEnd.objects.create(hold=hold, on=today(), decision=HoldEnd.Decision.GO_ON)
    course.supplied(today())
    assert without_medicine(course.standing(), on=today() + timedelta(days=1)).reported == 0


def test_the_last_supply_is_the_last_that_was_given():
    course = a_course().on(mg=60)
    given = course.supplied(days_ago(2))
    course.supplied(days_ago(1), outcome="not_collected")
    assert last_taken([course.course.pk]) == {course.course.pk: given}
