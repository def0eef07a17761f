"""Somebody looks drowsy at the counter: the nurse rings a prescriber, who decides, and whose list it goes on."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ostara.care.accounts.roles import Role
from ostara.care.medication.models import Supply
from ostara.care.tasks.models import OpenTask
from tests.dispensing import a_dispensing_room, somebody_due, today
from tests.persons import a_person
from tests.staff import a_service, somebody

PHONE, DESK = 390, 1280
GIVE = "Not sober, as a prescriber decided: taken in front of me"


@pytest.fixture
def room(own_record):
    return a_dispensing_room(at=a_service("Harbour"))


def answered(page, rule, *, by):
    """Answers what one rule asks: who decided, and why."""
    asked = page.locator(".finding-asks").filter(has_text=f"Rule {rule}")
    asked.get_by_label("Which prescriber decided?").select_option(label=f"{by.name}, {by.telephone}")
    asked.get_by_label("Their reason").select_option(label="Not going on is the greater risk")
    asked.get_by_label("In words").fill("She knows Robin and spoke to them.")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_dose_is_given_on_a_prescribers_word_and_the_prescriber_confirms_it(room, sit_down, width):
    # Given Robin at the counter, who looks drowsy, and a prescriber who can be rung
    prescriber = somebody(Role.PRESCRIBER, at=room.service, name="Dr Ada Example")
    prescriber.telephone = "01632 960111"
    prescriber.save()
    course = somebody_due(
        at=room, of=a_person(at=room.service, given="Robin", family="Example", born=date(1984, 2, 29))
    )
    page = sit_down(room.nurse, width=width, at=f"/people/{course.course.person_id}/courses/{course.course.pk}/give/")
    page.get_by_label("I compared photo, name and date of birth").check()
    page.get_by_text("Not sober or drowsy, and a prescriber decided that it is given").click()
    # When the nurse says that a prescriber decided, she is asked who, and why
    page.get_by_role("button", name=GIVE).click()
    expect(page.get_by_text("Only a prescriber may go on here. Ring one, and say which").first).to_be_visible()
    expect(page.get_by_role("button", name="Sober and awake")).to_have_count(0)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("group", name="sedated").get_by_label("Yes").check()
    for rule in ("MISS-00.1", "MON-15"):
        answered(page, rule, by=prescriber)
    page.get_by_role("button", name=GIVE).click()
    # Then it is given, and both names are beside what the rule said
    expect(page.get_by_text("Given on a prescriber's word and written down.")).to_be_visible()
    assert Supply.objects.get(on=today()).sober is False
    page.goto(f"/people/{course.course.person_id}/rules/")
    row = page.get_by_role("row").filter(has_text="Rule MON-15")
    expect(row).to_contain_text(room.nurse.name)
    expect(row).to_contain_text("Decided on the telephone by Dr Ada Example.")
    # And the prescriber finds it on their list, and confirms it
    page = sit_down(prescriber, width=width, at="/tasks/")
    task = page.get_by_role("row").filter(has_text="A dose was given on your word")
    expect(task).to_contain_text("Dr Ada Example")
    task.get_by_role("link", name="End").click()
    page.get_by_label("Done", exact=True).check()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("The task is off the list.")).to_be_visible()
    assert not OpenTask.objects.filter(for_user=prescriber).exists()
