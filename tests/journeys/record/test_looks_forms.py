"""Filling in a form by keyboard, with something wrong, twice, without script; and what a page looks like on paper."""

import re

import pytest
from playwright.sync_api import expect

from ostara.care.accounts.roles import Role
from tests.sample_form import times_done
from tests.staff import a_keyworker, a_service, somebody


@pytest.fixture(autouse=True)
def with_the_sample_form(settings):
    settings.ROOT_URLCONF = "tests.sample_form"


@pytest.fixture
def worker(own_record):
    return a_keyworker(at=a_service("Harbour"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without"])
def test_what_is_wrong_is_said_on_top_and_at_its_field(sit_down, worker, scripts):
    page = sit_down(worker, at="/sample/", scripts=scripts)
    page.get_by_label("When did you meet?").fill("31/6/24")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title("Error: A sample form – Ostara")
    summary = page.locator(".nhsuk-error-summary")
    if scripts:
        expect(summary).to_be_focused()
    summary.get_by_role("link", name="June has 30 days").click()
    field = page.get_by_label("When did you meet?")
    expect(field).to_be_focused()
    expect(field).to_have_value("31/6/24")
    expect(field).to_have_accessible_description(re.compile("For example.* Error: June has 30 days"))


def test_a_form_is_filled_in_with_the_keyboard_alone(sit_down, worker):
    page = sit_down(worker, at="/sample/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    for keys in ("Tab", "Jo", "Tab", "yesterday", "Tab", "Tab", "4", "Tab", "ArrowDown", "Tab", " "):
        page.keyboard.press(keys) if len(keys) == 1 or keys in ("Tab", "ArrowDown") else page.keyboard.type(keys)
    expect(page.get_by_label("Not well")).to_be_checked()
    expect(page.get_by_label("Somewhere to live")).to_be_checked()
    page.get_by_label("In their own words").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_title("Home – Ostara")
    assert times_done() == 1


def test_pressed_twice_it_is_done_once(sit_down, worker):
    page = sit_down(worker, at="/sample/", scripts=False)
    page.get_by_label("Name").fill("Jo")
    page.get_by_label("When did you meet?").fill("today")
    page.get_by_role("button", name="Save").dblclick()
    expect(page).to_have_title("Home – Ostara")
    assert times_done() == 1


def test_words_too_long_are_refused_and_stay_in_the_field(sit_down, worker):
    page = sit_down(worker, at="/sample/")
    page.get_by_label("In their own words").fill("x" * 100_513)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#id_words-error")).to_contain_text("too long by 513 characters: 100,000 fit")
    assert len(page.get_by_label("In their own words").input_value()) == 100_513


def test_the_header_says_who_is_at_work_and_lets_them_out(sit_down, own_record):
    page = sit_down(somebody(Role.NURSE, at=a_service("Harbour"), name="Ada Byron"), width=390)
    expect(page.locator("header")).to_contain_text("Ada Byron")
    expect(page.locator("header")).to_contain_text("Nurse, Harbour")
    expect(page.locator("header")).to_contain_text("Made-up people")
    page.get_by_role("button", name="Sign out").click()
    expect(page).not_to_have_title("Home – Ostara")
    page.goto("/")
    assert "/sign-in/" in page.url


def test_on_paper_there_is_no_menu_but_who_printed_it(sit_down, worker):
    page = sit_down(worker, at="/sample/")
    page.emulate_media(media="print")
    for gone in (page.get_by_role("navigation"), page.get_by_role("button", name="Save"), page.get_by_text("‹ Home")):
        expect(gone).to_be_hidden()
    expect(page.locator("header")).to_contain_text(re.compile(rf"Printed by {worker.name}, \d+ \w+ \d{{4}}, \d\d:\d\d"))


def test_a_page_loads_nothing_from_elsewhere(sit_down, worker, own_record):
    page = sit_down(worker)
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto("/sample/")
    page.wait_for_load_state("networkidle")
    assert len(asked) > 3 and all(url.startswith(own_record.url) for url in asked)
    assert told == []  # the policy on what may run was not broken
