"""Given somebody who asks for help: referred, met, assessed, planned; handed over; gone, and back in one step."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from ostara.care.accounts.roles import Role
from ostara.care.treatment.models import Episode, EpisodeNow
from tests.episodes import an_episode, an_episode_in_treatment, days_ago, today
from tests.journeys.record.conftest import PHONE
from tests.persons import a_person
from tests.staff import a_keyworker, a_service, somebody


def told(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def test_from_referral_to_review_at_a_desk(sit_down):
    harbour = a_service("Harbour")
    rosa, worker = a_person(at=harbour, given="Rosa", family="Ahern"), a_keyworker(at=harbour)
    page = sit_down(worker)

    page.goto(f"/people/{rosa.pk}/")  # when: a friend rings, and the referral is taken
    page.get_by_role("link", name="Take a referral").click()
    page.get_by_label("Day of the referral").fill("yesterday")
    page.get_by_label("Who referred?").select_option(label="Relative")
    page.get_by_label("What do they want?").select_option(label="Opioid substitution treatment")
    page.get_by_label("I will be their keyworker").check()
    page.get_by_role("button", name="Save the referral").click()
    told(page, "The referral is saved")

    page.get_by_role("link", name="Record the first meeting").click()  # and they meet
    page.get_by_role("button", name="Save the first meeting").click()
    told(page, "Seen, not yet assessed")

    page.get_by_role("link", name="Assess", exact=True).click()  # and she is assessed
    page.get_by_label("Substance", exact=True).first.select_option(label="Heroin")
    page.get_by_label("Days of the last 28").first.fill("28")
    page.get_by_label("What the person expects of treatment").fill("To sleep")
    page.get_by_role("button", name="Save the assessment").click()
    told(page, "To sleep")
    told(page, "not asked")

    page.get_by_role("link", name="Back to Harbour").click()  # and they write a plan in her words
    page.get_by_role("link", name="Write or revise the care plan").click()
    page.get_by_label("In the person's own words", exact=True).first.fill("See my daughter at weekends")
    page.get_by_label("Yes, this is my plan").check()
    page.get_by_role("button", name="Save the plan").click()
    told(page, "See my daughter at weekends")

    page.get_by_role("link", name="Review it").click()  # and look back at it
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What the person says").fill("Twice so far")
    page.get_by_role("button", name="Save the review").click()
    told(page, "Twice so far")

    page.goto("/caseload/")  # then: she is on the caseload, with the next review
    expect(page.get_by_role("link", name="Ahern, Rosa")).to_be_visible()
    told(page, "Review, ")
    page.goto(f"/people/{rosa.pk}/timeline/")
    for words in ("Referred: Harbour", "Comprehensive assessment", "Care plan, revision 1", "Review of the care plan"):
        told(page, words)
    assert "Rosa" not in page.url


def test_handed_over_to_another_provider_and_nobody_begins_again(sit_down):
    harbour, hilltop = a_service("Harbour"), a_service("Hilltop")
    before = an_episode_in_treatment(of=a_person(at=harbour, given="Rosa", family="Ahern"), at=harbour)
    page = sit_down(before.worker)
    page.goto(f"/people/{before.person.pk}/episodes/{before.episode.pk}/transfer/")
    page.get_by_label("To which service?").select_option(label="Hilltop")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What they need to know").fill("Methadone 60 mg, supervised, last dose today")
    page.get_by_role("button", name="Offer the transfer").click()
    told(page, "Care goes on here until they accept")

    there = sit_down(a_keyworker(at=hilltop))  # when: the other service reads the handover
    assert there.goto(f"/people/{before.person.pk}/").status == 404, "the record is not open yet"
    there.goto("/transfers/")
    there.get_by_role("link", name="Ahern, Rosa").click()
    told(there, "last dose today")
    there.get_by_label("Accept").check()
    there.get_by_role("button", name="Send the answer").click()

    there.goto("/caseload/")  # then: care goes on there with everything
    there.get_by_role("link", name="Ahern, Rosa").click()
    told(there, "In treatment")
    told(there, "Prescribing of opioid substitution treatment")
    told(there, "carried over from Harbour")
    assert before.now.discharge_reason == "83"


def test_somebody_who_dropped_out_is_back_with_one_call_on_a_phone_without_script(sit_down):
    harbour = a_service("Harbour")
    before = an_episode_in_treatment(of=a_person(at=harbour, given="Rosa", family="Ahern"), at=harbour)
    page = sit_down(before.worker, width=PHONE, scripts=False)
    page.goto(f"/people/{before.person.pk}/episodes/{before.episode.pk}/discharge/")
    page.get_by_label("Day of the discharge").fill(str(days_ago(20)))
    page.get_by_label("Dropped out").check()
    page.get_by_role("button", name="Discharge").click()
    told(page, "Coming back is one step")

    page.get_by_role("link", name="Take back into care").click()
    page.get_by_role("button", name="Take back into care").click()
    told(page, "Assessment, plan and pathway hold as they were")
    now = EpisodeNow.objects.get(is_open=True)
    assert (now.status, now.triaged_on, now.keyworker) == ("in_treatment", today(), before.worker)
    assert Episode.objects.get(pk=now.pk).follows == before.episode


@pytest.mark.parametrize(
    ("day", "words"),
    [("1 1 1990", "is before the referral"), ("31 June 2026", "June"), ("tomorrow", "future")],
)
def test_impossible_days_are_said_at_the_field(sit_down, day, words):
    harbour = a_service("Harbour")
    episode = an_episode(of=a_person(at=harbour), at=harbour).triaged()
    page = sit_down(episode.worker)
    page.goto(f"/people/{episode.person.pk}/episodes/{episode.episode.pk}/discharge/")
    typed = str(today() + timedelta(1)) if day == "tomorrow" else day
    page.get_by_label("Day of the discharge").fill(typed)
    page.get_by_label("Dropped out").check()
    page.get_by_role("button", name="Discharge").click()
    expect(page.locator("#id_on-error")).to_contain_text(words)
    assert episode.now.is_open


def test_two_people_save_the_same_plan_and_both_texts_are_shown(sit_down):
    harbour = a_service("Harbour")
    episode = an_episode_in_treatment(of=a_person(at=harbour), at=harbour)
    address = f"/people/{episode.person.pk}/episodes/{episode.episode.pk}/plan/write/"
    one, other = sit_down(episode.worker), sit_down(a_keyworker(at=harbour))
    for page in (one, other):
        page.goto(address)
        page.get_by_label("Yes, this is my plan").check()
    for page, words in ((one, "A garden"), (other, "A boat")):
        page.get_by_label("In the person's own words", exact=True).nth(1).fill(words)
        page.get_by_role("button", name="Save the plan").click()
    told(other, "Somebody else has saved this plan since you opened it")
    told(other, "A garden")
    assert other.get_by_label("In the person's own words", exact=True).nth(1).input_value() == "A boat"
    other.get_by_role("button", name="Save the plan").click()
    told(other, "The plan is saved")
    assert episode.plan().revision == 3


def test_a_leavers_caseload_is_handed_over_in_a_few_clicks(sit_down):
    harbour = a_service("Harbour")
    leaver, heir = (somebody(Role.KEYWORKER, at=harbour, name=name) for name in ("Lee Ver", "Ama Next"))
    for number in range(5):
        an_episode(of=a_person(at=harbour, family=f"Example {number}"), at=harbour, with_=leaver)
    page = sit_down(somebody(Role.SERVICE_MANAGER, at=harbour))
    page.goto("/caseload/")
    page.get_by_role("link", name="Hand over the caseload").click()
    page.get_by_role("link", name="Lee Ver").click()
    page.get_by_label("Everyone goes to").select_option(label="Ama Next")
    page.get_by_role("button", name="Hand over").click()
    told(page, "The caseload is handed over")
    assert EpisodeNow.objects.filter(keyworker=heir).count() == 5
