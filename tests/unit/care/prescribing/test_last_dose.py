"""A last dose: naloxone and the risk after stopping are asked for at the stop, recorded, and known to the rules."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ostara.care.facts.gathering import LastDoseSaid, OrderSaid, facts_for
from ostara.care.facts.models import Finding
from ostara.care.health.models import NaloxoneKit
from ostara.care.medication.models import BeforeStop, DosePlan, PlanStep
from ostara.care.prescribing.questions.last_dose import risk_words
from tests.episodes import days_ago, today
from tests.medicines import a_course
from tests.orders_written import at_the_desk, fields

pytestmark = pytest.mark.django_db
NEXT_YEAR = today() + timedelta(days=365)
NO_KIT = "No kit in date is on record"


def a_steady_course():
    return a_course().on(mg=60).supplied_daily(days_ago(10), days_ago(1))


def a_kit(made, *, until=NEXT_YEAR) -> NaloxoneKit:
    said = {"person": made.course.person, "service": made.course.service, "on": days_ago(30), "kit": "nyxoid"}
    return NaloxoneKit.objects.create(held_by="person", expires_on=until, recorded_at=timezone.now(), **said)


def stopped(made, **typed):
    desk = at_the_desk(of=made)
    desk.answer = desk.sends("stop_course", made.course, reason="asked", patient_led="yes", **typed)
    return desk


def seen_of_naloxone() -> str:
    """What the rule about the last dose saw of naloxone."""
    return Finding.objects.get(rule="DTX-10").seen["risks.naloxone_kit"]


def test_the_risk_is_said_with_its_number_and_where_it_comes_from():
    made = a_steady_course()
    page = at_the_desk(of=made).opens("stop_course", made.course).page
    assert risk_words() in page and NO_KIT in page and page.count('name="kit"') == 1
    for words in ("first 4 weeks after stopping", "about 8 times as likely", "8.15; 5.45 to 12.19", "Hickman"):
        assert words in risk_words()


def test_nothing_is_filled_in_and_a_kit_on_record_is_shown():
    made = a_steady_course()
    a_kit(made)
    page = at_the_desk(of=made).opens("stop_course", made.course).page
    assert "Nyxoid: into the nose, in date until" in page and NO_KIT not in page
    assert {fields(page).get(name, "") for name in ("naloxone", "told_risk", "kit")} == {""}


def test_a_kit_given_at_the_stop_is_recorded_and_the_rule_sees_it():
    made = a_steady_course()
    expires = {"kit": "prenoxad", "expires_on": str(NEXT_YEAR), "trained": "yes"}
    assert stopped(made, naloxone="given", told_risk="yes", **expires).answer.status_code == 302
    kit, seen_to = NaloxoneKit.objects.get(), BeforeStop.objects.get()
    assert (kit.person, kit.kit, kit.expires_on, kit.trained) == (made.course.person, "prenoxad", NEXT_YEAR, "Y")
    assert (seen_to.naloxone, seen_to.told_risk, seen_to.order.dose_mg) == ("given", True, None)
    assert seen_of_naloxone() == "True"


def test_a_kit_they_have_that_is_on_record_is_not_written_twice():
    made = a_steady_course()
    a_kit(made)
    stopped(made, naloxone="has")
    assert NaloxoneKit.objects.count() == 1 and BeforeStop.objects.get().naloxone == "has"


def test_a_kit_they_say_they_have_is_written_down_with_its_day():
    made = a_steady_course()
    a_kit(made, until=days_ago(3))
    desk = stopped(made, naloxone="has")
    assert "Say which kit it is." in desk.page and "Say until when it is in date." in desk.page
    assert stopped(made, naloxone="has", kit="nyxoid", expires_on=str(NEXT_YEAR)).answer.status_code == 302
    assert NaloxoneKit.objects.filter(expires_on=NEXT_YEAR).exists()


def test_a_kit_that_is_out_of_date_is_no_kit():
    made = a_steady_course()
    desk = stopped(made, naloxone="given", kit="nyxoid", expires_on=str(days_ago(1)))
    assert "It cannot lie in the past" in desk.page and not BeforeStop.objects.exists()


def test_what_is_not_wanted_now_is_offered_again_and_the_rule_goes_on_asking():
    made = a_steady_course()
    assert "Say when it is offered again" in stopped(made, naloxone="refused").page
    stopped(made, naloxone="refused", offer_again_on=str(today() + timedelta(days=28)))
    assert NaloxoneKit.objects.get().kit == "refused" and BeforeStop.objects.get().naloxone == "refused"
    assert seen_of_naloxone() == "False"


@pytest.mark.parametrize("told", [True, False, None])
def test_what_they_were_told_at_the_stop_is_a_fact_of_that_order(told):
    made = a_steady_course()
    stop = {"product": "methadone_1", "dose_mg": None, "supervision": "unknown", "reason": "asked"}
    order = OrderSaid(effective_on=today(), last=LastDoseSaid(told_risk=told), **stop)
    facts = facts_for(made.course.person, on=today(), course=made.course, order=order)
    assert facts.leaving.told_tolerance is told


def test_what_nobody_asked_is_no_answer_and_the_page_says_so():
    made = a_steady_course()
    desk = stopped(made)
    assert desk.answer.status_code == 302 and not BeforeStop.objects.exists()
    for page in (desk.opens("medicines").page, desk.opens("medicine_history").page):
        assert "Nobody recorded whether naloxone and the risk after stopping were talked about" in page


def test_what_was_seen_to_stands_beside_the_stop():
    made = a_steady_course()
    a_kit(made)
    desk = stopped(made, naloxone="has", told_risk="no")
    for page in (desk.opens("medicines").page, desk.opens("medicine_history").page):
        assert "Naloxone: has a kit that is in date. Told of the risk after stopping: no." in page


@pytest.mark.parametrize(("mg", "asks"), [(0, True), (10, False)])
def test_the_last_step_of_a_plan_asks_what_a_stop_asks(mg, asks):
    made = a_steady_course()
    plan = {"kind": DosePlan.Kind.REDUCTION, "agreed_on": days_ago(40), "person_led": True}
    PlanStep.objects.create(plan=DosePlan.objects.create(course=made.course, **plan), place=1, on=today(), dose_mg=mg)
    desk = at_the_desk(of=made)
    assert (risk_words() in desk.opens("sign_step", made.course).page) is asks
    if asks:
        kit = {"kit": "nyxoid", "expires_on": str(NEXT_YEAR)}
        assert desk.sends("sign_step", made.course, naloxone="given", told_risk="yes", **kit).status_code == 302
        assert BeforeStop.objects.get().order.step is not None and NaloxoneKit.objects.exists()
