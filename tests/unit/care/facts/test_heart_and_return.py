"""The heart and the way back, from rows to the rules that ask about them."""

from decimal import Decimal

import pytest
from django.utils import timezone

from ostara.care.facts.deciding import judge
from ostara.care.facts.gathering import OrderSaid, facts_for
from ostara.care.health.models import Ecg, OtherMedicine
from ostara.care.medication.models import Order
from ostara.guidance.rule import Moment, Response
from tests.medicines import a_course, days_ago, today

pytestmark = [pytest.mark.django_db, pytest.mark.record]
NOTHING = {"heart.ecg_ever": False, "aftercare.ended": False, "aftercare.asked_to_return": False}


def recorded(model, course, **fields):
    given = {"person": course.course.person, "service": course.course.service, "recorded_by": course.prescriber}
    return model.objects.create(**given, recorded_at=timezone.now(), **fields)


def known(course, **of):
    facts = facts_for(course.course.person, on=today(), course=course.course, **of)
    return {path: value for path, value in facts.known() if path.split(".")[0] in {"heart", "aftercare"}}


def an_order(mg):
    return OrderSaid(
        product="methadone_1",
        dose_mg=Decimal(mg),
        effective_on=today(),
        supervision="supervised",
        reason=Order.Reason.TITRATION,
    )


def test_no_ecg_on_record_is_a_no_and_nothing_else_is_guessed():
    assert known(a_course().on(mg=60)) == NOTHING


def test_an_ecg_that_was_not_wanted_is_none():
    course = a_course().on(mg=60)
    recorded(Ecg, course, on=days_ago(5), done="refused", offer_again_on=days_ago(-90))
    assert known(course)["heart.ecg_ever"] is False


def test_the_last_ecg_and_what_came_after_it():
    course = a_course().on(mg=90, since=days_ago(200)).on(mg=110, since=days_ago(60))
    recorded(Ecg, course, on=days_ago(400), done="done", qtc_ms=430)
    recorded(Ecg, course, on=days_ago(70), done="done", qtc_ms=505)
    recorded(OtherMedicine, course, on=days_ago(20), name="citalopram", group="qt", source="elsewhere")
    found = known(course)
    assert (found["heart.qtc_ms"], found["heart.months_since_ecg"]) == (505, 2)
    assert found["heart.qtc_acted_on"] is False
    assert found["heart.qt_medicine"] and found["heart.qt_medicine_since_ecg"]
    assert (found["heart.days_since_crossing"], found["heart.ecg_since_crossing"]) == (60, False)


def test_a_very_long_qtc_asks_at_the_next_order_until_somebody_acted_on_it():
    course = a_course().on(mg=60, since=days_ago(200))
    recorded(Ecg, course, on=days_ago(10), done="done", qtc_ms=510)

    def asks():
        found = judge(
            course.course.person, moment=Moment.ORDER, on=today(), course=course.course, order=an_order(60)
        ).findings
        return {one.rule: one.response for one in found}.get("MON-03.2")

    assert asks() is Response.ASK
    course.on(mg=50, since=days_ago(5), reason=Order.Reason.QTC)
    assert asks() is None


@pytest.mark.parametrize(("days", "returns"), [(4, False), (5, True), (90, True)])
def test_an_order_after_a_stop_is_a_return_once_tolerance_may_be_lost(days, returns):
    course = a_course().on(mg=60, since=days_ago(200)).stopped(days_ago(days))
    assert known(course, order=an_order(60))["aftercare.returns"] is returns


def test_an_order_that_goes_on_is_no_return():
    assert known(a_course().on(mg=60), order=an_order(65))["aftercare.returns"] is False
