"""At the counter: what is given is written once, with its register line, what the rules said, and the audit."""

from decimal import Decimal
from uuid import uuid4

import pytest

from ostara.care.audit.models import Event
from ostara.care.dispensing.due import State
from ostara.care.facts.models import Finding
from ostara.care.medication.models import Hold, RegisterLine, Supply
from ostara.care.medication.questions.stocks import disagreements
from ostara.care.medication.writing.supplies import AlreadyGiven
from ostara.care.rows.acts import Changed, Refused
from ostara.care.tasks.models import OpenTask
from tests.dispensing import a_dispensing_room, an_arrangement, days_ago, today
from tests.medicines import a_course

pytestmark = [pytest.mark.django_db, pytest.mark.record]


@pytest.fixture
def room():
    return a_dispensing_room()


@pytest.fixture
def course(room):
    """Sixty milligrams a day, taken in front of somebody, and nothing missed."""
    made = a_course(at=room.service, place=room.place).on(mg=60, since=days_ago(90))
    an_arrangement(of=made, at=room.place)
    made.supplied_daily(days_ago(10), days_ago(1))
    return made


def test_a_dose_is_written_with_its_register_line_its_findings_and_the_audit(room, course):
    stock = room.holds(500)
    supply = room.gives(course)
    assert (supply.given_mg, supply.outcome, supply.sober) == (60, "observed", True)
    line = RegisterLine.objects.get(supply=supply)
    assert (line.change, line.balance, line.bottle) == (-60, 440, stock.in_use)
    assert Event.objects.filter(verb="dispensing.give", record=supply.pk).count() == 1
    assert list(disagreements()) == []
    assert set(Finding.objects.filter(about=supply.pk).values_list("about_kind", flat=True)) <= {"medication.supply"}


def test_the_second_hears_that_it_was_given_and_nothing_is_written(room, course):
    room.holds(500)
    due = room.due_of(course).instalment
    room.gives(due)
    with pytest.raises(AlreadyGiven, match="Already given"):
        room.gives(due)
    assert RegisterLine.objects.filter(kind="supplied").count() == 1


def test_a_form_sent_twice_gives_once(room, course):
    room.holds(500)
    key = uuid4()
    due = room.due_of(course).instalment
    assert room.gives(due, key=key) == room.gives(due, key=key)
    assert Supply.objects.filter(on=today()).count() == 1


def test_a_place_without_stock_writes_no_line(room, course):
    room.gives(course)
    assert not RegisterLine.objects.exists()


def test_less_than_is_due_needs_a_reason(room, course):
    with pytest.raises(Refused) as refused:
        room.gives(course, given_mg=Decimal(40))
    assert refused.value.field == "why_part"
    assert room.gives(course, given_mg=Decimal(40), why_part="Drowsy at the counter").given_mg == 40


def test_more_than_is_due_is_refused(room, course):
    with pytest.raises(Refused, match="60 mg"):
        room.gives(course, given_mg=Decimal(61))


def test_nothing_is_given_to_somebody_who_is_not_sober(room, course):
    with pytest.raises(Refused):
        room.gives(course, sober=False)
    assert room.due_of(course).state == State.DUE


def test_nothing_is_given_while_it_is_held(room, course):
    Hold.objects.create(course=course.course, from_on=today(), reason=Hold.Reason.UNWELL)
    with pytest.raises(Refused, match="held since"):
        room.gives(course)


def test_what_was_written_under_another_order_is_not_given(room, course):
    due = room.due_of(course).instalment
    course.on(mg=70, since=today())
    with pytest.raises(Changed, match="order has changed"):
        room.gives(due)
    assert room.gives(course).given_mg == 70


def test_after_three_days_without_medicine_a_prescriber_decides(room):
    course = a_course(at=room.service, place=room.place).on(mg=60, since=days_ago(60))
    an_arrangement(of=course, at=room.place)
    course.supplied_daily(days_ago(20), days_ago(4))
    for back in (3, 2, 1):
        course.supplied(days_ago(back), outcome="not_collected")
    with pytest.raises(Refused, match="without medicine"):
        room.gives(course)


def test_somebody_who_had_not_come_may_still_come(room, course):
    room.holds(500)
    room.gives(course, outcome="not_collected", sober=None)
    assert room.due_of(course).state == State.NOT_COLLECTED
    supply = room.gives(room.due_of(course).instalment)
    assert (supply.attempt, supply.outcome) == (2, "observed")
    assert room.due_of(course).state == State.GIVEN


def test_take_away_doses_go_out_with_the_watched_one(room):
    course = a_course(at=room.service, place=room.place).on(mg=60, since=days_ago(90))
    an_arrangement(of=course, at=room.place, pickups="1" + "0" * 6, watched="1" + "0" * 6)
    monday = days_ago(today().weekday())
    course.supplied(days_ago(today().weekday() + 7), days=7)
    room.holds(1000)
    due = room.due_of(course, on=monday)
    assert (due.instalment.days, due.mg) == (7, 420)
    room.gives(course, on=monday)
    assert RegisterLine.objects.get(kind="supplied").change == -420


def test_what_was_told_of_a_dose_that_was_held_is_recorded_and_a_prescriber_is_asked(room, course):
    due = room.due_of(course).instalment
    Hold.objects.create(course=course.course, from_on=today(), reason=Hold.Reason.INTOXICATED)
    supply = room.gives(due, said=Supply.Said.LATER, said_by="From the paper list")
    assert OpenTask.objects.get(marker=f"given {supply.pk}").for_role == "prescriber"


def test_tablets_leave_the_stock_as_pieces_of_the_strengths_kept(room):
    product = "buprenorphine_sublingual"
    course = a_course(at=room.service, place=room.place, product=product).on(mg=12, since=days_ago(90))
    an_arrangement(of=course, at=room.place)
    course.supplied_daily(days_ago(5), days_ago(1))
    eights = room.holds(100, product=product, strength=8)
    twos = room.holds(100, product=product, strength=2)
    room.gives(course)
    for stock in (eights, twos):
        stock.refresh_from_db()
    assert (eights.balance, twos.balance) == (99, 98)


def test_tablets_that_cannot_make_up_the_dose_are_said(room):
    product = "buprenorphine_sublingual"
    course = a_course(at=room.service, place=room.place, product=product).on(mg=12, since=days_ago(90))
    an_arrangement(of=course, at=room.place)
    course.supplied_daily(days_ago(5), days_ago(1))
    room.holds(100, product=product, strength=8)
    with pytest.raises(Refused, match="whole tablets"):
        room.gives(course)
