"""Who sees what, as people live it: care is shared and the sharing ends, a glass is broken and looked into."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ostara.care.accounts.roles import Role
from tests.episodes import an_episode_in_treatment
from tests.persons import a_person
from tests.promises.test_access import ROUTES, ours
from tests.staff import a_keyworker, a_service, somebody

NUMBER = "9434765919"


@pytest.fixture
def harbour(own_record):
    return a_service("Harbour", telephone="01632 960123")


@pytest.fixture
def hillside(own_record):
    return a_service("Hillside")


@pytest.fixture
def rosa(harbour):
    return a_person(at=harbour, given="Rosa", family="Ahern", born=date(1984, 3, 9), nhs_number=NUMBER)


def address(name, person):
    return reverse(name, kwargs={"person": person.pk})


def test_care_is_shared_with_consent_and_the_sharing_ends_with_it(sit_down, harbour, hillside, rosa):
    here, there = sit_down(a_keyworker(at=harbour)), sit_down(a_keyworker(at=hillside))
    # Given that the other service sees nothing
    there.goto(address("person", rosa))
    expect(there.get_by_role("heading", name="There is no such page for you")).to_be_visible()
    # When the person agrees and their keyworker shares
    here.goto(address("person", rosa))
    here.get_by_role("link", name="Share with another service").click()
    here.get_by_label("With which service").select_option(label="Hillside")
    here.get_by_label("When the person agreed").fill("today")
    here.get_by_role("button", name="Share").click()
    # Then the other service opens the record
    there.goto(address("person", rosa))
    expect(there.get_by_role("heading", level=1, name="Rosa Ahern")).to_be_visible()
    # And no longer, once consent is withdrawn
    here.get_by_role("link", name="Record an answer").click()
    here.get_by_label("To share the record with another service").check()
    here.get_by_label("With which service").select_option(label="Hillside")
    here.get_by_label("No", exact=True).check()
    here.get_by_role("button", name="Save").click()
    there.goto(address("person", rosa))
    expect(there.get_by_role("heading", name="There is no such page for you")).to_be_visible()


def test_a_glass_is_broken_and_looked_into(sit_down, harbour, hillside, rosa):
    nurse = somebody(Role.NURSE, at=hillside, name="Ida Finch")
    night = sit_down(nurse, width=390)
    # When a nurse of another service looks for somebody who was found unconscious
    night.goto("/elsewhere/")
    night.get_by_label("Family name").fill("ahern")
    night.get_by_label("First name").fill("rosa")
    night.get_by_label("Date of birth").fill("9/3/84")
    night.get_by_role("button", name="Look").click()
    assert "ahern" not in night.url.lower()
    expect(night.get_by_text("born in 1984")).to_be_visible()
    night.get_by_role("link", name="Open this record in an emergency").click()
    night.get_by_label("Danger to life").check()
    night.get_by_label("What happened").fill("Found unconscious at the bus station.")
    night.get_by_role("button", name="Open the record").click()
    expect(night.get_by_role("heading", level=1, name="Rosa Ahern")).to_be_visible()
    # Then the manager of the service that cares for her reviews it
    desk = sit_down(somebody(Role.SERVICE_MANAGER, at=harbour))
    desk.goto("/openings/")
    desk.get_by_role("link", name="Review").click()
    expect(desk.get_by_text("Found unconscious at the bus station.")).to_be_visible()
    expect(desk.get_by_role("cell", name="Read the record")).to_be_visible()
    desk.get_by_label("It was right to open the record").check()
    desk.get_by_label("In words").fill("Rang the nurse. Rosa is well.")
    desk.get_by_role("button", name="Save the review").click()
    expect(desk.get_by_text("Reviewed", exact=True).first).to_be_visible()
    # And Rosa can be told who looked
    desk.goto(address("print_access", rosa))
    row = desk.get_by_role("row").filter(has_text="Ida Finch").filter(has_text="Opened the record in an emergency")
    expect(row.get_by_text("Danger to life")).to_be_visible()


def test_before_a_dose_it_is_asked_whether_there_is_another(sit_down, harbour, hillside, rosa):
    an_episode_in_treatment(of=rosa, at=harbour)
    page = sit_down(somebody(Role.PRESCRIBER, at=hillside))
    page.goto("/ost/")
    page.get_by_label("Before a first or a new dose here").check()
    page.get_by_label("NHS number").fill("943 476 5919")
    page.get_by_role("button", name="Ask").click()
    answer = page.locator("#answer")
    expect(answer.get_by_role("heading", name="Yes")).to_be_visible()
    expect(answer.get_by_text("01632 960123")).to_be_visible()
    assert "Ahern" not in page.content()


def test_a_manager_takes_somebody_on(sit_down, harbour):
    page = sit_down(somebody(Role.SERVICE_MANAGER, at=harbour))
    page.goto("/staff/")
    page.get_by_role("button", name="Somebody new").click()
    page.get_by_label("Full name").fill("Nia New")
    page.get_by_label("E-mail address").fill("nia@example.test")
    page.get_by_label("Role", exact=True).select_option(label="Nurse")
    page.get_by_label("First day").fill("today")
    page.get_by_role("button", name="Make the account").click()
    link = page.locator("#link").inner_text()
    page.get_by_role("link", name="Back to Nia New").click()
    expect(page.get_by_text("Not set: give them a link")).to_be_visible()
    theirs = sit_down()
    theirs.goto(link)
    expect(theirs.get_by_text("Welcome, Nia New")).to_be_visible()


def test_a_manager_says_what_a_prescription_has_to_say(sit_down, harbour):
    doctor = somebody(Role.PRESCRIBER, at=harbour, name="Ada Sygner")
    page = sit_down(somebody(Role.SERVICE_MANAGER, at=harbour))
    page.goto("/staff/")
    expect(page.get_by_text("Nobody has said where it is")).to_be_visible()
    page.get_by_role("link", name="Where it is and its telephone of Harbour").click()
    page.get_by_label("Address", exact=True).fill("1 Made-up Quay")
    page.get_by_label("Postcode").fill("zz11aa")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="The address lacks its town.")).to_be_visible()
    page.get_by_label("Town").fill("Sampleton")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 Made-up Quay, Sampleton ZZ1 1AA")).to_be_visible()
    page.get_by_role("link", name="Ada Sygner").click()
    page.get_by_role("link", name="Change details").click()
    page.get_by_label("Full name").fill("Ada Signer")
    page.get_by_label("Prescriber number").fill("MADE UP 1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Ada Signer", level=1)).to_be_visible()
    expect(page.get_by_text("MADE UP 1", exact=True)).to_be_visible()
    theirs = sit_down(doctor)
    theirs.goto("/me/")
    expect(theirs.get_by_text("MADE UP 1", exact=True)).to_be_visible()


def test_a_commissioner_reaches_a_name_by_no_address(sit_down, harbour, rosa):
    page = sit_down(somebody(Role.COMMISSIONER))
    page.goto(address("person", rosa))
    expect(page.get_by_role("heading", name="You may not open this")).to_be_visible()
    for name in filter(ours, ROUTES):
        parameters = ROUTES[name][1]
        if parameters <= {"person"}:  # those with more stand in tests/promises/test_access.py
            answer = page.request.get(reverse(name, kwargs={"person": rosa.pk} if parameters else None))
            assert "Ahern" not in answer.text(), name
