"""What stands around every page: who is at work, where they can go, and that made-up people are made up."""

from dataclasses import replace

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.models import Post
from ostara.care.accounts.roles import MAY, Role
from ostara.web import layout
from ostara.web.layout import PLACES, SELDOM
from tests.staff import a_browser_of, a_service, somebody, standing

pytestmark = pytest.mark.django_db
LONGEST_MENU = 7  # entries; more go on the first page only


def page_of(user, address="/") -> str:
    return a_browser_of(user).get(address).content.decode()


@pytest.mark.parametrize("role", Role)
def test_everybody_sees_where_their_posts_let_them_go_and_nothing_else(role):
    page = page_of(somebody(role, at=a_service()))
    for place in PLACES + SELDOM:
        there = f'href="{reverse(place.route)}"' in page.replace('class="nhsuk-header__service-name" href="/"', "")
        assert there == (place.verb is None or place.verb in MAY[role]), place.words


@pytest.mark.parametrize("place", PLACES + SELDOM, ids=lambda place: place.route)
def test_every_place_opens_for_those_who_see_it(place):
    roles = [role for role in Role if place.verb is None or place.verb in MAY[role]]
    assert roles, "nobody may go there"
    for role in roles:
        assert a_browser_of(somebody(role, at=a_service())).get(reverse(place.route)).status_code == 200, role


def test_every_place_says_what_one_finds_there():
    assert [place.words for place in PLACES + SELDOM if not place.about] == ["Home"]
    assert len({place.words for place in PLACES + SELDOM}) == len(PLACES + SELDOM)


@pytest.mark.parametrize("role", Role)
def test_the_menu_of_each_role_is_short_enough_to_be_read(role):
    seen = [place.words for place in PLACES if place.verb is None or place.verb in MAY[role]]
    assert len(seen) <= LONGEST_MENU, seen


def test_where_one_is_stands_out_in_the_menu():
    page = page_of(somebody(Role.KEYWORKER, at=a_service()))
    assert 'href="/" aria-current="page">Home</a>' in page
    assert page.count("aria-current") == 1


def test_who_holds_several_posts_is_told_so():
    worker = somebody(Role.KEYWORKER, at=a_service("Harbour"))
    Post.objects.create(user=worker, role=Role.NURSE, service=a_service("Hill"), from_on=timezone.localdate())
    page = page_of(worker)
    assert "Keyworker, Harbour and 1 more" in page and "Nurse, Hill" in page


def test_who_holds_no_post_is_told_whom_to_ask():
    worker = somebody(Role.KEYWORKER, at=a_service())
    worker.posts.update(until_on=worker.posts.get().from_on)
    page = page_of(worker)
    assert "You hold no post today" in page and "no post today" in page


def test_made_up_people_are_said_to_be_made_up(settings):
    worker = somebody(Role.KEYWORKER, at=a_service())
    assert "nobody in this record exists" in page_of(worker)
    settings.SAID = replace(settings.SAID, demo=False)
    assert "nobody in this record exists" not in page_of(worker)


def test_who_has_not_signed_in_sees_no_menu():
    page = Client().get("/sign-in/").content.decode()
    assert 'aria-label="Menu"' not in page and "Sign out" not in page


def test_messages_of_a_page_are_kept_in_the_record_and_not_in_a_cookie():
    browser = a_browser_of(somebody(Role.KEYWORKER, at=a_service()))
    answer = browser.post("/drafts/keep/", {"name": "Planted"})
    assert "too old to keep a draft" in str(next(iter(get_messages(answer.wsgi_request))))
    assert set(answer.cookies) <= {"sessionid"}


def test_cards_follow_what_somebody_may():
    assert [place.words for place in layout.cards(standing(somebody(Role.COMMISSIONER)))] == [
        place.words for place in PLACES + SELDOM if place.verb in MAY[Role.COMMISSIONER]
    ]


@pytest.mark.parametrize("address", ["/nothing-here/", "/staff/"])
def test_a_page_that_says_no_leads_back(address):
    answer = a_browser_of(somebody(Role.KEYWORKER, at=a_service())).get(address)
    assert answer.status_code in {403, 404}
    assert '<a href="/">Go to your first page</a>' in answer.content.decode()
