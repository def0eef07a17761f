"""A plan is written whole, never over somebody else's; when it is next looked at is said."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ostara.care.rows.acts import Changed, Refused
from ostara.care.treatment import actions
from ostara.care.treatment.actions import GoalSaid
from ostara.care.treatment.due import latest_review_day, next_due
from ostara.care.treatment.models import Goal, PlanRevision
from ostara.knowledge.parameters import parameter
from tests.episodes import an_episode, an_episode_in_treatment, at_noon, days_ago
from tests.persons import a_person
from tests.staff import a_browser_of, a_keyworker, a_service

START = days_ago(300)


def day(number):
    return None if number is None else START + timedelta(days=number)


@pytest.mark.parametrize(
    ("said", "started", "planned", "reviewed", "agreed", "due", "on"),
    [
        ("nobody has met the person", None, None, None, None, "", None),
        ("no plan yet", 0, None, None, None, "plan", 14),
        ("a plan, never reviewed", 0, 10, None, None, "review", 94),
        ("reviewed once", 0, 10, 80, None, "review", 260),
        ("a day agreed with the person", 0, 10, 80, 120, "review", 120),
        ("a plan older than the episode: carried over", 0, -200, None, None, "review", 84),
    ],
)
def test_what_is_due_next(said, started, planned, reviewed, agreed, due, on):
    assert next_due(started=day(started), planned=day(planned), reviewed=day(reviewed), agreed_on=day(agreed)) == (
        due,
        day(on),
    ), said


def test_the_numbers_it_rests_on_are_told_as_unverified():
    for name in ("plan_days", "first_plan_review_days", "plan_review_days"):
        assert parameter(f"psychosocial.{name}").unverified


def test_the_last_day_for_a_review_counts_from_the_last_one():
    assert latest_review_day(started=day(0), planned=day(0), reviewed=day(90)) == day(270)


@pytest.mark.django_db
def test_of_two_who_save_the_same_plan_the_second_is_told_and_nothing_is_lost():
    episode = an_episode_in_treatment()
    episode.planned("A garden", began_from=1, after=10)
    with pytest.raises(Changed) as told:
        episode.planned("A boat", began_from=1, after=10)
    assert [goal.words for goal in told.value.latest.goals.all()] == ["A garden"]
    assert PlanRevision.objects.count() == 2


@pytest.mark.django_db
def test_a_goal_is_followed_from_revision_to_revision():
    episode = an_episode_in_treatment()
    first = episode.plan().goals.get()
    actions.revise_plan(
        episode=episode.episode,
        on=episode.day(30),
        began_from=1,
        goals=[GoalSaid("substances", first.words, state=Goal.State.REACHED, goal=first.goal)],
        agreed="Y",
        by=episode.actor,
        at=at_noon(),
    )
    assert [goal.state for goal in Goal.objects.filter(goal=first.goal).order_by("revision__revision")] == [
        "open",
        "reached",
    ]


@pytest.mark.django_db
def test_a_review_needs_a_plan():
    with pytest.raises(Refused, match="no plan"):
        an_episode().triaged().reviewed(10)


@pytest.mark.django_db
def test_the_second_who_saves_sees_both_texts_and_saves_after_the_first():
    here = a_service()
    episode = an_episode_in_treatment(of=a_person(at=here), at=here)
    address = reverse("write_plan", kwargs={"person": episode.person.pk, "episode": episode.episode.pk})
    said = {"on": "today", "agreed": "Y", "room": "5", "goal_1_domain": "home", "goal_1_state": "open"}
    first, second = a_browser_of(episode.worker), a_browser_of(a_keyworker(at=here))
    assert first.post(address, {**said, "began_from": "1", "goal_1_words": "A room of my own"}).status_code == 302
    answer = second.post(address, {**said, "began_from": "1", "goal_1_words": "A job in a kitchen"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "A room of my own" in page and "A job in a kitchen" in page and "Somebody else has saved" in page
    assert 'name="began_from" value="2"' in page
    assert second.post(address, {**said, "began_from": "2", "goal_1_words": "A job in a kitchen"}).status_code == 302
    assert [one.revision for one in PlanRevision.objects.order_by("revision")] == [1, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"goal_1_words": "x" * 100_001}, "too long by 1 characters"),
        ({"goal_1_words": "", "goal_1_steps": "ring the council"}, "Say what the goal is"),
        ({"on": "31 June 2026"}, "June"),
        ({"next_review_on": "1 May 2001"}, "is before the plan"),
        ({"goal_1_words": ""}, "Write at least one goal"),
        ({"agreed": ""}, "this is needed"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(wrong, words):
    here = a_service()
    episode = an_episode(of=a_person(at=here), at=here).triaged()
    address = reverse("write_plan", kwargs={"person": episode.person.pk, "episode": episode.episode.pk})
    said = {"on": "today", "agreed": "Y", "room": "5", "began_from": "0", "goal_1_domain": "home"}
    answer = a_browser_of(episode.worker).post(address, {**said, "goal_1_words": "A room", **wrong})
    assert answer.status_code == 200 and words in answer.content.decode()
    assert not PlanRevision.objects.exists()
