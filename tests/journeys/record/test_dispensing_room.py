"""The dispensing room in a browser: a dose or a hold in three clicks, stock counted by two, and what went wrong."""

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ostara.care.accounts.made_up import DEMO_PASSWORD, ready_to_sign_in
from ostara.care.accounts.roles import Role
from ostara.care.medication.models import Hold, Stock, Supply
from ostara.care.people.models import Photo
from ostara.care.tasks.models import OpenTask
from tests.dispensing import a_dispensing_room, an_arrangement, days_ago, somebody_due, today
from tests.medicines import a_course, a_pharmacy
from tests.persons import a_person, a_picture
from tests.staff import a_service, somebody

PHONE = 390


class Clicks:
    """A tab in which clicks are counted: budgets of users.md are held here."""

    def __init__(self, page) -> None:
        self.page, self.number = page, 0

    def on(self, locator) -> None:
        locator.click()
        self.number += 1


@pytest.fixture
def room(own_record):
    return a_dispensing_room(at=a_service("Harbour"))


def robin(room, **fields):
    person = a_person(at=room.service, given="Robin", family="Example", born=date(1984, 2, 29))
    Photo.objects.create(person=person, taken_on=today(), jpeg=a_picture(size=(300, 300)))
    return somebody_due(at=room, of=person, **fields)


