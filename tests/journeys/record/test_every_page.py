"""Every page of the record, opened in a browser by somebody who may: on a phone, on a desk, by rules of accessibility.

A new route is here by itself. What its address names is made by FOREIGN of tests/promises/test_access.py, or by OWN
below where a page should show more than the least. A route that answers with no page stands in NO_PAGE.
"""

import re
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import html5lib
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from ostara.care.accounts.made_up import DEMO_PASSWORD, ready_to_sign_in
from ostara.care.accounts.models import Service, User
from ostara.care.accounts.roles import MAY, Role
from ostara.care.outcomes.models import ScaleAnswers, Top
from ostara.care.people.models import Person
from ostara.care.prescribing.actions.pharmacies import give_reply_link
from tests.episodes import days_ago, the_episode, today
from tests.figures import a_shelf, in_the_care_of
from tests.for_everybody import PHONE, is_for_everybody
from tests.medicines import a_course_with_everything, a_prescription
from tests.outcomes_forms import a_profile, asked
from tests.persons import a_contact_of, a_flag_of, a_person, a_relation_of, an_nhs_number
from tests.promises.test_access import FOREIGN, ROUTES, policy
from tests.ruled import a_finding_of, a_proposal, a_task_of
from tests.staff import a_browser_of, a_person_in_care, a_service, by, somebody
from tests.submissions import a_submission

pytestmark = pytest.mark.looks

ONLY_SENT_TO, A_FILE, ON_THE_WAY = "only sent to", "a file", "stands between two others, and has a test of its own"
ASKED_FOR = "a file of what the rest of the address asks for"
# Routes that answer with something else than a page.
NO_PAGE = {
    "save_draft": ONLY_SENT_TO,
    "throw_away_draft": ONLY_SENT_TO,
    "copy_file": A_FILE,
    "figures_file": ASKED_FOR,
    "free_figures_file": ASKED_FOR,
    "result_file": A_FILE,
    "submission_file": A_FILE,
    "print_batch": A_FILE,
    "mfa_download_recovery_codes": A_FILE,
    "mfa_login_webauthn": A_FILE,
    "mfa_authenticate": ON_THE_WAY,
    "open_in_emergency": ON_THE_WAY,
    "mfa_reauthenticate_webauthn": "opens for a real passkey only: tests/journeys/record/test_access_signing_in.py",
}
# Who opens a page that several roles may: whoever sees most of it.
BEFORE_OTHERS = (Role.SERVICE_MANAGER, Role.KEYWORKER, Role.SAFETY_OFFICER, Role.COMMISSIONER)
_people = count(1)
PAGES = [name for name in ROUTES if name not in NO_PAGE]
Makes = Callable[[Person, Service, User], Any]


def a_passkey(of: User) -> Authenticator:
    return Authenticator.objects.create(
        user=of, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}}
    )


