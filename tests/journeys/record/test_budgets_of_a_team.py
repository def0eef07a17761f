"""What a day asks of a keyworker, a service manager and a commissioner, counted: the budgets of users.md."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from ostara.care.accounts.roles import Role
from ostara.care.medication.models import DoseIncident
from ostara.care.outcomes.models import Top
from ostara.care.people.models import Consent
from ostara.care.treatment.models import EpisodeNow
from ostara.exchange.extract import extract
from ostara.exchange.extract.shelving import new_store, show
from ostara.ndtms.top import Asks, top_items
from tests.episodes import an_episode, an_episode_in_treatment, days_ago
from tests.keystrokes import Hands, within
from tests.medicines import a_course
from tests.persons import a_person
from tests.ruled import a_task_of
from tests.staff import a_service, somebody
from tests.submissions import a_submission

PEOPLE = 12


def told(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def in_the_menu(page: Page, words: str) -> Locator:
    return page.get_by_role("navigation").get_by_role("link", name=words, exact=True)


@pytest.fixture
def harbour(own_record, tmp_path):
    before = settings.SAID
    settings.SAID = replace(before, files=tmp_path / "files")
    yield a_service("Harbour", agency_code="N0001", area="A12B")
    settings.SAID = before


@pytest.fixture
def worker(harbour):
    return somebody(Role.KEYWORKER, at=harbour, name="Lee Ver")


def extracted():
    at = datetime.now(UTC)
    store = new_store(at)
    extract(store, at=at)
    show(store, at)


def test_a_keyworker_sees_todays_list_in_5_seconds(harbour, worker, sit_down):
    a_task_of(an_episode(of=a_person(at=harbour), at=harbour, with_=worker).person, harbour)
    hands = Hands(sit_down(worker))
    hands.clicks(in_the_menu(hands.page, "Tasks"))
    hands.decides()
    expect(hands.page.get_by_role("heading", name="Tasks")).to_be_visible()
    within(5, hands)


def tabbed_to(hands: Hands, field: Locator, most: int = 12) -> None:
    """Goes on with the keyboard to the next field that is filled in."""
    for _ in range(most):
        if field.evaluate("field => field === document.activeElement"):
            return
        hands.presses("Tab")
    raise AssertionError(f"more than {most} fields to get to {field}")


def filled(hands: Hands) -> None:
    """Answers every item: heroin week by week, nothing else used, and no to each question."""
    page = hands.page
    for name, item in top_items().items():
        hands.decides()  # what they say; the talk itself is what the rest of the time is for
        if item.asks is Asks.YES_NO:
            group = page.locator(f'[data-item="{name}"]')
            if group.is_visible():
                hands.clicks(group.get_by_label("No", exact=True))
            continue
        weeks = {"heroin_days": "2100"}.get(name, "")
        for number, days in enumerate(weeks, start=1):
            week = page.locator(f'[name="{name}_{number}"]')
            tabbed_to(hands, week, most=16)
            hands.presses(days)
        if not weeks:
            whole = page.locator(f'[name="{name}"]')
            tabbed_to(hands, whole, most=16)
            hands.presses("0" if item.asks is Asks.DAYS else "9")


def test_a_profile_takes_less_than_half_of_its_4_minutes_so_the_rest_is_for_talking(harbour, worker, sit_down):
    episode = an_episode_in_treatment(of=a_person(at=harbour, family="Heronbeck"), at=harbour, with_=worker)
    hands = Hands(sit_down(worker))
    page = hands.page
    hands.clicks(in_the_menu(page, "Caseload"))
    hands.decides()
    hands.clicks(page.get_by_role("link", name="Heronbeck, Robin"))
    hands.clicks(page.get_by_role("link", name="Robin Heronbeck", exact=True))
    hands.clicks(page.get_by_role("link", name="record it").first)
    hands.clicks(page.locator('[name="alcohol_days_1"]'))
    filled(hands)
    hands.clicks(page.get_by_role("button", name="Save the profile"))
    told(page, "The profile is recorded.")
    assert Top.objects.get(episode=episode.episode).heroin_days == 3
    within(120, hands)


@pytest.fixture
def manager(harbour):
    return somebody(Role.SERVICE_MANAGER, at=harbour, name="Nia Example")


def test_a_manager_sees_who_is_unsafe_today_in_5_seconds(harbour, manager, sit_down):
    rosa = a_person(at=harbour, given="Rosa", family="Heronbeck")
    an_episode(of=rosa, at=harbour)
    missed = a_course(of=rosa, at=harbour).on(mg=60).supplied_daily(days_ago(9), days_ago(4))
    for ago in (3, 2, 1):
        missed.supplied(days_ago(ago), outcome="not_collected")
    hands = Hands(sit_down(manager))
    hands.clicks(in_the_menu(hands.page, "Quality"))
    hands.decides()
    expect(hands.page.get_by_role("row", name="Heronbeck, Rosa")).to_contain_text("3")
    within(5, hands)


def test_a_leavers_caseload_is_handed_over_in_60_seconds(harbour, worker, manager, sit_down):
    heir = somebody(Role.KEYWORKER, at=harbour, name="Ama Next")
    for number in range(PEOPLE):
        an_episode(of=a_person(at=harbour, family=f"Example {number}"), at=harbour, with_=worker)
    hands = Hands(sit_down(manager))
    page = hands.page
    hands.clicks(in_the_menu(page, "Caseload"))
    hands.clicks(page.get_by_role("link", name="Hand over the caseload"))
    hands.decides()
    hands.clicks(page.get_by_role("link", name="Lee Ver"))
    hands.chooses("Ama Next", of=page.get_by_label("Everyone goes to"))
    hands.decides(PEOPLE)  # each is looked at: somebody may want another
    hands.clicks(page.get_by_role("button", name="Hand over"))
    told(page, "The caseload is handed over")
    assert EpisodeNow.objects.filter(keyworker=heir).count() == PEOPLE
    within(60, hands)


def test_what_the_national_file_would_reject_is_two_clicks_away_with_its_owner(harbour, worker, manager, sit_down):
    rosa = a_person(at=harbour, given="Rosa", family="Heronbeck", born=date(1980, 2, 29), sex="F")
    Consent.objects.create(person=rosa, kind="ndtms", answer="yes", asked_on=days_ago(90))
    an_episode(of=rosa, at=harbour, with_=worker).triaged()
    a_submission(of=harbour, by=manager)
    hands = Hands(sit_down(manager))
    hands.clicks(hands.page.get_by_role("link", name="National file"))
    hands.clicks(hands.page.get_by_role("link", name="Would be rejected"))
    expect(hands.page.get_by_role("row", name="Heronbeck, Rosa").first).to_contain_text("Lee Ver")
    assert hands.effort.clicks <= 2


def test_an_incident_is_reviewed_in_3_minutes(harbour, manager, sit_down):
    person = a_person(at=harbour, given="Rosa", family="Heronbeck")
    course = a_course(of=person, at=harbour).on(mg=60).course
    DoseIncident.objects.create(
        person=person, course=course, on=days_ago(1), kind="double", words="Two lists were used."
    )
    hands = Hands(sit_down(manager))
    page = hands.page
    hands.clicks(page.get_by_role("link", name="Incidents"))
    hands.clicks(page.get_by_role("link", name="Heronbeck, Rosa"))
    hands.decides(4)  # what happened, how much, what was done, who recorded it
    words = "Two lists were in use because the first was thought lost. One list at a time from now on; told the team."
    hands.types(words, into=page.get_by_label("What was found, and what changes"))
    hands.clicks(page.get_by_label("Yes"))
    hands.clicks(page.get_by_role("button", name="Save the review"))
    told(page, "None waits for a review.")
    within(180, hands)


@pytest.mark.parametrize("words", ["Waits", "Completions", "Deaths"])
def test_a_commissioner_reads_waits_completions_and_deaths_two_clicks_away(harbour, worker, sit_down, words):
    for number in range(PEOPLE):
        an_episode_in_treatment(of=a_person(at=harbour, family=f"Example {number}"), at=harbour, with_=worker)
    extracted()
    hands = Hands(sit_down(somebody(Role.COMMISSIONER)))
    page = hands.page
    hands.clicks(in_the_menu(page, "Numbers"))
    hands.clicks(page.get_by_role("navigation", name="Often asked for").get_by_role("link", name=words))
    expect(page.get_by_role("navigation", name="Often asked for").locator("[aria-current]")).to_have_text(words)
    expect(page.get_by_role("table")).to_be_visible()
    assert hands.effort.clicks == 2
    within(10, hands)
