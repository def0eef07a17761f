"""A nurse records a test and a kit with somebody, on a phone; and every form of health can be used by everybody."""

import pytest
from playwright.sync_api import expect

from ostara.care.accounts.roles import Role
from ostara.care.health.models import NaloxoneKit
from ostara.care.specimens.models import Specimen
from ostara.care.testing.topics import TOPICS
from tests.episodes import an_episode, days_ago
from tests.for_everybody import axe_finds_nothing
from tests.outcomes_forms import a_profile
from tests.staff import a_service, somebody
from tests.tested import a_fact, a_specimen

PHONE = 390


@pytest.fixture
def harbour():
    return a_service("Harbour")


@pytest.fixture
def nurse(harbour):
    return somebody(Role.NURSE, at=harbour)


@pytest.fixture
def stay(harbour):
    return an_episode(at=harbour).triaged().assessed().planned().started(medicine="methadone")


def can_be_used_by_everybody(page):
    axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def group(page, name: str, answer: str):
    page.get_by_role("group", name=name, exact=True).get_by_label(answer, exact=True).check()


def test_what_is_due_at_the_service_leads_to_the_form_in_which_it_is_recorded(sit_down, nurse, stay):
    # Given somebody in treatment who has no naloxone, and a nurse on a phone who looks at what is due
    page = sit_down(nurse, width=PHONE)
    page.get_by_role("link", name="Health due").first.click()
    page.get_by_role("link", name="Naloxone: 1").click()
    expect(page.get_by_text("for 1 of 1 person in treatment")).to_be_visible()
    can_be_used_by_everybody(page)
    # When the kit is given
    page.get_by_role("link", name="Record").click()
    group(page, "Kit", "Nyxoid: into the nose")
    page.get_by_label("The person", exact=True).check()
    page.get_by_label("Last day on which it is in date").fill("1 March 2040")
    page.get_by_role("button", name="Save").click()
    # Then it is due no more
    page.goto("/health/due/?kind=naloxone")
    expect(page.get_by_text("Nothing is due.")).to_be_visible()


def test_a_test_on_a_phone(sit_down, nurse, stay):
    # Given somebody on methadone who was never tested
    page = sit_down(nurse, width=PHONE, at=f"/people/{stay.person.pk}/")
    page.get_by_role("link", name="Record a drug test").click()
    # When the nurse reads a strip, with the strip in hand
    group(page, "Why on this day?", "At a planned meeting")
    group(page, "Opiates (heroin morphine codeine)", "Found")
    group(page, "EDDP (what the body makes of methadone)", "Not found")
    page.get_by_role("button", name="Save the test").click()
    # Then the page says what was found, what the strip cannot see, and what not to conclude
    expect(page.get_by_text("The test is recorded.")).to_be_visible()
    expect(page.get_by_text("What this reading cannot see")).to_be_visible()
    expect(page.get_by_text("the person may not be taking it, or this test cannot show it")).to_be_visible()
    can_be_used_by_everybody(page)
    assert Specimen.objects.get().kind == "urine"


def test_what_tests_showed_stands_beside_what_was_said(sit_down, nurse, stay, harbour):
    for ago, result in ((90, "positive"), (70, "positive"), (40, "unclear"), (20, "negative"), (6, "negative")):
        a_specimen(of=stay.person, at=harbour, ago=ago, opiates=result, eddp="positive", cocaine="negative")
    for ago, days in ((92, 28), (45, 9), (4, 0)):
        a_profile(of=stay.episode, day=days_ago(ago), heroin_days=days, crack_days=0)
    for width in (PHONE, 1280):
        page = sit_down(nurse, width=width, at=f"/people/{stay.person.pk}/tests/")
        chart = page.locator(".picture.wide" if width == 1280 else ".picture.narrow").get_by_role("img")
        expect(chart).to_be_visible()
        can_be_used_by_everybody(page)
    expect(page.locator("table tbody tr")).to_have_count(8)


def test_a_kit_is_given_and_used(sit_down, nurse, stay):
    page = sit_down(nurse, width=PHONE, at=f"/people/{stay.person.pk}/health/")
    expect(page.get_by_text("Naloxone: give a kit")).to_be_visible()
    page.get_by_role("link", name="Record Naloxone kit").click()
    group(page, "Kit", "Nyxoid: into the nose")
    group(page, "Who holds it (optional)", "The person")
    page.get_by_label("Last day on which it is in date").fill("31 Jan 2040")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nyxoid: into the nose; held by: the person")).to_be_visible()
    expect(page.get_by_text("Naloxone: give a kit")).to_have_count(0)
    page.get_by_role("listitem").filter(has_text="Nyxoid").get_by_role("link").click()
    page.get_by_role("link", name="Used, lost or brought back").click()
    page.get_by_label("Used, lost or brought back on").fill("today")
    group(page, "What became of it (optional)", "Used")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Naloxone: replace the kit")).to_be_visible()
    assert NaloxoneKit.objects.standing().get().ended == "used"


def test_every_form_of_health_can_be_used_by_everybody(sit_down, nurse, stay, harbour):
    page = sit_down(nurse, width=PHONE, at="about:blank")
    for slug, topic in TOPICS.items():
        page.goto(f"/people/{stay.person.pk}/health/{slug}/")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{topic.title}: record")
        can_be_used_by_everybody(page)
    for slug in TOPICS:
        a_fact(slug, of=stay.person, at=harbour)
    for width in (PHONE, 1280):
        page = sit_down(nurse, width=width, at=f"/people/{stay.person.pk}/health/")
        can_be_used_by_everybody(page)
