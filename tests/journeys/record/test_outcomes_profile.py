"""A keyworker and a person fill in an outcomes profile together, see how it goes, and put a slip right."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ostara.care.outcomes.models import Top
from tests.for_everybody import axe_finds_nothing
from tests.outcomes_forms import a_profile, an_episode_since, asked
from tests.staff import a_keyworker, a_person_in_care, a_service

PHONE, DESK = 390, 1280
TODAY = timezone.localdate()
START = TODAY - timedelta(days=190)


def somebody_in_treatment(**at_the_start):
    harbour = a_service("Harbour")
    episode = an_episode_since(START, of=a_person_in_care(at=harbour), at=harbour)
    if at_the_start:
        a_profile(of=episode, day=START, stage="start", **at_the_start)
    return a_keyworker(at=harbour), episode


def weeks(page, item, *days):
    for number, day in enumerate(days, start=1):
        page.fill(f'[name="{item}_{number}"]', str(day))


def test_a_profile_on_a_phone(sit_down):
    # Given somebody who began half a year ago
    worker, episode = somebody_in_treatment(heroin_days=28, crack_days=12, injecting_days=20, quality_of_life=5)
    page = sit_down(worker, width=390)
    page.goto(f"/people/{episode.person_id}/outcomes/")
    expect(page.get_by_text("Late").first).to_be_visible()
    # When both fill in the form
    page.get_by_role("link", name="Record a profile").first.click()
    weeks(page, "heroin_days", 2, 1, 0, 0)
    assert page.input_value('[name="heroin_days"]') == "3"  # added up as it is typed
    weeks(page, "crack_days", 0, 0, 0, 0)
    page.fill('[name="injecting_days"]', "0")
    expect(
        page.get_by_role("group", name="Used a needle or syringe")
    ).to_be_hidden()  # nobody is asked who does not inject
    page.fill('[name="quality_of_life"]', "12")
    page.get_by_role("group", name="At risk of eviction").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save the profile").click()
    # Then it is kept, and what is missing is said
    expect(page.get_by_text("The profile is recorded.")).to_be_visible()
    expect(page.get_by_text("the amount (grams a day) is not said")).to_be_visible()
    # And the change is told with its class, and what that rests on
    page.goto(f"/people/{episode.person_id}/outcomes/")
    row = page.get_by_role("row", name="Illicit opioids")
    expect(row.first).to_contain_text("improved")
    expect(row.first).to_contain_text("unverified")
    expect(page.get_by_role("row", name="Crack").first).to_contain_text("abstinent")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_the_record_adds_up(sit_down):
    worker, episode = somebody_in_treatment()
    page = sit_down(worker, scripts=False)
    page.goto(f"/people/{episode.person_id}/episodes/{episode.pk}/profile/")
    weeks(page, "crack_days", 3, 3, 3, 3)
    page.get_by_role("button", name="Save the profile").click()
    expect(page.get_by_role("row", name="Crack")).to_contain_text("12 days")
    assert Top.objects.get().crack_days == 12


def test_a_slip_is_said_at_its_item_and_nothing_is_lost(sit_down):
    worker, episode = somebody_in_treatment()
    page = sit_down(worker)
    page.goto(f"/people/{episode.person_id}/episodes/{episode.pk}/profile/")
    weeks(page, "crack_days", 3, 9)
    page.fill('[name="physical_health"]', "12")
    page.get_by_role("button", name="Save the profile").click()
    page.get_by_role("link", name="Crack: week 2: give a number from 0 to 7.").click()
    assert page.evaluate("document.activeElement.name") == "crack_days_2"
    assert page.input_value('[name="physical_health"]') == "12"
    page.fill('[name="crack_days_2"]', "2")
    page.get_by_role("button", name="Save the profile").click()
    expect(page.get_by_text("a week is not known, so neither is the number of days")).to_be_visible()


def test_a_correction_keeps_what_was_there(sit_down):
    worker, episode = somebody_in_treatment(heroin_days=28)
    page = sit_down(worker)
    page.goto(f"/people/{episode.person_id}/outcomes/")
    page.get_by_role("table", name="Every profile").get_by_role("link").click()
    page.get_by_role("link", name="Put something right").click()
    page.fill('[name="why"]', "misheard")
    page.fill('[name="heroin_days"]', "18")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("row", name="Illicit opioids")).to_contain_text("18 days")
    page.get_by_role("table", name="Every version").get_by_role("link").click()
    expect(page.get_by_role("row", name="Illicit opioids")).to_contain_text("28 days")
    expect(page.get_by_text("This version does not stand")).to_be_visible()


def test_what_was_typed_is_there_again_after_the_browser_was_closed(sit_down):
    worker, episode = somebody_in_treatment()
    address = f"/people/{episode.person_id}/episodes/{episode.pk}/profile/"
    page = sit_down(worker, at=address)
    weeks(page, "crack_days", 1, 2, 3, 4)
    expect(page.locator(".draft-says")).to_contain_text("Draft saved")
    page.context.close()
    page = sit_down(worker, at=address)
    kept = [page.input_value(f'[name="crack_days{end}"]') for end in ("_1", "_2", "_3", "_4", "")]
    assert kept == ["1", "2", "3", "4", "10"]


def test_a_scale_is_asked_and_a_thought_of_death_is_told_at_once(sit_down):
    worker, episode = somebody_in_treatment()
    asked("phq9", dict.fromkeys(range(1, 10), 2), of=episode, day=START)
    page = sit_down(worker, width=390)
    page.goto(f"/people/{episode.person_id}/episodes/{episode.pk}/scales/phq9/")
    for number in range(1, 9):
        page.locator(f'[name="item_{number}"][value="0"]').check()
    page.locator('[name="item_9"][value="1"]').check()
    page.get_by_role("button", name="Save the answers").click()
    expect(page.get_by_text("is talked about now, whatever the total")).to_be_visible()
    expect(page.get_by_text("17 points fewer: better")).to_be_visible()


def lives_told():
    """Somebody with profiles over two years and every scale, some answers missing."""
    worker, episode = somebody_in_treatment(
        heroin_days=28, crack_days=12, alcohol_days=20, cannabis_days=28, injecting_days=20, quality_of_life=5,
        psychological_health=6, physical_health=8, paid_work_days=0,
    )  # fmt: skip
    for after, heroin, crack, alcohol, life in ((60, 20, 14, 20, 6), (120, 12, None, 9, 9), (180, 6, 0, 22, 13)):
        a_profile(
            of=episode, day=START + timedelta(days=after), heroin_days=heroin, crack_days=crack, alcohol_days=alcohol,
            cannabis_days=28, injecting_days=heroin // 2, quality_of_life=life, psychological_health=life,
            paid_work_days=after // 20,
        )  # fmt: skip
    for after, answer in ((0, 3), (90, 2), (180, 1)):
        day = START + timedelta(days=after)
        asked("phq9", dict.fromkeys(range(1, 10), answer), of=episode, day=day)
        asked("sds", dict.fromkeys(range(1, 6), answer), of=episode, day=day, about="heroin")
        asked("barc10", dict.fromkeys(range(1, 11), 6 - answer), of=episode, day=day)
    asked("gad7", dict.fromkeys(range(1, 8), 2), of=episode, day=START)
    asked("audit", {1: 4, 2: 4, 3: 4}, of=episode, day=START)
    return worker, episode


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_outcomes_of_somebody_with_a_long_story(sit_down, width):
    worker, episode = lives_told()
    page = sit_down(worker, width=width, at=f"/people/{episode.person_id}/outcomes/")
    expect(page.get_by_role("img", name="Illicit opioids").first).to_be_visible()
    expect(page.get_by_role("row", name="Alcohol").first).to_contain_text("less, more or the same: withheld")
    expect(page.get_by_role("table", name="BARC-10").get_by_role("row").nth(1)).to_contain_text(
        "20 more: better, counts"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe_finds_nothing(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Record a profile").first).to_be_hidden()
