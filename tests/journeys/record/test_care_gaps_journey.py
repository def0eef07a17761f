"""Given last night's store, when somebody looks for who has gone without what, then they find the person behind it."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings
from playwright.sync_api import expect

from ostara.care.accounts.roles import Role
from ostara.exchange.extract import extract
from ostara.exchange.extract.shelving import new_store, show
from tests.episodes import an_episode
from tests.for_everybody import is_for_everybody
from tests.medicines import a_course, days_ago
from tests.persons import a_person
from tests.staff import a_keyworker, a_service, somebody
from tests.tested import a_fact


@pytest.fixture
def harbour(own_record, tmp_path):
    """A service with three people on OST: Rosa has missed three days, only Sam has a naloxone kit."""
    before = settings.SAID
    settings.SAID = replace(before, files=tmp_path / "files")
    service = a_service("Harbour", agency_code="N0001", area="A12B")
    worker = a_keyworker(at=service)
    for given in ("Rosa", "Ivo", "Sam"):
        person = a_person(at=service, given=given, family="Example")
        an_episode(of=person, at=service, with_=worker, on=days_ago(200))
        course = a_course(of=person, at=service).on(mg=60, since=days_ago(200))
        course.supplied_daily(days_ago(9), days_ago(4))
        for ago in (3, 2, 1):
            course.supplied(days_ago(ago), outcome="not_collected" if given == "Rosa" else "observed")
        if given == "Sam":
            a_fact("naloxone", of=person, at=service)
    at = datetime.now(UTC)
    store = new_store(at)
    extract(store, at=at)
    show(store, at)
    yield service, worker
    settings.SAID = before


@pytest.mark.parametrize("scripts", [True, False])
def test_a_keyworker_finds_who_waits_and_who_has_no_kit(sit_down, harbour, scripts):
    page = sit_down(harbour[1], scripts=scripts, at="/")
    page.get_by_role("navigation").get_by_role("link", name="Quality").click()
    expect(page.get_by_role("row", name="Example, Rosa")).to_contain_text("3")
    kits = page.locator("section").filter(has_text="Q10")
    expect(kits.get_by_role("link")).to_have_text(["Example, Ivo", "Example, Rosa"])
    if scripts:
        is_for_everybody(page)
    kits.get_by_role("link", name="Example, Ivo").click()
    expect(page).to_have_url(re.compile("/people/"))


def test_a_manager_goes_from_a_count_to_the_names(sit_down, harbour):
    page = sit_down(somebody(Role.SERVICE_MANAGER, at=harbour[0]), at="/quality/services/")
    row = page.get_by_role("row", name="Q10")
    expect(row).to_contain_text("2 of 3 (67%)")
    is_for_everybody(page)
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Q10 No naloxone kit in date")).to_be_visible()
    expect(page.get_by_role("link", name="Example, Ivo")).to_be_visible()
    expect(page.get_by_role("link", name="Example, Sam")).to_have_count(0)


def test_a_commissioner_sees_no_small_count_and_no_name(sit_down, harbour):
    page = sit_down(somebody(Role.COMMISSIONER), at="/quality/area/")
    expect(page.get_by_role("row", name="Q10")).to_contain_text("too few to show")
    expect(page.get_by_role("link", name="Example")).to_have_count(0)
    is_for_everybody(page)
