"""Orders signed at a desk: a dose changed, stopped, taken back; nobody overtakes an order they have not seen."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ostara.care.facts.models import Finding
from ostara.care.medication.models import Course, Hold, HoldEnd, Order
from ostara.care.medication.questions.orders import in_force
from tests.episodes import days_ago, today
from tests.medicines import a_course
from tests.orders_written import Desk, at_the_desk, fields
from tests.staff import a_person_in_care, a_service

pytestmark = pytest.mark.django_db


def dose_on(course: Course, day=None) -> Decimal | None:
    found = in_force(course.orders.all(), day or today())
    return found.dose_mg if found else None


def a_steady_course(mg: int = 60):
    made = a_course().on(mg=mg)
    return made.supplied_daily(days_ago(10), days_ago(1))


def test_a_dose_is_changed_on_one_page_with_its_reason():
    made = a_steady_course()
    answer = at_the_desk(of=made).sends("change_dose", made.course, dose_mg="65", reason="titration", seen_today="yes")
    assert answer.status_code == 302
    order = in_force(made.course.orders.all(), today())
    assert (order.dose_mg, order.kind, order.prescriber.name) == (65, "increase", order.recorded_by.name)
    assert Finding.objects.filter(about=order.pk).exists() or not Finding.objects.exists()


def test_the_page_fills_in_no_dose_and_shows_how_it_goes():
    made = a_steady_course()
    page = at_the_desk(of=made).opens("change_dose", made.course).page
    assert fields(page)["dose_mg"] == ""
    for words in ("60 mg (60 mL) a day", "Days without", "Usual range: 60 to 120 mg"):
        assert words in page


def test_a_reason_is_asked_for():
    made = a_steady_course()
    desk = at_the_desk(of=made)
    desk.sends("change_dose", made.course, dose_mg="65")
    assert "Why: this is needed" in desk.page and dose_on(made.course) == 60


def test_a_rise_that_the_rules_ask_about_needs_an_answer_and_keeps_it():
    made = a_steady_course()
    desk = at_the_desk(of=made)
    there = desk.address("change_dose", made.course)
    sent = {**fields(desk.client.get(there).content.decode()), "dose_mg": "95", "reason": "titration"}
    refused = desk.client.post(there, sent).content.decode()
    assert "Before you go on" in refused and dose_on(made.course) == 60
    asked = {name: "specialist" for name in fields(refused) if name.startswith("reply-")}
    assert desk.client.post(there, {**sent, **asked}).status_code == 302
    assert dose_on(made.course) == 95
    kept = Finding.objects.filter(response="ask")
    assert {f"reply-{one.rule}" for one in kept} == set(asked)
    assert {one.reason for one in kept} == {"specialist"}


def test_nobody_overtakes_an_order_they_have_not_seen():
    made = a_steady_course()
    desk = at_the_desk(of=made)
    seen = fields(desk.opens("change_dose", made.course).page)["after"]
    made.on(mg=70, since=today())
    desk.sends("change_dose", made.course, dose_mg="65", reason="titration", seen_today="yes", after=seen)
    assert "Someone else has written an order" in desk.page
    assert dose_on(made.course) == 70


def test_sent_twice_it_is_signed_once():
    made = a_steady_course()
    desk = at_the_desk(of=made)
    kept = fields(desk.opens("change_dose", made.course).page)
    for _ in range(2):
        typed = {"dose_mg": "65", "reason": "titration", "seen_today": "yes"}
        desk.sends("change_dose", made.course, **{**kept, **typed})
    assert made.course.orders.count() == 2


def test_a_stop_says_what_follows_and_ends_a_hold():
    made = a_steady_course()
    Hold.objects.create(course=made.course, from_on=days_ago(1), reason=Hold.Reason.MISSED)
    desk = at_the_desk(of=made).opens("stop_course", made.course)
    for words in ("Tolerance falls within days", "Naloxone", "A way back that costs nothing"):
        assert words in desk.page
    desk.sends("stop_course", made.course, reason="asked", patient_led="yes")
    assert dose_on(made.course) is None
    assert HoldEnd.objects.get().decision == HoldEnd.Decision.STOPPED


def test_what_is_stopped_is_not_stopped_again():
    made = a_steady_course().stopped(on=days_ago(1))
    desk = at_the_desk(of=made)
    desk.sends("stop_course", made.course, reason="asked", patient_led="yes")
    assert "It is stopped already" in desk.page


def test_an_order_taken_back_leaves_the_one_before_in_force():
    made = a_steady_course().on(mg=70, since=today())
    desk = at_the_desk(of=made)
    there = desk.address("take_back_order", order=made.orders[-1].pk)
    assert desk.sends("", to=there, words="Signed for somebody else").status_code == 302
    assert dose_on(made.course) == 60
    assert "does not stand any more" in desk.client.get(there).content.decode()


def test_the_first_order_of_a_course_is_not_taken_back():
    made = a_steady_course()
    desk = at_the_desk(of=made)
    desk.sends("", to=desk.address("take_back_order", order=made.orders[0].pk), words="A mistake")
    assert "Stop the course instead" in desk.page


def test_every_order_ever_written_stands_in_the_history():
    made = a_steady_course().on(mg=70, since=today())
    desk = at_the_desk(of=made)
    desk.sends("", to=desk.address("take_back_order", order=made.orders[-1].pk), words="Signed for somebody else")
    page = desk.opens("medicine_history").page
    for words in ("70 mg (70 mL) a day", "Taken back", "Signed for somebody else", "revision 2"):
        assert words in page


def started(desk: Desk, **typed) -> Course | None:
    sent = {"product": "methadone_1", "dose_mg": "20", "on": "today", "told": ["told_tolerance"], **typed}
    desk.sends("start_course", **sent)
    return Course.objects.filter(person=desk.person).first()


def test_a_course_is_started_with_the_persons_choice():
    here = a_service()
    desk = Desk(a_person_in_care(at=here), here)
    course = started(desk, why="My brother does well on it")
    assert (course.began, course.strength, course.service) == ("induction", 1, here)
    choice = course.choices.get()
    assert (choice.why, choice.told_tolerance, choice.told_driving) == ("My brother does well on it", True, None)
    assert course.orders.get().kind == "start"
    page = desk.opens("medicines").page
    assert "My brother does well on it" in page and "that tolerance falls quickly" in page


def test_the_same_medicine_is_not_started_twice():
    made = a_steady_course()
    desk = at_the_desk(of=made)
    started(desk)
    assert "goes on already" in desk.page and Course.objects.count() == 1


def test_a_dose_from_prison_goes_on_and_is_no_induction():
    here = a_service()
    desk = Desk(a_person_in_care(at=here), here)
    typed = {
        **{"product": "methadone_1", "source": "prison", "said_by": "Nurse Okoye, 01632 960111"},
        **{"confirmed_on": "today", "last_dose_on": "today", "last_mg": "70", "watched": "yes"},
        **{"dose_mg": "70", "on": "today"},
    }
    assert desk.sends("continue_course", **typed).status_code == 302
    course = Course.objects.get()
    assert (course.began, course.orders.get().kind, course.orders.get().dose_mg) == ("continuation", "continuation", 70)
    assert course.confirmations.get().said_by == "Nurse Okoye, 01632 960111"


def test_another_dose_than_the_confirmed_one_needs_its_reason():
    here = a_service()
    desk = Desk(a_person_in_care(at=here), here)
    desk.sends(
        "continue_course",
        product="methadone_1",
        said_by="Nurse Okoye",
        confirmed_on="today",
        last_dose_on="today",
        last_mg="70",
        watched="yes",
        dose_mg="50",
    )
    assert "The dose is not the one that was confirmed: say why" in desk.page
    assert not Course.objects.exists()


def test_another_medicine_is_a_stop_and_a_start_in_one_step():
    made = a_steady_course(mg=30)
    desk = at_the_desk(of=made)
    desk.opens("convert_course", made.course)
    assert "No table turns one dose into another" in desk.page
    tomorrow = today() + timedelta(days=1)
    answer = desk.sends(
        "convert_course", made.course, product="buprenorphine_sublingual", dose_mg="4", on=str(tomorrow)
    )
    assert answer.status_code == 302, desk.page
    after = Course.objects.get(follows=made.course)
    assert (after.began, dose_on(made.course), dose_on(after, tomorrow)) == ("conversion", None, 4)
    assert Order.objects.get(course=after).reason == Order.Reason.CONVERSION


def test_what_follows_does_not_begin_before_what_is_stopped_has_ended():
    made = a_steady_course(mg=30)
    desk = at_the_desk(of=made)
    later = today() + timedelta(days=3)
    typed = {"product": "buprenorphine_sublingual", "dose_mg": "4", "on": "today", "stop_on": str(later)}
    desk.sends("convert_course", made.course, **typed)
    assert "Micro-induction is two courses" in desk.page
    assert dose_on(made.course, later) == 30
