"""Days without medicine: held, shown with what the rules say, and decided: go on, a new order, or see them first."""

from datetime import timedelta

import pytest

from ostara.care.facts.models import Finding
from ostara.care.medication.models import Hold, HoldEnd
from ostara.care.medication.questions.courses import open_holds
from ostara.care.medication.questions.orders import in_force
from ostara.care.tasks.models import OpenTask
from tests.episodes import days_ago, today
from tests.medicines import a_course
from tests.orders_written import at_the_desk

pytestmark = pytest.mark.django_db


def missed(days: int):
    """Somebody steady on 60 mg who has not come for so many days."""
    made = a_course().on(mg=60).supplied_daily(days_ago(20), days_ago(days + 1))
    for ago in range(days, 0, -1):
        made.supplied(days_ago(ago), outcome="not_collected")
    return made


def held(made) -> bool:
    return made.course.pk in open_holds([made.course.pk], on=today())


def test_the_page_shows_the_gap_and_what_the_rules_say_before_anything_is_decided():
    made = missed(4)
    page = at_the_desk(of=made).opens("decide_on_missed", made.course).page
    assert "4 days without medicine." in page and "What the rules say" in page
    assert f"Last day with medicine: {days_ago(5).day} " in page
    assert "Of 28 days" in page


def test_a_hold_supplies_nothing_until_somebody_decides():
    made = missed(3)
    at_the_desk(of=made).sends("hold_course", made.course, reason="missed")
    assert held(made) and Hold.objects.get().recorded_by is not None
    desk = at_the_desk(of=made)
    assert "Held since" in desk.opens("medicines").page
    desk.sends("decide_on_missed", made.course, decision="go_on", seen_face="yes", words="Well; was at a funeral")
    assert not held(made)
    assert (HoldEnd.objects.get().decision, HoldEnd.objects.get().seen) == ("go_on", True)


def test_hold_and_decision_stand_on_the_timeline():
    made = missed(3)
    desk = at_the_desk(of=made)
    desk.sends("hold_course", made.course, reason="missed")
    assert "Held: " in desk.opens("timeline").page and "Decided on the hold" not in desk.page
    desk.sends("decide_on_missed", made.course, decision="go_on", seen_face="yes", words="Well; was at a funeral")
    page = desk.opens("timeline").page
    assert "Decided on the hold: " in page
    assert "Go on with the order as it is. Seen face to face. Well; was at a funeral" in page


def test_a_decision_needs_no_hold_before_it():
    made = missed(3)
    at_the_desk(of=made).sends("decide_on_missed", made.course, decision="go_on", seen_face="yes")
    assert HoldEnd.objects.get().hold.course == made.course
    assert not held(made)


def test_a_new_order_after_a_gap_is_a_restart_and_ends_the_hold():
    made = missed(6)
    at_the_desk(of=made).sends("hold_course", made.course, reason="missed")
    answer = at_the_desk(of=made).sends(
        "decide_on_missed",
        made.course,
        decision="new_order",
        seen_face="yes",
        dose_mg="20",
        supervision="supervised",
    )
    order = in_force(made.course.orders.all(), today())
    assert answer.status_code == 302
    assert (order.kind, order.dose_mg, order.reason) == ("restart", 20, "missed")
    assert HoldEnd.objects.get().decision == HoldEnd.Decision.NEW_ORDER
    assert Finding.objects.filter(about=order.pk).exists()


def test_to_see_them_first_holds_and_says_by_when():
    made = missed(4)
    at_the_desk(of=made).sends("decide_on_missed", made.course, decision="see_first")
    task = OpenTask.objects.get(marker=f"see {made.course.pk}")
    assert held(made) and today() < task.due_on <= today() + timedelta(days=5)
    at_the_desk(of=made).sends("decide_on_missed", made.course, decision="go_on", seen_face="yes")
    assert not OpenTask.objects.filter(marker=f"see {made.course.pk}").exists()


def test_a_new_order_without_a_dose_is_no_order():
    made = missed(4)
    desk = at_the_desk(of=made)
    desk.sends("decide_on_missed", made.course, decision="new_order")
    assert "Write the dose of the new order" in desk.page and not HoldEnd.objects.exists()


def test_a_dose_typed_beside_going_on_as_it_is_is_not_passed_over():
    made = missed(3)
    desk = at_the_desk(of=made)
    desk.sends("decide_on_missed", made.course, decision="go_on", dose_mg="30")
    assert "This is a dose of a new order" in desk.page and not HoldEnd.objects.exists()


def test_what_is_held_is_not_held_twice():
    made = missed(3)
    for _ in range(2):
        desk = at_the_desk(of=made)
        desk.sends("hold_course", made.course, reason="missed")
    assert "It is held already" in desk.page and Hold.objects.count() == 1


def test_a_silent_pharmacy_is_neither_a_miss_nor_a_pass():
    made = a_course().on(mg=60).supplied_daily(days_ago(20), days_ago(4))
    for ago in (3, 2, 1):
        made.due(days_ago(ago))
    page = at_the_desk(of=made).opens("medicines").page
    assert "None reported; 3 days of which nobody has said anything." in page
