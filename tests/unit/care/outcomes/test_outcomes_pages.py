"""The pages of outcomes: what a keyworker sees and does, in how many queries; nothing is lost or overwritten."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.care.outcomes.models import ScaleAnswers, Top
from ostara.care.people.actions.joining import merge
from ostara.ndtms.top import Days, Untold
from tests.episodes import ALCOHOL, HEROIN, an_episode
from tests.outcomes_forms import SOMEBODY, a_profile, an_episode_since, asked, sent
from tests.staff import a_browser_of, a_keyworker, a_person_in_care, a_service, somebody

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
START = TODAY - timedelta(days=200)


@pytest.fixture
def service():
    return a_service("Harbour")


@pytest.fixture
def episode(service):
    return an_episode_since(START, of=a_person_in_care(at=service), at=service)


@pytest.fixture
def browser(service):
    return a_browser_of(a_keyworker(at=service))


def page(browser, name, *keys, **query):
    answer = browser.get(reverse(name, args=keys), query)
    assert answer.status_code == 200, answer.status_code
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_profile_is_recorded_from_the_form(browser, episode):
    address = reverse("record_profile", args=[episode.person_id, episode.pk])
    assert "value=" in browser.get(address).content.decode()
    typed = sent(
        asked_on="today", heroin_days_1="7", heroin_days_2="6", heroin_days_3="0", heroin_days_4="0", crack_days_na="on"
    )
    answer = browser.post(address, typed)
    top = Top.objects.get()
    assert answer["Location"] == reverse("profile", args=[episode.person_id, top.pk])
    assert (top.heroin_days, top.not_answered, top.asked_on) == (13, ["crack_days"], TODAY)
    shown = page(browser, "profile", episode.person_id, top.pk)
    assert "13 days (7 · 6 · 0 · 0)" in shown
    assert "Crack not answered" in shown
    assert "The profile is recorded." in shown
    assert "the amount (grams a day) is not said" in shown
    assert "Not asked: Alcohol;" in shown


def test_the_stage_that_is_due_is_chosen(browser, episode):
    address = reverse("record_profile", args=[episode.person_id, episode.pk])
    assert 'value="start" checked' in browser.get(address).content.decode()
    a_profile(of=episode, day=START, stage="start", heroin_days=20)
    assert 'value="review" checked' in browser.get(address).content.decode()


def test_what_cannot_be_is_shown_at_its_item_and_nothing_typed_is_lost(browser, episode):
    address = reverse("record_profile", args=[episode.person_id, episode.pk])
    answer = browser.post(address, sent(crack_days_1="9", quality_of_life="12", other_drug="pregabalin"))
    html = answer.content.decode()
    assert answer.status_code == 200 and not Top.objects.exists()
    assert '<a href="#id_crack_days_1">Crack: week 1: give a number from 0 to 7.</a>' in html
    assert 'id="error-crack_days"' in html and 'aria-describedby="error-crack_days"' in html
    assert all(kept in html for kept in ('value="9"', 'value="12"', 'value="pregabalin"'))
    assert "<title>Error: " in html


def test_a_correction_is_made_on_the_form_and_both_versions_stay(browser, episode):
    top = a_profile(of=episode, day=TODAY, heroin_days=Days((7, 7, 7, 7)), crack_days=Untold.NOT_ANSWERED)
    address = reverse("correct_profile", args=[episode.person_id, top.pk])
    html = browser.get(address).content.decode()
    assert html.count('value="7"') == 4 and 'value="28"' in html
    refused = browser.post(address, sent(asked_on="today", heroin_days="0", why=" "))
    assert refused.status_code == 200 and Top.objects.count() == 1
    browser.post(address, sent(asked_on="today", heroin_days="0", why="misheard"))
    new = Top.objects.standing().get()
    assert (new.heroin_days, new.why, new.corrects_id) == (0, "misheard", top.pk)
    old = page(browser, "profile", episode.person_id, top.pk)
    assert "This version does not stand: it was corrected" in old and "28 days" in old
    assert "misheard" in page(browser, "profile", episode.person_id, new.pk)
    assert browser.get(address)["Location"] == reverse("profile", args=[episode.person_id, new.pk])


def test_of_two_who_correct_at_once_the_second_is_told_and_keeps_what_they_typed(browser, episode):
    top = a_profile(of=episode, day=TODAY, heroin_days=3)
    address = reverse("correct_profile", args=[episode.person_id, top.pk])
    browser.post(address, sent(asked_on="today", heroin_days="4", why="one"))
    answer = browser.post(address, sent(asked_on="today", heroin_days="5", why="two"))
    assert answer.status_code == 200
    assert "Someone else has corrected this" in answer.content.decode()
    assert 'value="5"' in answer.content.decode()
    assert Top.objects.standing().get().heroin_days == 4


def test_a_profile_is_taken_back_with_a_reason(browser, episode):
    top = a_profile(of=episode, day=TODAY, heroin_days=3)
    address = reverse("take_back_profile", args=[episode.person_id, top.pk])
    assert browser.post(address, {"why": ""}).status_code == 200
    browser.post(address, {"why": "of another person"})
    assert not Top.objects.standing().exists()
    assert "No profile is recorded yet." in page(browser, "outcomes", episode.person_id)
    gone = Top.objects.get(withdrawn=True)
    assert "This was taken back: of another person" in page(browser, "profile", episode.person_id, gone.pk)


def test_change_since_the_start_says_its_class_and_what_is_unverified(browser, episode):
    a_profile(of=episode, day=START, stage="start", heroin_days=28, crack_days=10, cannabis_days=20, quality_of_life=5)
    a_profile(of=episode, day=TODAY, heroin_days=15, crack_days=0, cannabis_days=2, quality_of_life=9)
    shown = page(browser, "outcomes", episode.person_id)
    assert re.search(r"Illicit opioids 28 → 15 13 fewer: improved \(13 days count\) unverified", shown)
    assert re.search(r"Crack 10 → 0 10 fewer: abstinent Cannabis", shown)
    assert re.search(r"Cannabis 20 → 2 18 fewer: less, more or the same: withheld", shown)
    assert re.search(r"Overall quality of life 5 → 9 4 more", shown)
    assert shown.count("Asked on days") == 3


def test_nought_and_not_answered_are_not_the_same(browser, episode):
    top = a_profile(
        of=episode, day=TODAY, heroin_days=0, crack_days=Untold.NOT_ANSWERED, alcohol_days=Days((1, None, 0, 0))
    )
    shown = page(browser, "profile", episode.person_id, top.pk)
    assert "0 days" in shown and "Crack not answered" in shown
    assert "Alcohol not known (1 · ? · 0 · 0)" in shown
    assert "a week is not known, so neither is the number of days" in shown


def test_a_scale_is_asked_scored_and_read(browser, episode):
    address = reverse("record_scale", args=[episode.person_id, episode.pk, "gad7"])
    assert "Read each question from the form" in browser.get(address).content.decode()
    browser.post(address, {"asked_on": "today", "filled": "person", **{f"item_{n}": "2" for n in range(1, 8)}})
    row = ScaleAnswers.objects.get()
    shown = page(browser, "scale_answers", episode.person_id, row.pk)
    assert "Total 14 of 0 to 21" in shown
    assert "Bands of the total 10 to 14 unverified" in shown
    assert "Line for anxiety 8 to 21: caseness" in shown
    assert "GAD-7" in page(browser, "outcomes", episode.person_id)


def test_a_scale_that_nobody_knows_is_not_found(browser, episode):
    assert browser.get(reverse("record_scale", args=[episode.person_id, episode.pk, "phq8"])).status_code == 404


def test_thoughts_of_death_are_told_on_every_page_that_shows_the_score(browser, episode):
    row = asked("phq9", {9: 1}, of=episode, day=TODAY)
    words = "is talked about now, whatever the total"
    assert words in page(browser, "scale_answers", episode.person_id, row.pk)
    assert words in page(browser, "outcomes", episode.person_id)


def test_a_scale_with_an_answer_missing_has_no_total(browser, episode):
    row = asked("audit", {1: 4}, of=episode, day=TODAY)
    shown = page(browser, "scale_answers", episode.person_id, row.pk)
    assert "Total not known" in shown
    assert "There is no total: items 2, 3, 4, 5, 6, 7, 8, 9, 10 were not answered." in shown


def test_answers_are_put_right_and_taken_back(browser, episode):
    row = asked("sds", dict.fromkeys(range(1, 6), 1), of=episode, day=TODAY, about="heroin")
    address = reverse("correct_scale", args=[episode.person_id, row.pk])
    typed = {"asked_on": "today", "filled": "together", "about": "heroin", "why": "misread"}
    browser.post(address, typed | {f"item_{n}": "0" for n in range(1, 6)})
    new = ScaleAnswers.objects.standing().get()
    assert (new.total, new.about, new.why) == (0, "heroin", "misread")
    browser.post(reverse("take_back_scale", args=[episode.person_id, new.pk]), {"why": "not theirs"})
    assert not ScaleAnswers.objects.standing().exists()


def test_what_is_due_is_listed_late_first_and_by_keyworker(browser, service, episode):
    soon = an_episode_since(TODAY, of=a_person_in_care(at=service), at=service)
    elsewhere = a_service()
    an_episode_since(START, of=a_person_in_care(at=elsewhere), at=elsewhere)
    shown = page(browser, "due_profiles")
    assert "3 due within 28 days or late; 2 late." in shown
    assert shown.index(episode.person.number) < shown.index(soon.person.number)
    assert "0 due within 28 days" in page(browser, "due_profiles", whose="mine")


def test_the_list_of_what_is_due_asks_as_often_for_one_as_for_many(
    browser, service, episode, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as few:
        page(browser, "due_profiles")
    for _ in range(12):
        a_profile(of=an_episode_since(START, of=a_person_in_care(at=service), at=service), day=START, heroin_days=2)
    with django_assert_max_num_queries(len(few)):
        page(browser, "due_profiles")


def test_the_outcomes_of_a_person_ask_as_often_for_one_profile_as_for_many(
    browser, episode, django_assert_max_num_queries
):
    a_profile(of=episode, day=START, stage="start", heroin_days=Days((7, 7, 7, 7)))
    asked("phq9", {9: 1}, of=episode, day=START)
    with django_assert_max_num_queries(30) as few:
        page(browser, "outcomes", episode.person_id)
    for after in range(1, 8):
        a_profile(of=episode, day=START + timedelta(days=after), heroin_days=Days((7, 7, 7, 7)))
        asked("phq9", {9: 1}, of=episode, day=START + timedelta(days=after))
    with django_assert_max_num_queries(len(few)):
        page(browser, "outcomes", episode.person_id)


def test_reading_is_in_the_audit(browser, episode):
    page(browser, "outcomes", episode.person_id)
    assert Event.objects.filter(verb="outcomes.read", person=episode.person_id).count() == 1


@pytest.mark.parametrize("role", [Role.PHARMACIST, Role.ADMINISTRATOR])
def test_who_may_read_but_not_measure_is_offered_no_form(service, episode, role):
    reader = a_browser_of(somebody(role, at=service))
    top = a_profile(of=episode, day=TODAY, heroin_days=3)
    assert "Record a profile" not in page(reader, "outcomes", episode.person_id)
    assert "Put something right" not in page(reader, "profile", episode.person_id, top.pk)


def test_outcomes_of_joined_records_are_read_as_one(browser, service, episode):
    twin = a_person_in_care(at=service)
    merge(person=twin, goes_on=episode.person, reason="same person", by=SOMEBODY, at=timezone.now())
    a_profile(of=an_episode_since(START, of=twin, at=a_service()), day=START, stage="start", heroin_days=9)
    shown = page(browser, "outcomes", episode.person_id)
    assert "Every profile that stands" in shown


def test_the_threshold_for_alcohol_is_that_of_people_who_use_alcohol_alone(browser, service):
    told = an_episode(at=service, on=START).triaged(after=0).assessed(ALCOHOL, after=0)
    a_profile(of=told.episode, day=START, stage="start", alcohol_days=20)
    a_profile(of=told.episode, day=TODAY, alcohol_days=11)
    shown = page(browser, "outcomes", told.person.pk)
    assert "Alcohol 20 → 11 9 fewer: improved (9 days count)" in shown
    assert "this person's group is alcohol only" in shown
    told.assessed(HEROIN, ALCOHOL, after=150)
    assert "Alcohol 20 → 11 9 fewer: less, more or the same: withheld" in page(browser, "outcomes", told.person.pk)


def test_the_page_of_a_person_and_their_timeline_tell_of_outcomes(browser, episode):
    a_profile(of=episode, day=START, stage="start", heroin_days=28)
    a_profile(of=episode, day=TODAY, heroin_days=0)
    asked("barc10", dict.fromkeys(range(1, 11), 5), of=episode, day=TODAY)
    shown = page(browser, "person", episode.person_id)
    assert "Illicit opioids 28 → 0 abstinent" in shown
    assert "BARC-10" in shown and "47 to 60" in shown
    timeline = page(browser, "timeline", episode.person_id)
    assert timeline.count("Outcomes profile") == 2
    assert "Total 50." in timeline


def test_an_amount_of_ten_is_ten(browser, episode):
    top = a_profile(of=episode, day=TODAY, alcohol_days=Days(total=3, amount=Decimal(10)))
    assert "10 units a day" in page(browser, "profile", episode.person_id, top.pk)
