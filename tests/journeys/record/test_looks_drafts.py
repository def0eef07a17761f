"""Somebody fills in a long form: what they typed survives a crash, a sign-out, a lost connection, a second window."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from ostara.care.asking.models import Draft
from tests.sample_form import times_done
from tests.staff import a_keyworker, a_service

WORDS = "I want to see my daughter."


@pytest.fixture(autouse=True)
def with_the_sample_form(settings):
    settings.ROOT_URLCONF = "tests.sample_form"


@pytest.fixture
def worker(own_record):
    return a_keyworker(at=a_service("Harbour"))


def typed(page, words=WORDS):
    page.get_by_label("In their own words").fill(words)


def is_kept(page):
    expect(page.locator(".draft-says")).to_have_text(re.compile(r"^Draft saved \d\d:\d\d$"))


def holds(page, words=WORDS):
    expect(page.get_by_label("In their own words")).to_have_value(words)


def test_it_is_kept_a_moment_after_typing_and_survives_a_crash(sit_down, worker):
    page = sit_down(worker, at="/sample/")
    typed(page)
    is_kept(page)
    page.context.close()  # the browser is gone, and nothing was sent

    page = sit_down(worker)
    page.get_by_role("link", name="Sample form").click()
    holds(page)
    expect(page.get_by_text("You have a draft from")).to_be_visible()


def test_done_the_draft_is_gone(sit_down, worker):
    page = sit_down(worker, at="/sample/")
    typed(page)
    is_kept(page)
    page.get_by_label("Name").fill("Jo")
    page.get_by_label("When did you meet?").fill("yesterday")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title("Home – Ostara")
    assert times_done() == 1 and not Draft.objects.exists()
    expect(page.get_by_text("Begun and not sent")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without"])
def test_signed_out_in_the_middle_nothing_is_lost(sit_down, worker, scripts):
    page = sit_down(worker, at="/sample/", scripts=scripts)
    Session.objects.all().delete()  # as when somebody is called away for too long
    typed(page)
    if scripts:
        expect(page.locator(".draft-says")).to_contain_text("You have been signed out. What you typed is kept")
    page.get_by_role("button", name="Save").click()
    assert "/sign-in/?next=/sample/" in page.url

    page = sit_down(worker, at="/sample/", scripts=scripts)
    holds(page)
    assert times_done() == 0


def test_without_script_a_button_keeps_it(sit_down, worker):
    page = sit_down(worker, at="/sample/", scripts=False)
    typed(page)
    page.get_by_role("button", name="Finish later").click()
    expect(page.get_by_text("Your draft is kept")).to_be_visible()
    page.get_by_role("link", name="Sample form").click()
    holds(page)
    page.get_by_role("button", name="Throw it away").click()
    holds(page, "")
    assert not Draft.objects.exists()


def test_sent_with_something_wrong_without_script_nothing_is_lost(sit_down, worker):
    page = sit_down(worker, at="/sample/", scripts=False)
    typed(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    page.goto("/")
    page.get_by_role("link", name="Sample form").click()
    holds(page)


def test_without_a_connection_it_says_so_and_tries_again(sit_down, worker):
    page = sit_down(worker, at="/sample/")
    page.context.set_offline(True)
    typed(page)
    expect(page.locator(".draft-says")).to_contain_text("No connection")
    page.context.set_offline(False)
    expect(page.locator(".draft-says")).to_contain_text("Draft saved", timeout=10_000)
    assert Draft.objects.get().data["words"] == [WORDS]


def test_a_second_window_is_told_and_overwrites_nothing(sit_down, worker):
    first, second = sit_down(worker, at="/sample/"), sit_down(worker, at="/sample/")
    typed(first)
    is_kept(first)
    typed(second, "Something else")
    expect(second.locator(".draft-says")).to_contain_text("open in another window too")
    assert Draft.objects.get().data["words"] == [WORDS]


def test_what_was_typed_is_in_no_address(sit_down, worker):
    page = sit_down(worker, at="/sample/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    typed(page)
    is_kept(page)
    page.get_by_role("button", name="Finish later").click()
    assert len(asked) >= 3 and not [url for url in asked if "daughter" in url]
