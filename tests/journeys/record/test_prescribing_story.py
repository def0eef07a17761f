"""Given somebody who wants methadone: started, raised, missed and decided on, lowered at their own pace."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from ostara.care.accounts.roles import Role
from ostara.care.health.models import NaloxoneKit
from ostara.care.medication.models import Course, HoldEnd, Prescription, PrescriptionEvent
from ostara.care.medication.questions.orders import in_force
from tests.episodes import days_ago, the_episode, today
from tests.journeys.record.conftest import PHONE
from tests.medicines import a_course, a_pharmacy
from tests.persons import a_person
from tests.staff import a_service, somebody


def told(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def answered(page: Page, button: str) -> None:
    """Signs; where the rules ask, chooses a reason for each question and signs again."""
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()
    asked = page.locator("select[id^='id_reply-']")
    for place in range(asked.count()):
        asked.nth(place).select_option(label="Seen and examined today")
    if asked.count():
        page.get_by_role("button", name=button).click()


def medicines(page: Page, person) -> None:
    page.goto(f"/people/{person.pk}/medicines/")


def test_a_course_is_started_with_a_choice_and_supplied_by_a_pharmacy(sit_down):
    harbour = a_service("Harbour")
    rosa, doctor = a_person(at=harbour, given="Rosa", family="Ahern"), somebody(Role.PRESCRIBER, at=harbour)
    the_episode(rosa, harbour)
    a_pharmacy("Bridge Street Pharmacy", area=harbour.area)
    page = sit_down(doctor)
    page.goto(f"/people/{rosa.pk}/")
    page.get_by_role("link", name="Start a medicine").click()
    page.get_by_label("Medicine", exact=True).select_option(label="Methadone oral solution 1 mg/mL")
    page.get_by_label("Why this one, in the person's own words").fill("My brother does well on it")
    page.get_by_label("That tolerance falls quickly, and overdose").check()
    expect(page.get_by_label("First dose")).to_have_value("")
    page.get_by_label("First dose").fill("20")
    answered(page, "Sign the first order")
    told(page, "The first order is signed")
    told(page, "20 mg (20 mL) a day")
    told(page, "My brother does well on it")

    page.get_by_role("link", name="How it is supplied").click()
    page.get_by_label("Where", exact=True).select_option(label="Bridge Street Pharmacy (community pharmacy)")
    for group in ("Collected on", "Watched on"):
        for box in page.get_by_role("group", name=group).get_by_role("checkbox").all():
            box.check()
    answered(page, "Save")
    told(page, "Every day at Bridge Street Pharmacy; each watched")
    assert Course.objects.get().choices.get().told_tolerance is True


def test_a_dose_is_changed_in_a_few_steps_on_a_phone_without_script(sit_down):
    harbour = a_service("Harbour")
    rosa = a_person(at=harbour, given="Rosa", family="Ahern")
    made = a_course(of=rosa, at=harbour).on(mg=60).supplied_daily(days_ago(10), days_ago(1))
    page = sit_down(somebody(Role.PRESCRIBER, at=harbour), width=PHONE, scripts=False)
    medicines(page, rosa)
    page.get_by_role("link", name="Change the dose").click()
    page.get_by_label("Dose", exact=True).fill("65")
    page.get_by_label("Why", exact=True).select_option(label="Towards a dose that holds")
    answered(page, "Sign the order")
    told(page, "The order is signed")
    told(page, "65 mg (65 mL) a day")
    assert in_force(made.course.orders.all(), today()).kind == "increase"


def test_missed_days_are_decided_on_one_page(sit_down):
    harbour = a_service("Harbour")
    rosa = a_person(at=harbour, given="Rosa", family="Ahern")
    made = a_course(of=rosa, at=harbour).on(mg=60).supplied_daily(days_ago(20), days_ago(6))
    for ago in range(5, 0, -1):
        made.supplied(days_ago(ago), outcome="not_collected")
    page = sit_down(somebody(Role.PRESCRIBER, at=harbour))
    medicines(page, rosa)
    page.get_by_role("link", name="Decide on days without").click()
    told(page, "5 days without medicine.")
    told(page, "What the rules say")
    page.get_by_label("Go on under a new order").check()
    page.get_by_role("group", name="Were they seen face to face?").get_by_label("Yes").check()
    page.get_by_label("Dose of the new order").fill("20")
    page.get_by_label("How doses are taken under the new order").select_option(label="Every dose is watched")
    answered(page, "Record the decision")
    told(page, "The decision is recorded")
    told(page, "20 mg (20 mL) a day")
    assert HoldEnd.objects.get().decision == HoldEnd.Decision.NEW_ORDER


def test_a_reduction_at_the_persons_own_pace_is_signed_paused_and_gone_back_on(sit_down):
    harbour = a_service("Harbour")
    rosa = a_person(at=harbour, given="Rosa", family="Ahern")
    a_course(of=rosa, at=harbour).on(mg=60).supplied_daily(days_ago(10), days_ago(1))
    page = sit_down(somebody(Role.PRESCRIBER, at=harbour))
    medicines(page, rosa)
    page.get_by_role("link", name="Plan a reduction").click()
    page.get_by_label("By how much each time").fill("2")
    page.get_by_label("a month", exact=True).check()
    page.get_by_label("First step on").fill("today")
    page.get_by_label("Down to").fill("40")
    page.get_by_role("group", name="Is this the person's own wish and pace?").get_by_label("Yes").check()
    page.get_by_role("button", name="Save the plan").click()
    told(page, "It can be paused or ended on any day")
    page.get_by_role("link", name="Sign the next step").click()
    answered(page, "Sign the order")
    told(page, "58 mg (58 mL) a day")

    page.get_by_role("link", name="Pause or end the plan").click()
    page.get_by_label("Pause it").check()
    page.get_by_role("button", name="Save").click()
    told(page, "Paused")
    page.get_by_role("link", name="How are they after a reduction?").click()
    page.get_by_role("group", name="Do they wish to go back to the dose before?").get_by_label("Yes").check()
    page.get_by_role("button", name="Save").click()
    told(page, "Wishes to go back to the dose before")


def test_who_is_held_says_whom_to_ring_and_stays_out_of_the_run(sit_down):
    harbour = a_service("Harbour")
    rosa = a_person(at=harbour, given="Rosa", family="Ahern")
    place = a_pharmacy("Bridge Street Pharmacy", area=harbour.area)
    made = a_course(of=rosa, at=harbour, place=place).on(mg=60).arranged("1111111", since=days_ago(60))
    made.prescribed(today(), days=2, signed=True)
    page = sit_down(somebody(Role.PRESCRIBER, at=harbour), width=PHONE)
    medicines(page, rosa)
    page.get_by_role("link", name="Hold", exact=True).click()
    page.get_by_label("In hospital").check()
    page.get_by_role("button", name="Hold it").click()
    told(page, "nothing is handed over before a prescriber decides")
    told(page, "Ring Bridge Street Pharmacy, 01632 960555, so that they hold it too")
    page.goto("/prescriptions/")
    page.get_by_label("First day").fill(str(today() + timedelta(days=3)))
    page.get_by_label("Last day").fill(str(today() + timedelta(days=9)))
    page.get_by_role("button", name="Prepare").click()
    told(page, "Nobody needs a prescription for these days")
    told(page, "Held: nothing is prepared for them")
    expect(page.get_by_role("link", name="Ahern, Rosa")).to_have_count(1)


def test_a_link_to_a_pharmacy_is_withdrawn_by_who_sent_it(sit_down):
    harbour = a_service("Harbour")
    rosa = a_person(at=harbour, given="Rosa", family="Ahern")
    place = a_pharmacy("Bridge Street Pharmacy", area=harbour.area)
    a_course(of=rosa, at=harbour, place=place).on(mg=60).prescribed(today(), days=2, signed=True)
    page = sit_down(somebody(Role.ADMINISTRATOR, at=harbour), at=f"/pharmacies/{place.pk}/day/{today()}/")
    page.get_by_role("link", name="A link by which they reply").click()
    page.get_by_role("button", name="Make the link").click()
    there = page.locator("code").inner_text()
    pharmacist = sit_down(at=there)
    told(pharmacist, "R. A.")
    page.get_by_role("button", name="Withdraw").click()
    told(page, "The link is withdrawn")
    pharmacist.reload()
    told(pharmacist, "This link was withdrawn")
    expect(pharmacist.get_by_text("R. A.")).to_have_count(0)


def test_a_stop_asks_for_naloxone_and_says_how_high_the_risk_is(sit_down):
    harbour = a_service("Harbour")
    rosa = a_person(at=harbour, given="Rosa", family="Ahern")
    a_course(of=rosa, at=harbour).on(mg=10).supplied_daily(days_ago(10), days_ago(1))
    page = sit_down(somebody(Role.PRESCRIBER, at=harbour))
    medicines(page, rosa)
    page.get_by_role("link", name="Stop", exact=True).click()
    told(page, "about 8 times as likely")
    told(page, "No kit in date is on record.")
    page.get_by_label("Why", exact=True).select_option(label="The person asked for it")
    page.get_by_label("Was given a kit now").check()
    page.get_by_label("Which kit").select_option(label="Nyxoid: into the nose")
    page.get_by_label("In date until").fill("1 March 2040")
    page.get_by_role("group", name="Were they told how high the risk").get_by_label("Yes").check()
    answered(page, "Sign the stop")
    told(page, "Naloxone: was given a kit now. Told of the risk after stopping: yes.")
    page.get_by_role("link", name="How are they?").click()
    told(page, "The PHQ-9 has not been asked yet.")
    assert NaloxoneKit.objects.get().expires_on.year == 2040


def test_a_run_is_looked_through_signed_and_sent(sit_down):
    harbour = a_service("Harbour")
    place = a_pharmacy(area=harbour.area)
    for number in range(3):
        made = a_course(of=a_person(at=harbour, family=f"Example {number}"), at=harbour, place=place)
        made.on(mg=60 + number).arranged("1111111", since=days_ago(60))
    page = sit_down(somebody(Role.PRESCRIBER, at=harbour))
    page.goto("/prescriptions/")
    page.get_by_label("First day").fill(str(today() + timedelta(days=1)))
    page.get_by_label("Last day").fill(str(today() + timedelta(days=7)))
    page.get_by_role("button", name="Prepare").click()
    told(page, "3 wait for a signature")
    for box in page.get_by_role("checkbox").all():
        box.check()
    for reason in page.locator("select[id^='reason-']").all():
        reason.select_option(label="Seen and examined today")
    page.get_by_role("button", name="Sign those ticked").click()
    told(page, "3 prescriptions are signed")
    page.get_by_role("button", name="All that are signed were sent").click()
    told(page, "3 marked as sent")
    assert PrescriptionEvent.objects.filter(kind="sent").count() == Prescription.objects.count() == 3
