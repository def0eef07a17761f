"""Drafts as pages: kept by a script or a button, thrown away, listed, and safe from being signed out."""

import pytest
from django.test import Client
from django.urls import reverse

from ostara.care.asking.drafts import draft_of, keep
from ostara.care.asking.models import Draft
from tests.sample_form import TITLE, times_done
from tests.staff import a_browser_of, a_keyworker, a_person_in_care, a_service
from tests.unit.care.asking.somebody_types import AT, TYPED, opens, sent

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"headers": {"Accept": "application/json"}}
KEEP, THROW = "/drafts/keep/", "/drafts/throw-away/"


@pytest.fixture(autouse=True)
def with_the_sample_form(settings):
    settings.ROOT_URLCONF = "tests.sample_form"


@pytest.fixture
def worker():
    return a_keyworker(at=a_service())


@pytest.fixture
def browser(worker):
    return a_browser_of(worker)


def passed(worker, **fields):
    """What the page of the sample form sends when somebody types."""
    place = draft_of(opens(worker), TITLE)
    return {"_draft": place.signed, "_revision": str(place.revision), **fields}


def test_a_script_is_told_when_it_was_kept(worker, browser):
    answer = browser.post(KEEP, passed(worker, name="Jo"), **BY_SCRIPT)
    draft = Draft.objects.get()
    assert draft.data == {"name": ["Jo"]} and draft.user == worker
    assert answer.json()["revision"] == 1 and len(answer.json()["saved"]) == len("14:05")


def test_without_script_a_button_keeps_it_and_leads_to_the_first_page(worker, browser):
    answer = browser.post(KEEP, passed(worker, name="Jo"), follow=True)
    page = answer.content.decode()
    assert "Your draft is kept" in page and f'<a href="/sample/">{TITLE}</a>' in page


def test_the_page_of_the_form_fills_it_in_and_says_so(worker, browser):
    browser.post(KEEP, passed(worker, name="Jo"))
    page = browser.get("/sample/").content.decode()
    assert "You have a draft from" in page and 'value="Jo"' in page


def test_a_second_window_is_told(worker, browser):
    second = passed(worker, name="Sam")
    browser.post(KEEP, passed(worker, name="Jo"), **BY_SCRIPT)
    answer = browser.post(KEEP, second, **BY_SCRIPT)
    assert answer.status_code == 409 and "another window" in answer.json()["told"]
    assert Draft.objects.get().data == {"name": ["Jo"]}


def test_thrown_away_the_form_opens_empty(worker, browser):
    browser.post(KEEP, passed(worker, name="Jo"))
    answer = browser.post(THROW, passed(worker), follow=True)
    assert answer.redirect_chain == [("/sample/", 302)]
    assert "The draft was thrown away: Sample form." in answer.content.decode()
    assert not Draft.objects.exists()


def test_thrown_away_on_the_first_page_one_stays_there(worker, browser):
    browser.post(KEEP, passed(worker, name="Jo"))
    assert browser.post(THROW, {**passed(worker), "leave": "yes"})["Location"] == "/"


def test_sent_and_done_it_is_listed_no_more(worker, browser):
    browser.post(KEEP, passed(worker, **TYPED))
    assert browser.post("/sample/", {**TYPED, "key": "018f0000-0000-7000-8000-000000000001"})["Location"] == "/"
    assert times_done() == 1 and not Draft.objects.exists()
    assert "Begun and not sent" not in browser.get("/").content.decode()


def test_somebody_else_who_signed_in_keeps_nothing_of_it(worker):
    answer = a_browser_of(a_keyworker()).post(KEEP, passed(worker, name="Jo"), **BY_SCRIPT)
    assert answer.status_code == 409 and "Someone else is signed in" in answer.json()["told"]
    assert not Draft.objects.exists()


def test_without_its_pass_nothing_is_kept(browser):
    assert browser.post(KEEP, {"name": "Jo"}, **BY_SCRIPT).status_code == 409
    assert "too old to keep a draft" in browser.post(KEEP, {"name": "Jo"}, follow=True).content.decode()
    assert not Draft.objects.exists()


def test_signed_out_in_the_middle_what_is_sent_becomes_a_draft(worker):
    answer = Client().post("/sample/", passed(worker, **TYPED))
    assert answer["Location"] == f"{reverse('account_login')}?next=/sample/"
    assert times_done() == 0 and Draft.objects.get().data["name"] == ["Jo"]


