"""The guard: what is not granted is denied; a person is found only by those with a part in their care."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import ResolverMatch, reverse
from django.utils import timezone

from ostara.care.accounts.models import Post
from ostara.care.accounts.policy import Policy, demands, opened
from ostara.care.accounts.roles import Role, Verb
from ostara.web.guard import has_second_factor, policy_of
from tests.persons import a_person
from tests.staff import LONG_AGO, a_browser_of, a_keyworker, a_service, by, somebody, standing

pytestmark = pytest.mark.django_db


def no_policy(_request):
    raise AssertionError("never reached")


def test_a_view_without_a_policy_is_opened_by_nobody():
    request = RequestFactory().get("/")
    request.resolver_match = ResolverMatch(no_policy, (), {}, url_name="no_policy")
    with pytest.raises(PermissionDenied):
        policy_of(request, no_policy)


def test_a_policy_stands_beside_its_view():
    request = RequestFactory().get("/")
    view = demands(Verb.MERGE, reads="people.read")(lambda request: None)
    assert policy_of(request, view) == Policy(Verb.MERGE, reads="people.read")
    assert policy_of(request, opened(lambda request: None)).open


@pytest.mark.parametrize(
    ("methods", "given"),
    [
        ([], False),
        ([{"method": "password"}], False),
        ([{"method": "password"}, {"method": "mfa", "type": "totp"}], True),
        ([{"method": "mfa", "type": "webauthn", "passwordless": True}], True),
    ],
)
def test_a_code_or_a_passkey_is_a_second_factor(client, methods, given):
    request = RequestFactory().get("/")
    request.session = {"account_authentication_methods": methods}
    assert has_second_factor(request) is given


def test_a_page_of_a_person_is_kept_by_no_browser():
    here = a_service()
    answer = a_browser_of(a_keyworker(at=here)).get(reverse("person", kwargs={"person": a_person(at=here).pk}))
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"


def test_a_person_of_another_service_is_as_if_there_were_none():
    stranger = a_browser_of(a_keyworker(at=a_service()))
    theirs = a_person(at=a_service())
    unknown = "01900000-0000-7000-8000-000000000000"
    answers = [stranger.get(reverse("person", kwargs={"person": key})) for key in (theirs.pk, unknown)]
    assert [answer.status_code for answer in answers] == [404, 404]
    pages = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()) for answer in answers]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("from_on", "until_on", "allowed"),
    [
        (LONG_AGO, None, True),
        (LONG_AGO, 0, True),
        (LONG_AGO, -1, False),
        (1, None, False),
    ],
    ids=["runs", "last day", "ended yesterday", "begins tomorrow"],
)
def test_a_post_counts_from_its_first_to_its_last_day(from_on, until_on, allowed):
    here, today = a_service(), timezone.localdate()
    worker = a_keyworker(at=a_service())
    days = [today + timedelta(day) if isinstance(day, int) else day for day in (from_on, until_on)]
    Post.objects.create(user=worker, role=Role.NURSE, service=here, from_on=days[0], until_on=days[1])
    page = a_browser_of(worker).get(reverse("person", kwargs={"person": a_person(at=here).pk}))
    assert (page.status_code == 200) is allowed


def test_posts_at_a_service_that_has_closed_open_nothing():
    here = a_service()
    worker, person = a_keyworker(at=here), a_person(at=here)
    here.closed_on = timezone.localdate() - timedelta(1)
    here.save()
    assert a_browser_of(worker).get(reverse("person", kwargs={"person": person.pk})).status_code == 403


def test_what_is_done_is_done_in_a_post_that_allows_it():
    here = a_service()
    worker = somebody(Role.ADMINISTRATOR, at=here)
    Post.objects.create(user=worker, role=Role.NURSE, service=here, from_on=LONG_AGO)
    assert [by(worker, verb).role for verb in (Verb.GIVE_COPY, Verb.TREAT)] == [Role.ADMINISTRATOR, Role.NURSE]
    with pytest.raises(PermissionError):
        by(worker, Verb.MERGE)


def test_only_a_post_without_a_service_is_for_the_whole_area():
    officer = somebody(Role.SAFETY_OFFICER)
    assert standing(officer).whole_area(Verb.REVIEW_ACCESS) and not standing(officer).whole_area(Verb.READ_RECORD)
    assert not standing(somebody(Role.SERVICE_MANAGER, at=a_service())).whole_area(Verb.REVIEW_ACCESS)
