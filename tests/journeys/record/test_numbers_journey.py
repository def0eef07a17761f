"""Given figures of an area, when people of different posts ask, then each sees as much as their post allows."""

import re
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from ostara.care.accounts.roles import Role
from ostara.exchange.extract import extract
from ostara.exchange.extract.shelving import new_store, show
from tests.episodes import an_episode_in_treatment
from tests.for_everybody import is_for_everybody
from tests.persons import a_person
from tests.promises.test_access import FOREIGN, ROUTES, ours
from tests.staff import a_browser_of, a_service, somebody

NIGHT = datetime(2026, 4, 1, 3, 30, tzinfo=ZoneInfo("Europe/London"))
NAME = re.compile("Zephyrine|Quillfeather")


@pytest.fixture
def harbour(own_record, tmp_path):
    """A service with a dozen people in treatment since last summer, extracted tonight."""
    before = settings.SAID
    settings.SAID = replace(before, files=tmp_path / "files")
    service = a_service("Harbour", agency_code="N0001", area="A12B")
    for number in range(12):
        sex = "FM"[number % 2]
        person = a_person(
            at=service, given=f"Zephyrine {number}", family="Quillfeather", sex=sex, born=date(1980, 1, 2)
        )
        an_episode_in_treatment(of=person, at=service, on=date(2025, 6, 1))
    store = new_store(NIGHT)
    extract(store, at=NIGHT)
    show(store, NIGHT)
    yield service
    settings.SAID = before


@pytest.mark.parametrize("scripts", [True, False])
def test_a_manager_cuts_a_figure_shares_it_and_sees_who_is_behind_it(sit_down, harbour, scripts, picture):
    manager = somebody(Role.SERVICE_MANAGER, at=harbour, name="Nia Example")
    page = sit_down(manager, scripts=scripts, at="/numbers/inside/")
    page.get_by_label("Cut by").select_option("Sex")
    page.get_by_label("When").select_option(label="12 months to 31 March 2026")
    page.get_by_text("Only some people").click()
    page.get_by_label("Age from").fill("30")
    page.get_by_role("button", name="Show").click()
    table = page.get_by_role("table").inner_text()
    assert re.search(r"female\s+6", table) and re.search(r"male\s+6", table) and re.search(r"all\s+12", table)
    assert "age >= 30" in page.get_by_role("main").inner_text()
    if scripts:
        picture(page, "numbers")
        is_for_everybody(page)

    shared = sit_down(manager, scripts=scripts, at=page.url)
    assert shared.get_by_role("table").inner_text() == table
    shared.get_by_role("link", name="Who is behind these figures").click()
    expect(shared.get_by_role("link", name="Quillfeather, Zephyrine 1", exact=True)).to_be_visible()
    if scripts:
        is_for_everybody(shared)


def test_a_slip_is_told_at_its_field_and_loses_nothing(sit_down, harbour):
    page = sit_down(somebody(Role.SERVICE_MANAGER, at=harbour), at="/numbers/inside/")
    page.get_by_label("Cut by").select_option("Sex")
    page.get_by_text("Only some people").click()
    page.get_by_label("More limits").fill("agee > 30")
    page.get_by_role("button", name="Show").click()
    assert page.title().startswith("Error")
    assert "At character 1: 'agee' is no dimension; did you mean age" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("More limits").input_value() == "agee > 30"
    assert page.get_by_label("Cut by").input_value() == "sex"
    assert "agee" not in page.url
    is_for_everybody(page)


def test_a_spreadsheet_is_taken_away(sit_down, harbour):
    page = sit_down(somebody(Role.SERVICE_MANAGER, at=harbour), at="/numbers/inside/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="spreadsheet").click()
    assert taken.value.suggested_filename == "in_treatment.xlsx"


def test_a_commissioner_sees_published_figures(sit_down, harbour):
    page = sit_down(somebody(Role.COMMISSIONER), at="/numbers/")
    page.get_by_label("Cut by").select_option("Sex")
    page.get_by_label("When").select_option(label="2025/26 (the last whole year)")
    page.get_by_role("button", name="Show").click()
    assert re.search(r"female\s+5\s", page.get_by_role("table").inner_text())  # six, rounded
    assert "Counts under 5 are withheld" in page.content()
    is_for_everybody(page)


def test_a_commissioner_cannot_reach_a_name_by_any_address(harbour):
    """Every route there is, with keys of people who are there, and every way of cutting a figure there is."""
    commissioner = a_browser_of(somebody(Role.COMMISSIONER))
    cuts = ("measure=in_treatment&by=service,area,sex,age&where=age=46", "measure=in_treatment&format=json", "page=1")
    for name, (_, parameters) in ((name, found) for name, found in ROUTES.items() if ours(name)):
        theirs = a_person(at=harbour, given="Zephyrine", family="Quillfeather", born=date(1990, 1, 1))
        keys = {parameter: FOREIGN[parameter](theirs, harbour) for parameter in parameters}
        for query in ("",) if parameters else ("", *cuts):
            answer = commissioner.get(f"{reverse(name, kwargs=keys)}?{query}")
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert not NAME.search(body.decode(errors="replace")), f"{name}?{query}"
            assert not NAME.search(str(answer.headers)), f"{name}?{query}"
