"""What becomes known of a dose later: taken back, spilled, vomited, given once more, brought back, gone wrong."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.dispensing import actions
from ostara.care.dispensing.actions import Again
from ostara.care.dispensing.actions.going_wrong import Happened
from ostara.care.dispensing.due import State
from ostara.care.facts.models import Finding
from ostara.care.facts.replies import Reply
from ostara.care.medication.models import BroughtBack, RegisterLine
from ostara.care.medication.questions.stocks import disagreements
from ostara.care.rows.acts import Changed, Refused
from ostara.care.tasks.models import OpenTask
from tests.dispensing import a_dispensing_room, somebody_due, today
from tests.staff import by, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.record]


@pytest.fixture
def room():
    return a_dispensing_room()


@pytest.fixture
def stock(room):
    return room.holds(500)


@pytest.fixture
def given(room, stock):
    return room.gives(somebody_due(at=room))


def now(room):
    return {"on": today(), "by": room.by, "at": timezone.now()}


def balance(stock):
    stock.refresh_from_db()
    assert list(disagreements()) == []
    return stock.balance


def test_what_did_not_happen_is_taken_back_and_the_line_points_back(room, stock, given):
    actions.take_back_supply(supply=given, why="Another Robin", medicine_back=True, **now(room))
    line = RegisterLine.objects.get(kind="voided")
    assert line.puts_right == RegisterLine.objects.get(kind="supplied")
    assert balance(stock) == 500
    with pytest.raises(Changed):
        actions.take_back_supply(supply=given, why="Again", medicine_back=True, **now(room))


def test_medicine_that_is_not_back_is_written_off(room, stock, given):
    actions.take_back_supply(supply=given, why="Poured and not taken", medicine_back=False, **now(room))
    assert balance(stock) == 440
    assert RegisterLine.objects.filter(kind="spilled", change=-60).exists()


def vomited(room, given, *, seen=True):
    return actions.record_event(supply=given, kind="vomited", mg=None, witnessed=seen, **now(room))


def again(mg=60, *, allowed_by):
    return Again(mg=Decimal(mg), allowed_by=allowed_by)


def test_a_dose_that_came_up_before_staff_is_given_again_when_a_prescriber_allows_it(room, stock, given):
    vomited(room, given)
    prescriber = somebody(Role.PRESCRIBER, at=room.service)
    with pytest.raises(Refused, match="which prescriber"):
        actions.give_again(supply=given, again=again(allowed_by=None), **now(room))
    event = actions.give_again(supply=given, again=again(30, allowed_by=prescriber), **now(room))
    assert event.allowed_by == prescriber
    assert balance(stock) == 410
    with pytest.raises(Changed, match="once more already"):
        actions.give_again(supply=given, again=again(30, allowed_by=prescriber), **now(room))


def test_a_dose_nobody_saw_come_up_is_not_given_again_by_a_nurse(room, stock, given):
    vomited(room, given, seen=False)
    prescriber = somebody(Role.PRESCRIBER, at=room.service)
    with pytest.raises(Refused, match="Nobody saw"):
        actions.give_again(supply=given, again=again(allowed_by=prescriber), **now(room))


def test_sent_twice_it_is_given_once_more_once(room, stock, given):
    vomited(room, given)
    said = {"again": again(allowed_by=somebody(Role.PRESCRIBER, at=room.service)), "key": uuid4(), **now(room)}
    first = actions.give_again(supply=given, **said)
    assert actions.give_again(supply=given, **said) == first
    assert balance(stock) == 380


def test_why_a_prescriber_went_on_is_kept_with_what_was_found(room, stock, given):
    vomited(room, given, seen=False)
    prescriber = somebody(Role.PRESCRIBER, at=room.service)
    said = Again(mg=Decimal(60), allowed_by=prescriber, replies={"TOL-07": Reply("risk_of_not", "Pregnant.")})
    event = actions.give_again(supply=given, again=said, **{**now(room), "by": by(prescriber)})
    kept = Finding.objects.get(about=event.pk, rule="TOL-07")
    assert (kept.reason, kept.words) == ("risk_of_not", "Pregnant.")


def test_a_dose_that_was_not_lost_is_not_given_again(room, given):
    prescriber = somebody(Role.PRESCRIBER, at=room.service)
    with pytest.raises(Refused, match="Record first"):
        actions.give_again(supply=given, again=again(allowed_by=prescriber), **now(room))


def test_what_is_brought_back_is_kept_apart_and_destroyed_before_a_witness(room, stock, given):
    actions.record_event(supply=given, kind="brought_back", mg=Decimal(30), witnessed=None, **now(room))
    row = BroughtBack.objects.get()
    assert (row.amount, balance(stock)) == (30, 440)
    with pytest.raises(Refused, match="somebody else"):
        actions.destroy_brought_back(brought=row, witness=room.nurse, **now(room))
    second = somebody(Role.NURSE, at=room.service)
    actions.destroy_brought_back(brought=row, witness=second, **now(room))
    with pytest.raises(Changed):
        actions.destroy_brought_back(brought=row, witness=second, **now(room))


def doubled(room, given, **said):
    happened = Happened(
        **{
            "kind": "double",
            "on": today(),
            "course": given.course,
            "place": room.place,
            "given_mg": Decimal(120),
            "unbooked_mg": Decimal(60),
            "words": "Two lists were used.",
            **said,
        }
    )
    return actions.record_incident(person=given.course.person, service=room.service, happened=happened, **now(room))


def test_a_double_dose_is_recorded_booked_and_told(room, stock, given):
    incident = doubled(room, given)
    assert RegisterLine.objects.get(incident=incident).change == -60
    assert balance(stock) == 380
    roles = {task.for_role for task in OpenTask.objects.filter(task__because="incident")}
    assert roles == {"prescriber", "service_manager"}


def test_an_incident_is_reviewed_once_by_somebody_else(room, given):
    incident = doubled(room, given)
    with pytest.raises(Refused, match="Somebody else"):
        actions.review_incident(incident=incident, person_told=True, words="One list.", **now(room))
    manager = by(somebody(Role.SERVICE_MANAGER, at=room.service))
    said = {"on": today(), "by": manager, "at": timezone.now()}
    actions.review_incident(incident=incident, person_told=True, words="One list.", **said)
    assert not OpenTask.objects.filter(for_role="service_manager").exists()
    with pytest.raises(Changed):
        actions.review_incident(incident=incident, person_told=None, words="Again.", **said)


def test_an_incident_needs_words(room, given):
    with pytest.raises(Refused) as refused:
        doubled(room, given, words=" ")
    assert refused.value.field == "words"


def test_a_dose_is_held_once_and_a_prescriber_is_asked(room):
    course = somebody_due(at=room)
    said = {"course": course.course, "reason": "intoxicated", **now(room)}
    actions.withhold(**said)
    assert room.due_of(course).state == State.HELD
    with pytest.raises(Changed, match="held already"):
        actions.withhold(**said)
    task = OpenTask.objects.get()
    assert (task.for_role, task.due_on, task.marker) == ("prescriber", today(), f"hold {course.course.pk}")
