"""Orders are change points: one in force on each day or an explicit stop, none over somebody's head."""

from decimal import Decimal

import pytest
from django.utils import timezone

from ostara.care.medication.models import Order
from ostara.care.medication.questions.orders import in_force, latest_written
from ostara.care.medication.writing.orders import kind_of, take_back, write_order
from ostara.care.rows.acts import Changed, Refused
from tests.medicines import a_course, days_ago, today

pytestmark = [pytest.mark.django_db, pytest.mark.record]


def test_an_order_holds_until_the_next_and_a_stop_is_an_order():
    course = a_course().on(mg=30, since=days_ago(20)).on(mg=40, since=days_ago(10)).stopped(days_ago(2))
    assert in_force(course.orders, days_ago(21)) is None
    assert in_force(course.orders, days_ago(11)).dose_mg == 30
    assert in_force(course.orders, days_ago(10)).dose_mg == 40
    assert in_force(course.orders, today()).kind == "stop"
    assert [one.kind for one in course.orders] == ["start", "increase", "stop"]


def test_a_higher_revision_of_the_same_day_stands():
    course = a_course().on(mg=30, since=days_ago(20)).on(mg=40, since=days_ago(10)).on(mg=35, since=days_ago(10))
    assert in_force(course.orders, today()).dose_mg == 35
    assert [one.revision for one in course.orders] == [1, 1, 2]


def test_what_was_taken_back_never_took_effect():
    course = a_course().on(mg=30, since=days_ago(20)).on(mg=40, since=days_ago(10))
    wrong = in_force(course.orders, today())
    take_back(order=wrong, words="Meant for somebody else", by=course.actor, at=timezone.now())
    assert in_force(course.orders, today()).dose_mg == 30
    assert Order.objects.filter(course=course.course).count() == 3


def test_the_first_order_is_not_taken_back_but_stopped():
    course = a_course().on(mg=30, since=days_ago(20))
    with pytest.raises(Refused, match="Stop the course"):
        take_back(order=course.orders[0], words="Never started", by=course.actor, at=timezone.now())


def test_whoever_had_not_seen_the_latest_order_is_told():
    course = a_course().on(mg=30, since=days_ago(20))
    seen = latest_written(course.course)
    course.on(mg=40, since=days_ago(10))
    with pytest.raises(Changed) as told:
        write_order(
            course=course.course,
            effective_on=today(),
            after=seen,
            by=course.actor,
            at=timezone.now(),
            kind="increase",
            dose_mg=Decimal(50),
            supervision="supervised",
            reason=Order.Reason.TITRATION,
        )
    assert told.value.latest.dose_mg == 40


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (None, 30, "start"),
        (30, 40, "increase"),
        (40, 30, "decrease"),
        (30, 30, "unchanged"),
        (30, None, "stop"),
        ("stop", 30, "restart"),
    ],
)
def test_what_an_order_does_follows_from_the_one_before(before, now, kind):
    last = None if before is None else Order(dose_mg=None if before == "stop" else Decimal(before))
    assert kind_of(last, None if now is None else Decimal(now)) == kind