def test_a_watched_dose_is_three_clicks_from_the_queue(room, sit_down):
    course = robin(room)
    room.holds(500)
    page = sit_down(room.nurse, at="/dispensing/")
    clicks = Clicks(page)
    # Given the queue of today
    expect(page.get_by_text("1 waiting")).to_be_visible()
    # When the nurse opens Robin, compares, and gives
    clicks.on(page.get_by_role("link", name="Example, Robin"))
    expect(page.get_by_role("img", name="Photo of Robin Example")).to_be_visible()
    expect(page.get_by_text("29 February 1984")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("60 mg (60 mL)")
    clicks.on(page.get_by_label("I compared photo, name and date of birth"))
    clicks.on(page.get_by_role("button", name="Sober and awake: taken in front of me"))
    # Then it is written down, and she is back at the queue
    expect(page.get_by_text("Given and written down.")).to_be_visible()
    expect(page.get_by_text("1 settled")).to_be_visible()
    assert clicks.number <= 3
    assert Supply.objects.get(on=today()).given_mg == 60
    assert Stock.objects.get().balance == 440
    # And whoever opens the page again sees that it was given
    page.goto(f"/people/{course.course.person_id}/courses/{course.course.pk}/give/")
    expect(page.get_by_role("heading", name="Given")).to_be_visible()
    expect(page.get_by_role("button", name="Sober and awake")).to_have_count(0)


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_where_injections_went_is_drawn_and_told_and_can_be_used_by_everybody(room, sit_down, width):
    person = a_person(at=room.service, given="Robin", family="Example", born=date(1984, 2, 29))
    course = a_course(of=person, at=room.service, place=room.place, product="buvidal_weekly").on(mg=24)
    an_arrangement(of=course, at=room.place, pickups="0000000", watched="0000000")
    for back, site in ((70, "abdomen_left"), (7, "thigh_left")):
        said = {"place": room.place, "outcome": "observed", "given_mg": 24, "said": "here", "site": site}
        due = course.due(days_ago(back))
        Supply.objects.create(instalment=due, attempt=1, course=course.course, on=days_ago(back), **said)
    page = sit_down(room.nurse, width=width, at=f"/people/{person.pk}/courses/{course.course.pk}/give/")
    drawn = page.get_by_role(
        "img", name="Let rest: left thigh (1 week ago). Rested: left side of the abdomen (10 weeks"
    )
    expect(drawn).to_be_visible()
    page.get_by_text("Where injections went before").click()
    expect(page.get_by_role("row", name="Left thigh")).to_contain_text("Let it rest")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nobody_is_given_anything_who_was_not_looked_at(room, sit_down):
    robin(room)
    page = sit_down(room.nurse, at="/dispensing/")
    page.get_by_role("link", name="Example, Robin").click()
    page.get_by_role("button", name="Sober and awake: taken in front of me").click()
    expect(page.get_by_role("link", name="Compare who stands here first.")).to_be_visible()
    assert not Supply.objects.filter(on=today()).exists()


def test_a_dose_is_refused_to_somebody_drowsy_in_three_clicks(room, sit_down):
    course = robin(room)
    page = sit_down(room.nurse, at="/dispensing/")
    clicks = Clicks(page)
    clicks.on(page.get_by_role("link", name="Example, Robin"))
    clicks.on(page.get_by_role("link", name="Not sober, or drowsy"))
    clicks.on(page.get_by_role("button", name="Hold the dose and ask the prescriber"))
    expect(page.get_by_text("Held. A prescriber is asked today.")).to_be_visible()
    expect(page.get_by_text("1 apart")).to_be_visible()
    assert Hold.objects.get().reason == "intoxicated"
    assert OpenTask.objects.get().marker == f"hold {course.course.pk}"
    assert clicks.number <= 3


def test_take_away_doses_are_shown_with_how_to_keep_them(room, sit_down):
    person = a_person(at=room.service, given="Sam", family="Sample", born=date(1990, 5, 5))
    course = a_course(at=room.service, place=room.place, of=person).on(mg=60, since=days_ago(90))
    pickups = "".join("1" if weekday == today().weekday() else "0" for weekday in range(7))
    an_arrangement(of=course, at=room.place, pickups=pickups, watched=pickups)
    course.supplied(days_ago(7), days=7)
    page = sit_down(room.nurse, at="/dispensing/", width=PHONE)
    page.get_by_role("link", name="Sample, Sam").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("420 mg (420 mL)")
    expect(page.get_by_text("6 doses to take away, 60 mg (60 mL) each.")).to_be_visible()
    expect(page.get_by_text("out of sight and reach of children")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_injection_goes_where_the_skin_has_rested(room, sit_down):
    person = a_person(at=room.service, given="Robin", family="Example", born=date(1984, 2, 29))
    course = a_course(of=person, at=room.service, place=room.place, product="buvidal_weekly")
    course.on(mg=24, since=days_ago(60))
    an_arrangement(of=course, at=room.place, pickups="0000000", watched="0000000")
    for back, site in ((14, "abdomen_left"), (7, "thigh_left")):
        due = course.due(days_ago(back))
        Supply.objects.create(
            instalment=due,
            attempt=1,
            course=course.course,
            place=room.place,
            on=days_ago(back),
            outcome="observed",
            given_mg=24,
            said="here",
            site=site,
        )
    room.holds(10, product="buvidal_weekly", strength=24)
    page = sit_down(room.nurse, at="/dispensing/")
    page.get_by_role("link", name="Example, Robin").click()
    page.get_by_text("Where injections went before").click()
    expect(page.get_by_role("row", name="Left thigh")).to_contain_text("Let it rest")
    page.get_by_label("I compared photo, name and date of birth").check()
    page.get_by_label("Where the injection went").select_option("upper_arm_right")
    page.get_by_role("button", name="Sober and awake: injected").click()
    expect(page.get_by_text("Given and written down.")).to_be_visible()
    assert Stock.objects.get().balance == 9


def test_stock_is_counted_by_two_and_a_difference_is_looked_into(room, sit_down):
    room.holds(500)
    second = ready_to_sign_in(somebody(Role.NURSE, at=room.service))
    page = sit_down(room.nurse, at="/stock/")
    page.get_by_role("link", name="Count").click()
    expect(page.get_by_text("500")).to_have_count(0)  # both count before they are told
    page.get_by_label("What both of you counted").fill("490")
    page.get_by_label("The second person's e-mail address").fill(second.email)
    page.get_by_label("The second person's password").fill("not their password")
    page.get_by_role("button", name="Save the count of us two").click()
    expect(page.get_by_text("do not belong together").first).to_be_visible()
    page.get_by_label("The second person's password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Save the count of us two").click()
    row = page.get_by_role("row", name="Counted")
    expect(row).to_contain_text("Differs")
    expect(row).to_contain_text(second.name)
    assert OpenTask.objects.get().for_role == "service_manager"


def test_a_pharmacy_that_signs_in_sees_who_is_due_and_clicks_once(own_record, sit_down):
    ours, theirs = a_service("Harbour"), a_service("High Street Pharmacy")
    shop = a_pharmacy("High Street Pharmacy", service=theirs)
    person = a_person(at=ours, given="Robin", family="Example", born=date(1984, 2, 29))
    course = a_course(of=person, at=ours, place=shop).on(mg=60)
    course.supplied(days_ago(1))
    course.due(today())
    page = sit_down(somebody(Role.PHARMACIST, at=theirs), at="/dispensing/")
    page.get_by_role("button", name="Taken here for Example, Robin").click()
    expect(page.get_by_text("Written down.")).to_be_visible()
    assert Supply.objects.get(on=today()).said == "desk"
    # Their record is not opened by that
    assert page.goto(f"/people/{person.pk}/").status == 404
    assert page.goto(f"/people/{person.pk}/courses/{course.course.pk}/give/").status == 200


def test_a_dose_found_to_be_given_twice_is_recorded_and_reviewed(room, sit_down):
    course = robin(room)
    room.holds(500)
    yesterday = today() - timedelta(days=1)
    page = sit_down(room.nurse, at=f"/dispensing/afterwards/?on={yesterday.isoformat()}")
    page.get_by_role("link", name="The paper says it was given again").click()
    page.get_by_label("Which medicine").select_option(str(course.course.pk))
    page.get_by_label("On which day").fill("yesterday")
    page.get_by_label("Given in all on that day, if it is known (mg)").fill("120")
    page.get_by_label("Of it, left our stock and not written down anywhere yet (mg)").fill("60")
    page.get_by_label("What happened, and what was done at once").fill("Two lists were used. Robin was well at noon.")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Recorded. A prescriber is asked today")).to_be_visible()
    assert Stock.objects.get().balance == 440
    # The manager reviews it
    page = sit_down(somebody(Role.SERVICE_MANAGER, at=room.service), at="/incidents/")
    page.get_by_role("link", name="Example, Robin").click()
    page.get_by_label("What was found, and what changes").fill("One list at a time.")
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Save the review").click()
    expect(page.get_by_text("None waits for a review.")).to_be_visible()