def test_signed_out_while_a_draft_is_kept_the_way_back_is_the_form(worker):
    assert Client().post(KEEP, passed(worker, name="Jo"))["Location"].endswith("?next=/sample/")
    assert Draft.objects.get().data == {"name": ["Jo"]}


def test_signed_out_a_forged_pass_keeps_nothing():
    answer = Client().post("/sample/", {"_draft": "forged", "name": "Planted"})
    assert "Planted" not in answer["Location"] and not Draft.objects.exists()


def test_signed_out_a_script_is_told_whether_it_was_kept(worker, settings):
    answer = Client().post(KEEP, passed(worker, name="Jo"), **BY_SCRIPT)
    assert answer.status_code == 401 and "What you typed is kept" in answer.json()["told"]
    settings.SESSION_COOKIE_AGE = -1
    answer = Client().post(KEEP, passed(worker, name="Sam"), **BY_SCRIPT)
    assert answer.status_code == 401 and "is not kept" in answer.json()["told"]
    assert Draft.objects.get().data == {"name": ["Jo"]}


def test_signed_out_for_longer_than_a_session_lasts_a_pass_is_worth_nothing(worker, settings):
    typed = passed(worker, name="Jo")
    settings.SESSION_COOKIE_AGE = -1
    assert Client().post("/sample/", typed).status_code == 302
    assert not Draft.objects.exists()


def test_a_page_opened_before_signing_in_again_does_nothing_and_loses_nothing(worker):
    browser = a_browser_of(worker)
    browser.handler.enforce_csrf_checks = True
    typed = passed(worker, **TYPED)
    assert browser.post("/sample/", typed)["Location"] == "/sample/"
    assert times_done() == 0 and Draft.objects.get().data["name"] == ["Jo"]
    told = browser.post(KEEP, typed, **BY_SCRIPT)
    assert told.status_code == 403 and "signed in again" in told.json()["told"]
    sorry = browser.post("/sample/", TYPED)
    assert sorry.status_code == 403 and "This page was too old" in sorry.content.decode()


def test_a_page_of_somebody_else_in_the_same_browser_becomes_their_draft(worker):
    browser = a_browser_of(other := a_keyworker())
    browser.handler.enforce_csrf_checks = True
    browser.post("/sample/", passed(worker, **TYPED))
    assert times_done() == 0 and Draft.objects.get().user == worker
    assert "You have a draft" not in browser.get("/sample/").content.decode()
    assert not Draft.objects.filter(user=other).exists()


@pytest.mark.parametrize("revision", ["²", "-1", "", "9" * 30])
def test_a_revision_that_is_none_is_no_fault_of_ours(worker, browser, revision):
    answer = browser.post(KEEP, {**passed(worker, name="Jo"), "_revision": revision}, **BY_SCRIPT)
    assert answer.status_code == 200


def test_the_first_page_names_whom_a_draft_is_about_as_long_as_that_is_theirs_to_see(worker, browser):
    here, elsewhere = worker.posts.get().service, a_service()
    for person in (a_person_in_care(at=here), a_person_in_care(at=elsewhere)):
        request = opens(worker)
        request.path = reverse("sample_of_a_person", args=[person.pk])
        keep(draft_of(request, TITLE, about=person.pk), sent(name="Jo"))
    page = browser.get("/").content.decode()
    assert page.count("Somebody no longer in your care") == 1
    assert page.count(f">{TITLE}</a>") == 1


def test_the_first_page_costs_the_same_however_many_drafts(worker, browser, django_assert_num_queries):
    def page():
        return browser.get("/")

    def somebody_begins(number):
        request = opens(worker)
        request.path = reverse("sample_of_a_person", args=[a_person_in_care(at=worker.posts.get().service).pk])
        keep(draft_of(request, TITLE, about=number), sent(name="Jo"))

    page()
    somebody_begins(1)
    with django_assert_num_queries(5):  # session, user, posts; drafts, names
        page()
    for number in range(2, 12):
        somebody_begins(number)
    with django_assert_num_queries(5):
        page()


def test_a_draft_is_only_ever_sent(browser):
    assert browser.get(KEEP).status_code == 405 and browser.get(THROW).status_code == 405


def test_the_hour_shown_is_that_of_london(worker, browser):
    request = opens(worker)
    request.at = AT.replace(month=7)
    keep(draft_of(request, TITLE), sent(name="Jo"))
    assert "22 July 2026, 15:05" in browser.get("/sample/").content.decode()
