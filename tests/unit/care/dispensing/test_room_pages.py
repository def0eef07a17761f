"""The pages of the room, with everything on them that there can be."""

import pytest
from django.urls import reverse

from ostara.care.accounts.roles import Role
from ostara.care.medication.models import GuestStay, Hold
from tests.dispensing import a_dispensing_room, an_arrangement, days_ago, somebody_due, today
from tests.medicines import a_course, a_pharmacy
from tests.persons import a_person
from tests.staff import a_browser_of, a_service, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.record]


@pytest.fixture
def room():
    return a_dispensing_room()


def somebody_named(room, given, **fields):
    return somebody_due(at=room, of=a_person(at=room.service, given=given, family="Example"), **fields)


def page(user, name, *args, query="", **sent):
    client = a_browser_of(user)
    address = reverse(name, args=args) + query
    answer = client.post(address, sent) if sent else client.get(address)
    return answer


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def test_the_queue_keeps_apart_who_is_held_elsewhere_or_settled(room):
    somebody_named(room, "Waiting")
    held, away, given = (somebody_named(room, name) for name in ("Held", "Away", "Given"))
    Hold.objects.create(course=held.course, from_on=today(), reason=Hold.Reason.HOSPITAL)
    GuestStay.objects.create(
        course=away.course, place=a_pharmacy(), from_on=today(), until_on=today(), confirmed_by="Mo"
    )
    room.gives(given)
    shown = text(page(room.nurse, "dispensing"))
    assert "<strong>1</strong> waiting" in shown and "<strong>2</strong> apart" in shown
    assert "in hospital" in shown and "Given at another place" in shown


def test_the_queue_asks_about_the_days_before(room):
    course = somebody_named(room, "Quiet")
    shown = text(page(room.nurse, "dispensing"))
    assert "not said for the days before" in shown
    assert course.course.person.card.given_names in shown


def test_the_queue_asks_as_many_questions_for_ten_as_for_one(room, django_assert_max_num_queries):
    for number in range(10):
        somebody_named(room, f"Person {number}")
    client = a_browser_of(room.nurse)
    with django_assert_max_num_queries(75):
        assert client.get(reverse("dispensing")).status_code == 200


def test_a_page_of_each_kind_is_shown(room):
    course = somebody_named(room, "Robin")
    stock = room.holds(500)
    person = course.course.person
    pages = [
        ("give_dose", person.pk, course.course.pk),
        ("withhold_dose", person.pk, course.course.pk),
        ("guest_stay", person.pk, course.course.pk),
        ("test_dose", person.pk, course.course.pk),
        ("record_incident", person.pk),
        ("stock",),
        ("receive_stock",),
        ("register_page", stock.pk),
        ("count_stock", stock.pk),
        ("lose_stock", stock.pk),
        ("open_bottle", stock.pk),
        ("downtime",),
        ("back_entry",),
    ]
    for name, *args in pages:
        assert "<h1" in text(page(room.nurse, name, *args)), name
    supply = room.gives(course)
    for name in ("supply", "take_back_supply", "supply_event", "give_again"):
        assert "<h1" in text(page(room.nurse, name, person.pk, supply.pk)), name
    assert "Already" not in text(page(room.nurse, "give_dose", person.pk, course.course.pk))


def test_a_rule_that_stops_is_said_before_anything_is_sent(room):
    person = a_person(at=room.service)
    course = a_course(of=person, at=room.service, place=room.place).on(mg=60, since=days_ago(60))
    an_arrangement(of=course, at=room.place)
    course.supplied_daily(days_ago(20), days_ago(4))
    for back in (3, 2, 1):
        course.supplied(days_ago(back), outcome="not_collected")
    shown = text(page(room.nurse, "give_dose", person.pk, course.course.pk))
    assert "This cannot be done" in shown and "without medicine" in shown


def test_a_pharmacy_finds_those_who_are_due_there_and_nobody_else():
    ours, theirs = a_service(), a_service()
    shop = a_pharmacy(service=theirs)
    here, other = a_person(at=ours), a_person(at=ours, given="Sam")
    course = a_course(of=here, at=ours, place=shop).on(mg=60)
    course.due(today())
    not_theirs = a_course(of=other, at=ours).on(mg=60)
    not_theirs.due(today())
    pharmacist = somebody(Role.PHARMACIST, at=theirs)
    assert page(pharmacist, "give_dose", here.pk, course.course.pk).status_code == 200
    assert page(pharmacist, "give_dose", other.pk, not_theirs.course.pk).status_code == 404
    assert page(pharmacist, "person", here.pk).status_code == 404
    assert "Example" in text(page(pharmacist, "dispensing"))


def test_a_pharmacy_loses_sight_of_somebody_once_nothing_is_due_there():
    ours, theirs = a_service(), a_service()
    shop = a_pharmacy(service=theirs)
    person = a_person(at=ours)
    course = a_course(of=person, at=ours, place=shop).on(mg=60)
    course.due(days_ago(30))
    pharmacist = somebody(Role.PHARMACIST, at=theirs)
    assert page(pharmacist, "give_dose", person.pk, course.course.pk).status_code == 404
