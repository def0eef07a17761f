"""On a phone a table of people stacks: nothing scrolls sideways, and to a screen reader it is a table still."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ostara.care.accounts.roles import Role
from tests.episodes import an_episode_in_treatment, days_ago, today
from tests.for_everybody import DESK, PHONE, is_for_everybody
from tests.medicines import a_course, a_pharmacy
from tests.outcomes_forms import a_profile
from tests.persons import a_person, a_relation_of
from tests.ruled import a_task_of
from tests.staff import a_service, somebody


@pytest.fixture
def known(own_record):
    """Somebody of whom every list has a line."""
    here = a_service("Harbour")
    worker = somebody(Role.KEYWORKER, at=here, name="Kim Example")
    person = a_person(at=here, given="Rosa", family="Ahern")
    episode = an_episode_in_treatment(of=person, at=here, with_=worker, on=days_ago(300))
    a_relation_of(person)
    a_task_of(person, here)
    a_profile(of=episode.episode, day=days_ago(290), stage="start", heroin_days=20)
    place = a_pharmacy("Bridge Street Pharmacy", area=here.area)
    made = a_course(of=person, at=here, place=place).on(mg=60).supplied_daily(days_ago(9), days_ago(1))
    made.prescribed(today(), days=7, signed=True)
    return here, person, episode.episode, place


PAGES = {
    "caseload": lambda *_: reverse("caseload") + "?whose=service",
    "tasks": lambda *_: reverse("tasks") + "?whose=everybody",
    "person": lambda _here, person, *_: reverse("person", args=[person.pk]),
    "episode": lambda _here, person, episode, _: reverse("episode", args=[person.pk, episode.pk]),
    "orders": lambda _here, person, *_: reverse("medicine_history", args=[person.pk]),
    "outcomes": lambda _here, person, *_: reverse("outcomes", args=[person.pk]),
    "profiles due": lambda *_: reverse("due_profiles"),
    "health due": lambda *_: reverse("due_health"),
    "pharmacies": lambda *_: reverse("pharmacies"),
    "day": lambda *made: reverse("pharmacy_day", kwargs={"place": made[3].pk, "day": today().isoformat()}),
}


@pytest.mark.parametrize("name", PAGES)
def test_no_table_scrolls_sideways_on_a_phone(known, sit_down, name):
    page = sit_down(somebody(Role.PRESCRIBER, at=known[0]), width=PHONE, at=PAGES[name](*known))
    regions = page.locator(".table-scroll")
    assert regions.count() >= 1
    scrolls = "regions => regions.filter(one => one.scrollWidth > one.clientWidth).length"
    assert regions.evaluate_all(scrolls) == 0
    is_for_everybody(page)


def test_a_row_is_a_block_with_the_words_of_its_columns_and_a_row_still(known, sit_down):
    page = sit_down(somebody(Role.PRESCRIBER, at=known[0]), width=PHONE, at=PAGES["caseload"](*known))
    cell = page.get_by_role("row", name="Ahern, Rosa").get_by_role("cell", name="Kim Example")
    beside = "cell => getComputedStyle(cell, '::before').content"
    assert cell.evaluate(beside).startswith('"Keyworker"')
    expect(page.get_by_role("columnheader", name="Keyworker")).to_have_count(1)
    page.set_viewport_size({"width": DESK, "height": 900})
    assert cell.evaluate(beside) == "none"


def test_who_sorts_with_the_keyboard_sees_where_they_are(known, sit_down):
    page = sit_down(somebody(Role.PRESCRIBER, at=known[0]), width=PHONE, at=PAGES["caseload"](*known))
    link = page.get_by_role("columnheader", name="Name").get_by_role("link")
    link.focus()
    assert link.bounding_box()["width"] > 20