def their_profile(person: Person, here: Service, *, ago: int = 1) -> Top:
    return a_profile(of=the_episode(person, here).episode, day=days_ago(ago), heroin_days=ago // 4)


def their_answers(person: Person, here: Service, *, ago: int = 1) -> ScaleAnswers:
    return asked("phq9", {1: 1}, of=the_episode(person, here).episode, day=days_ago(ago))


# How to make what an address names, where the least there can be would show little or nothing.
OWN: dict[str, Makes] = {
    "transfer": lambda person, here, _user: the_episode(person, a_service()).offered(here).pk,
    "profile": lambda person, here, _user: their_profile(person, here).pk,
    "answers": lambda person, here, _user: their_answers(person, here).pk,
    "place": lambda person, here, _user: a_prescription(of=person, at=here, signed=True).place.pk,
    "token": lambda person, here, user: give_reply_link(
        place=a_prescription(of=person, at=here, signed=True).place, on=today(), by=by(user), at=timezone.now()
    ),
    "course": lambda person, here, _user: a_course_with_everything(of=person, at=here).course.pk,
    "pk": lambda _person, _here, user: a_passkey(user).pk,
}


# What must have happened for a page to have something to show.
BEFORE: dict[str, Makes] = {
    "submission": lambda _person, here, user: a_submission(of=here, by=user),
    "submission_left_out": lambda _person, here, user: a_submission(of=here, by=user),
    "pharmacies": lambda person, here, _user: a_prescription(of=person, at=here),
    "script_run": lambda person, here, _user: a_prescription(of=person, at=here),
    "closed_days": lambda person, here, _user: a_prescription(of=person, at=here, signed=True),
    "medicines": lambda person, here, _user: a_course_with_everything(of=person, at=here),
    "medicine_history": lambda person, here, _user: a_course_with_everything(of=person, at=here),
    "rules": lambda person, here, _user: a_finding_of(person, here),
    "tasks": lambda person, here, _user: a_task_of(person, here),
    "overrides": lambda person, here, _user: a_finding_of(person, here),
    "tighter": lambda _person, _here, _user: a_proposal(),
    "due_health": lambda person, here, _user: the_episode(person, here),
    "take_back_offer": lambda person, here, _user: the_episode(person, here).offered(a_service()),
}


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """A folder with a store in it, so that pages over numbers show numbers."""
    files = tmp_path_factory.mktemp("files")
    a_shelf(files, in_the_care_of("N0001"))
    return files


@pytest.fixture(autouse=True)
def with_figures(settings, figures):
    settings.SAID = replace(settings.SAID, files=figures)


def who(name: str) -> Role | None:
    """The role in which a page is opened; none where nobody need have signed in."""
    demanded = policy(name)
    if demanded is None or demanded.open:
        return None
    roles = sorted(Role, key=lambda role: BEFORE_OTHERS.index(role) if role in BEFORE_OTHERS else len(BEFORE_OTHERS))
    return next(role for role in roles if demanded.verb is None or demanded.verb in MAY[role])


def at_work(name: str, here: Service) -> User:
    """Somebody who may open a page, with a password, a second step, and codes for a lost phone."""
    user = ready_to_sign_in(somebody(who(name) or Role.KEYWORKER, at=here, name="Alex Keane"))
    RecoveryCodes.activate(user)
    if name == "mfa_activate_totp":
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    return user


def the_service() -> Service:
    """The service of which the figures are."""
    return a_service("Harbour", agency_code="N0001", area="A12B")


def somebody_well_known(here: Service) -> Person:
    """Somebody of whom every part of the record holds something."""
    born = date(1984, 2, 29)
    person = a_person(
        at=here, given="Robin", family="Example", born=born, nhs_number=an_nhs_number(100 * next(_people)), sex="M"
    )
    for records in (a_contact_of, a_flag_of, a_relation_of):
        records(person)
    the_episode(person, here).reviewed(after=40)
    for day in (95, 10):
        their_profile(person, here, ago=day)
        their_answers(person, here, ago=day)
    return person


def address(name: str, here: Service, user: User, person: Person | None = None) -> str:
    """The address of a page about things of one's own."""
    if person is None:
        person = somebody_well_known(here) if "person" in ROUTES[name][1] else a_person_in_care(at=here)
    if name in BEFORE:
        BEFORE[name](person, here, user)
    made = {
        parameter: OWN[parameter](person, here, user) if parameter in OWN else FOREIGN[parameter](person, here)
        for parameter in sorted(ROUTES[name][1])
    }
    return reverse(name, kwargs=made)


def asked_again(session: str | None, user: User) -> None:
    """Somebody has just given their password again, as what concerns signing in asks of them."""
    if session:
        store = SessionStore(session)
        store["account_authentication_methods"][0] |= {"at": time.time(), "reauthenticated": True}
        store["account_authentication_methods_user"] = str(user.pk)
        store.save()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everybody(sit_down, name):
    here = the_service()
    user = at_work(name, here)
    page = sit_down(user if who(name) else None, width=PHONE, at="about:blank")
    asked_again(next((cookie["value"] for cookie in page.context.cookies()), None), user)
    there = address(name, here, user)
    assert page.goto(there).status == 200
    assert page.url.endswith(there), f"leads on to {page.url}"
    is_for_everybody(page)


def test_so_can_the_second_step_of_signing_in(sit_down):
    user = at_work("home", the_service())
    page = sit_down(at="/sign-in/", width=PHONE)
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Your code"
    is_for_everybody(page)


def looked_for(page, known: str, found: str) -> None:
    page.get_by_label("NHS number").fill(known)
    page.keyboard.press("Enter")
    page.get_by_text(found).first.wait_for()
    is_for_everybody(page)


def test_so_can_what_was_found_and_the_way_into_a_record_in_an_emergency(sit_down):
    known, here = an_nhs_number(100 * next(_people)), the_service()
    a_person(at=here, nhs_number=known)
    looked_for(sit_down(somebody(Role.NURSE, at=here), at=reverse("people"), width=PHONE), known, "Robin")
    page = sit_down(somebody(Role.NURSE), at=reverse("elsewhere"), width=PHONE)
    looked_for(page, known, "Is it this person?")
    page.get_by_role("link", name="Open this record in an emergency").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Open a record in an emergency"
    is_for_everybody(page)


def test_so_can_a_form_that_was_refused_and_one_with_a_draft(sit_down, settings):
    settings.ROOT_URLCONF = "tests.sample_form"
    page = sit_down(at_work("home", the_service()), width=PHONE, at="/sample/")
    page.get_by_label("NHS number").fill("12")
    page.get_by_role("button", name="Save").click()
    is_for_everybody(page)
    page.goto("/sample/")
    expect(page.get_by_text("You have a draft from")).to_be_visible()
    is_for_everybody(page)
    page.goto("/")
    is_for_everybody(page)


@pytest.mark.parametrize(("at", "status"), [("/nothing-here/", 404), ("/staff/", 403)])
def test_so_can_a_page_that_says_no(sit_down, at, status):
    page = sit_down(somebody(Role.KEYWORKER), width=PHONE, at="about:blank")
    assert page.goto(at).status == status
    is_for_everybody(page)


def as_served(name: str, here: Service, person: Person) -> str:
    """A page about somebody, of whom nothing is kept that was made for it."""
    with transaction.atomic():
        user = at_work(name, here)
        client = a_browser_of(user) if who(name) else Client()
        asked_again(client.session.session_key if who(name) else None, user)
        html = client.get(address(name, here, user, person)).content.decode()
        transaction.set_rollback(True)
    return html


@pytest.mark.django_db
def test_every_page_has_one_heading_and_a_title_of_its_own():
    here = the_service()
    person = somebody_well_known(here)
    titles, wrong = defaultdict(list), {}
    for name in PAGES:
        html = as_served(name, here, person)
        try:
            html5lib.HTMLParser(strict=True).parse(html)
        except html5lib.html5parser.ParseError as fault:
            wrong[name] = f"is not HTML: {fault}"
        if len(re.findall(r"<h1\b", html)) != 1:
            wrong[name] = "has not one h1"
        title = re.search(r"<title>\s*(.*?)\s*</title>", html, re.S)
        if title:
            titles[title[1]].append(name)
        else:
            wrong[name] = "has no title"
    shared = {title: names for title, names in titles.items() if len(names) > 1}
    assert (wrong, shared) == ({}, {})


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, why in NO_PAGE.items() if why is ONLY_SENT_TO])
def test_what_is_only_sent_to_is_no_page(name):
    here = a_service()
    user = at_work(name, here)
    assert a_browser_of(user).get(address(name, here, user)).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, why in NO_PAGE.items() if why is A_FILE])
def test_a_file_is_no_page(name):
    here = a_service()
    user = at_work(name, here)
    answer = (a_browser_of(user) if who(name) else Client()).get(address(name, here, user))
    assert answer.status_code != 200 or "html" not in answer["Content-Type"]
