"""What a day with medicines asks of a prescriber, a nurse and a pharmacist, counted: the budgets of users.md.

Each begins on somebody's first page, or where it says so on the page on which they spend their day. What a rule or a
dose asks them to look at is a decision each; a task is done when the record says so.
"""

from datetime import date, time, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from ostara.care.accounts.made_up import DEMO_PASSWORD, ready_to_sign_in
from ostara.care.accounts.roles import Role
from ostara.care.medication.models import Hold, OpeningHours, Prescription, PrescriptionEvent, Stock, Supply
from ostara.care.medication.questions.orders import in_force
from ostara.care.people.models import Photo
from tests.dispensing import a_dispensing_room, an_arrangement, somebody_due
from tests.episodes import days_ago, the_episode, today
from tests.keystrokes import Hands, within
from tests.medicines import a_course, a_pharmacy
from tests.persons import a_person, a_picture
from tests.staff import a_service, somebody

FIFTY = 50
NEXT_MONDAY = today() + timedelta(days=7 - today().weekday())


def told(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def found(hands: Hands, family: str, given: str) -> None:
    """Looks for somebody from the first page, by the first letters of their name, and opens their record."""
    hands.types(family[:4].lower(), into=hands.page.get_by_label("Name, date of birth"))
    hands.presses("Enter")
    hands.decides()  # is it this one?
    hands.clicks(hands.page.get_by_role("link", name=f"{family}, {given}"))


def answers(hands: Hands, button: str) -> None:
    """Signs; where rules ask, takes each in, chooses its reason, and signs again."""
    hands.clicks(hands.page.get_by_role("button", name=button))
    hands.page.wait_for_load_state()
    asked = hands.page.locator("select[id^='id_reply-']")
    for place in range(asked.count()):
        hands.decides()
        hands.chooses("Seen and examined today", of=asked.nth(place))
    if asked.count():
        hands.clicks(hands.page.get_by_role("button", name=button))


@pytest.fixture
def harbour(own_record):
    return a_service("Harbour")


@pytest.fixture
def dean(harbour):
    person = a_person(at=harbour, given="Dean", family="Heronbeck", born=date(1984, 2, 29), sex="M")
    for given, family in (("Rosie", "Herring"), ("Ros", "Heron"), ("Rory", "Becket")):
        a_person(at=harbour, given=given, family=family)
    the_episode(person, harbour)
    return person


@pytest.fixture
def doctor(sit_down, harbour):
    return Hands(sit_down(somebody(Role.PRESCRIBER, at=harbour)))


def test_a_prescriber_sees_dose_and_risks_in_5_seconds(doctor, harbour, dean):
    a_course(of=dean, at=harbour).on(mg=60).supplied_daily(days_ago(10), days_ago(1))
    found(doctor, "Heronbeck", "Dean")
    told(doctor.page, "60 mg (60 mL)")
    within(5, doctor)


def test_a_dose_is_changed_in_45_seconds(doctor, harbour, dean):
    made = a_course(of=dean, at=harbour).on(mg=60).supplied_daily(days_ago(10), days_ago(1))
    page = doctor.page
    found(doctor, "Heronbeck", "Dean")
    doctor.decides(2)  # the dose, and what speaks for another
    doctor.clicks(page.get_by_role("link", name="Change the dose"))
    doctor.decides()
    doctor.types("65", into=page.get_by_label("Dose", exact=True))
    doctor.chooses("Towards a dose that holds", of=page.get_by_label("Why", exact=True))
    answers(doctor, "Sign the order")
    told(page, "The order is signed")
    assert in_force(made.course.orders.all(), today()).dose_mg == 65
    within(45, doctor)


def test_missed_days_are_decided_on_in_30_seconds(doctor, harbour, dean):
    made = a_course(of=dean, at=harbour).on(mg=60).supplied_daily(days_ago(20), days_ago(6))
    for ago in range(5, 0, -1):
        made.supplied(days_ago(ago), outcome="not_collected")
    page = doctor.page
    found(doctor, "Heronbeck", "Dean")
    doctor.clicks(page.get_by_role("link", name="Decide on days without"))
    doctor.decides(2)  # the days, and what the rules say
    doctor.clicks(page.get_by_label("Go on under a new order"))
    doctor.clicks(page.get_by_role("group", name="Were they seen face to face?").get_by_label("Yes"))
    doctor.types("20", into=page.get_by_label("Dose of the new order"))
    answers(doctor, "Record the decision")
    told(page, "The decision is recorded")
    within(30, doctor)


def test_a_confirmed_dose_is_taken_over_in_2_minutes(doctor, dean):
    page = doctor.page
    found(doctor, "Heronbeck", "Dean")
    doctor.clicks(page.get_by_role("link", name="Take over a confirmed dose"))
    doctor.chooses("Methadone oral solution 1 mg/mL", of=page.get_by_label("Medicine", exact=True))
    doctor.chooses("Another treatment service", of=page.get_by_label("Who confirmed the dose?"))
    doctor.types("Mo Hill, 01632 960777", into=page.get_by_label("Name and telephone of who said it"))
    doctor.types("today", into=page.get_by_label("Day on which it was said"))
    doctor.types("yesterday", into=page.get_by_label("Day of the last dose"))
    doctor.types("65", into=page.get_by_label("Last dose, as they said it"))
    doctor.clicks(page.get_by_role("group", name="Was it watched?").get_by_label("Yes, it was watched"))
    doctor.types("65", into=page.get_by_label("Dose to go on with"))
    doctor.decides(2)  # the dose, and how it is taken
    answers(doctor, "Sign the first order")
    told(page, "65 mg (65 mL) a day")
    within(120, doctor)


def a_pharmacy_open_daily(harbour):
    place = a_pharmacy(area=harbour.area, opens_on_bank_holidays=True)
    for day in range(7):
        hours = {"opens": time(9), "closes": time(18)}
        OpeningHours.objects.create(place=place, weekday=day, from_on=days_ago(400), **hours)
    return place


def fifty_people(harbour, place):
    """Fifty whose prescription ends when the next one begins; five of them have another dose since."""
    for number in range(FIFTY):
        person = a_person(at=harbour, family=f"Example {number:02}", born=date(1984, 2, 29), sex="M")
        made = a_course(of=person, at=harbour, place=place).on(mg=60).arranged("1111111", since=days_ago(60))
        before = made.prescribed(NEXT_MONDAY - timedelta(days=14), days=14, signed=True)
        for due in before.instalments.filter(due_on__lt=today()):
            said = {"place": place, "outcome": "observed", "given_mg": 60, "said": "telephone"}
            Supply.objects.create(instalment=due, attempt=1, course=made.course, on=due.due_on, **said)
        if number % 10 == 0:
            made.on(mg=65, since=today())


def test_fifty_prescriptions_are_signed_in_3_minutes_and_each_stays_visible(doctor, harbour):
    fifty_people(harbour, a_pharmacy_open_daily(harbour))
    page = doctor.page
    doctor.clicks(page.get_by_role("link", name="Prescriptions"))
    doctor.clicks(page.get_by_role("button", name="Prepare"))
    lines = page.locator("tr.run-line")
    expect(lines).to_have_count(FIFTY)
    for place in range(FIFTY):
        expect(lines.nth(place)).to_be_visible()
        doctor.decides()  # who, what, and what differs from last time
    expect(lines.filter(has_text="As last time")).to_have_count(45)
    doctor.clicks(page.get_by_role("button", name="Tick those without a question"))
    for line in lines.all():
        box = line.get_by_role("checkbox")
        if not box.is_checked():
            doctor.decides()  # what a rule asks
            doctor.chooses("Seen and examined today", of=line.get_by_label("Why do you go on?"))
            doctor.clicks(box)
    doctor.clicks(page.get_by_role("button", name="Sign those ticked"))
    told(page, f"{FIFTY} prescriptions are signed")
    assert PrescriptionEvent.objects.filter(kind="signed", prescription__in=waited_for()).count() == FIFTY
    within(180, doctor)


def waited_for():
    return Prescription.objects.filter(first_on__gt=today())


@pytest.fixture
def room(harbour):
    made = a_dispensing_room(at=harbour)
    made.holds(5000)
    return made


@pytest.fixture
def nurse(sit_down, room):
    """At the queue of today, as all day long."""
    return Hands(sit_down(room.nurse, at="/dispensing/"))


def with_a_face(room, given, family):
    person = a_person(at=room.service, given=given, family=family, born=date(1984, 2, 29))
    Photo.objects.create(person=person, taken_on=today(), jpeg=a_picture(size=(300, 300)))
    return person


def opened(nurse, name):
    nurse.decides()  # who stands here?
    nurse.clicks(nurse.page.get_by_role("link", name=name))
    told(nurse.page, "29 February 1984")


def queue(room):
    for number in range(9):
        somebody_due(at=room, of=with_a_face(room, "Sam", f"Sample {number}"))
    return somebody_due(at=room, of=with_a_face(room, "Robin", "Heronbeck"))


def test_the_right_person_is_found_in_3_seconds_and_has_a_watched_dose_in_10(room, sit_down):
    queue(room)
    nurse = Hands(sit_down(room.nurse, at="/dispensing/"))
    opened(nurse, "Heronbeck, Robin")
    within(3, nurse)
    nurse.decides()  # photo, name and date of birth
    nurse.clicks(nurse.page.get_by_label("I compared photo, name and date of birth"))
    nurse.decides()  # sober and awake, and the amount
    nurse.clicks(nurse.page.get_by_role("button", name="Sober and awake: taken in front of me"))
    told(nurse.page, "Given and written down.")
    within(10, nurse)


def test_a_dose_is_refused_and_why_is_recorded_in_15_seconds(room, sit_down):
    queue(room)
    nurse = Hands(sit_down(room.nurse, at="/dispensing/"))
    opened(nurse, "Heronbeck, Robin")
    nurse.decides()
    nurse.clicks(nurse.page.get_by_role("link", name="Not sober, or drowsy"))
    nurse.types("slurred speech", into=nurse.page.get_by_label("What was seen"))
    nurse.clicks(nurse.page.get_by_role("button", name="Hold the dose and ask the prescriber"))
    told(nurse.page, "Held. A prescriber is asked today.")
    assert Hold.objects.get().words == "slurred speech"
    within(15, nurse)


def test_an_injection_is_given_in_60_seconds(room, sit_down):
    person = with_a_face(room, "Robin", "Heronbeck")
    course = a_course(of=person, at=room.service, place=room.place, product="buvidal_weekly").on(mg=24)
    an_arrangement(of=course, at=room.place, pickups="0000000", watched="0000000")
    for back, site in ((14, "thigh_left"), (7, "abdomen_left")):
        said = {"place": room.place, "outcome": "observed", "given_mg": 24, "said": "here", "site": site}
        due = course.due(days_ago(back))
        Supply.objects.create(instalment=due, attempt=1, course=course.course, on=days_ago(back), **said)
    room.holds(10, product="buvidal_weekly", strength=24)
    nurse = Hands(sit_down(room.nurse, at="/dispensing/"))
    opened(nurse, "Heronbeck, Robin")
    nurse.decides()
    nurse.clicks(nurse.page.get_by_label("I compared photo, name and date of birth"))
    nurse.decides()  # which places have rested
    nurse.chooses("right upper arm", of=nurse.page.get_by_label("Where the injection went"))
    nurse.decides()
    nurse.clicks(nurse.page.get_by_role("button", name="Sober and awake: injected"))
    told(nurse.page, "Given and written down.")
    within(60, nurse)


def test_stock_is_counted_by_two_in_2_minutes(room, nurse):
    second = ready_to_sign_in(somebody(Role.NURSE, at=room.service, email="second@harbour.test"))
    page = nurse.page
    nurse.clicks(page.get_by_role("link", name="Stock and register"))
    nurse.clicks(page.get_by_role("link", name="Count"))
    nurse.types("5000", into=page.get_by_label("What both of you counted"))
    nurse.types(second.email, into=page.get_by_label("The second person's e-mail address"))
    nurse.types(DEMO_PASSWORD, into=page.get_by_label("The second person's password"))
    nurse.decides()
    nurse.clicks(page.get_by_role("button", name="Save the count of us two"))
    expect(page.get_by_role("row", name="Counted")).to_contain_text("Agrees")
    assert Stock.objects.get().balance == 5000
    within(120, nurse)


def test_a_pharmacist_says_what_became_of_each_in_one_click_and_asks_in_20_seconds(harbour, sit_down):
    theirs = a_service("High Street Pharmacy")
    shop = a_pharmacy("High Street Pharmacy", service=theirs)
    for family in ("Coot", "Dunlin", "Egret"):
        course = a_course(of=a_person(at=harbour, given="Robin", family=family), at=harbour, place=shop).on(mg=60)
        course.supplied(days_ago(1))
        course.due(today())
    page = sit_down(somebody(Role.PHARMACIST, at=theirs))
    at_the_desk = Hands(page)
    at_the_desk.clicks(page.get_by_role("navigation").get_by_role("link", name="Dispensing"))
    at_the_desk.decides()
    expect(page.get_by_role("row", name="60 mg")).to_have_count(3)
    within(5, at_the_desk)
    for button in ("Taken here for Coot, Robin", "Not collected for Dunlin, Robin"):
        one = Hands(page)
        one.clicks(page.get_by_role("button", name=button))
        told(page, "Written down.")
        assert one.effort.clicks == 1
    asking = Hands(page)
    asking.decides()
    asking.clicks(page.get_by_role("link", name="Egret, Robin"))
    asking.clicks(page.get_by_role("link", name="Hold for another reason, and ask the prescriber"))
    asking.decides()
    asking.clicks(page.get_by_label("Unwell"))
    asking.types("sick twice", into=page.get_by_label("What was seen"))
    asking.clicks(page.get_by_role("button", name="Hold the dose and ask the prescriber"))
    told(page, "Held. A prescriber is asked today.")
    within(20, asking)
    assert not urlsplit(page.url).query
