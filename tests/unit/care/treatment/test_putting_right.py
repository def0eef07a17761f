"""What was recorded wrongly is put right: with a reason, beside what stood, never over somebody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ostara.care.accounts.roles import Role
from ostara.care.audit.models import Event
from ostara.care.rows.acts import Changed, Refused
from ostara.care.treatment import actions
from ostara.care.treatment.models import Keyworker, Pathway, PlanReview, Step
from ostara.care.treatment.projection import disagreements
from tests.episodes import an_episode, an_episode_in_treatment, days_ago
from tests.persons import a_person
from tests.staff import a_browser_of, a_keyworker, a_service, somebody

pytestmark = pytest.mark.django_db
WHY = "It was the other one."


@pytest.fixture
def here():
    return a_service()


@pytest.fixture
def episode(here):
    """Ost from the referral, alcohol from day 20; one keyworker; a plan reviewed on day 30."""
    made = an_episode_in_treatment(of=a_person(at=here), at=here).reviewed(30, person_says="Better.")
    actions.change_pathway(
        episode=made.episode, to="alcohol", on=made.day(20), by=made.actor, at=timezone.now(), words="as I said"
    )
    return made


def in_order(model, episode):
    return list(model.objects.standing().filter(episode=episode.episode).order_by("from_on"))


def of_pathway(row, episode, **said):
    said = {"to": row.kind, "on": row.from_on, "words": row.words, "why": WHY, **said}
    return actions.correct_pathway(pathway=row, by=episode.actor, at=timezone.now(), **said)


def of_keyworker(row, episode, **said):
    said = {"to": row.user, "on": row.from_on, "words": row.words, "why": WHY, **said}
    return actions.correct_keyworker(keyworker=row, by=episode.actor, at=timezone.now(), **said)


def of_review(row, episode, *, take_back=False, **facts):
    names = ("on", "present", "person_says", "keyworker_says", "next_review_on")
    said = {name: getattr(row, name) for name in names} | facts
    return actions.correct_review(
        review=row, facts=said, take_back=take_back, why=WHY, by=episode.actor, at=timezone.now()
    )


def address(name, episode, **row):
    return reverse(name, kwargs={"person": episode.person.pk, "episode": episode.episode.pk, **row})


def test_the_pathway_that_holds_is_the_one_put_right_and_what_stood_stays_readable(episode):
    first, second = in_order(Pathway, episode)
    made = of_pathway(second, episode, to="other_drugs")
    assert episode.now.pathway == "other_drugs"
    assert (made.corrects, made.why, Pathway.objects.count()) == (second, WHY, 3)
    of_pathway(first, episode, words="they asked for it")
    assert episode.now.pathway == "other_drugs", "an earlier one put right later does not hold now"
    assert list(disagreements()) == []


def test_a_pathway_taken_back_gives_way_to_the_one_before(episode):
    of_pathway(in_order(Pathway, episode)[1], episode, take_back=True)
    assert episode.now.pathway == "ost"


def test_a_pathway_keeps_its_place_among_the_others(episode):
    first, second = in_order(Pathway, episode)
    for row, on, told in (
        (first, episode.day(20), "Another one holds from the same day"),
        (first, episode.day(21), "after what came after it"),
        (second, episode.day(-1), "before"),
        (second, timezone.localdate() + timedelta(days=1), "lies in the future"),
    ):
        with pytest.raises(Refused, match=told) as refused:
            of_pathway(row, episode, on=on)
        assert refused.value.field == "on"
    assert Pathway.objects.count() == 2


def test_the_keyworker_is_somebody_who_could_be_one_on_that_day(episode, here):
    row = in_order(Keyworker, episode)[0]
    other = a_keyworker(at=here)
    assert of_keyworker(row, episode, to=other).user == other
    assert episode.now.keyworker == other
    with pytest.raises(Refused, match="holds no post"):
        of_keyworker(in_order(Keyworker, episode)[0], episode, to=a_keyworker())


def test_words_about_a_keyworker_who_has_left_are_put_right(episode):
    row = in_order(Keyworker, episode)[0]
    by, said = episode.actor, {"to": row.user, "on": row.from_on, "words": "they knew each other", "why": WHY}
    row.user.posts.update(until_on=episode.referred_on - timedelta(days=1))
    assert actions.correct_keyworker(keyworker=row, by=by, at=timezone.now(), **said).user == row.user


def test_a_review_put_right_moves_what_is_due(episode):
    row = PlanReview.objects.get()
    of_review(row, episode, next_review_on=episode.day(45))
    assert episode.now.due_on == episode.day(45)
    with pytest.raises(Refused, match="before the plan"):
        of_review(PlanReview.objects.standing().get(), episode, on=episode.day(3))
    of_review(PlanReview.objects.standing().get(), episode, take_back=True)
    assert not PlanReview.objects.standing().exists() and PlanReview.objects.count() == 3
    assert list(disagreements()) == []


@pytest.mark.parametrize(("said", "told"), [({"why": "  "}, "Say why"), ({}, "Nothing is different")])
def test_without_a_reason_or_a_difference_nothing_is_put_right(episode, said, told):
    row = in_order(Pathway, episode)[1]
    with pytest.raises(Refused, match=told):
        of_pathway(row, episode, **({"words": "other"} | said if said else {}))
    assert Pathway.objects.count() == 2


def test_what_was_put_right_or_taken_back_already_is_told(episode):
    row = in_order(Pathway, episode)[1]
    made = of_pathway(row, episode, to="other_drugs")
    with pytest.raises(Changed) as told:
        of_pathway(row, episode, to="community_detox")
    assert told.value.latest == made
    gone = of_pathway(made, episode, take_back=True)
    with pytest.raises(Refused, match="taken back"):
        of_pathway(gone, episode, to="ost")


def test_the_audit_tells_which_fields_and_no_word_anybody_said(episode):
    of_pathway(in_order(Pathway, episode)[1], episode, words="planted words")
    event = Event.objects.get(verb="treatment.correct_pathway")
    assert event.detail["fields"] == ["words"] and "planted" not in str(event.detail) + event.reason


def test_a_referral_put_right_stays_before_the_first_meeting_of_the_same_day():
    episode = an_episode().triaged(0)
    step = Step.objects.standing().get(kind="referred")
    actions.correct_step(step=step, why=WHY, code="3", by=episode.actor, at=timezone.now())
    assert episode.now.status == "triaged"
    assert list(disagreements()) == []


def test_of_two_pauses_on_one_day_the_later_is_put_right_first():
    episode = an_episode().triaged().paused(10).resumed(10)
    step = Step.objects.standing().get(kind="paused")
    with pytest.raises(Refused, match="Resumed came after it on the same day"):
        actions.correct_step(step=step, why=WHY, words="hospital", by=episode.actor, at=timezone.now())
    assert episode.now.status == "triaged"


PAGES = [
    ("correct_pathway", "pathway", Pathway, {"way": "other_drugs", "words": "planted"}, "Stimulants"),
    ("correct_keyworker", "naming", Keyworker, {"keyworker": "", "words": "planted"}, "nobody named"),
    ("correct_review", "review", PlanReview, {"present": "T", "person_says": "planted"}, "By telephone"),
    ("correct_step", "step", Step, {"words": "planted"}, "planted"),
]


def sent(row, said):
    on = getattr(row, "from_on", None) or row.on
    return {"on": str(on), "why": WHY, "seen": str(row.pk), **said}


def the_last(model, episode):
    return model.objects.standing().filter(episode=episode.episode).order_by("-recorded_at", "-pk").first()


@pytest.mark.parametrize(("name", "key", "model", "said", "shown"), PAGES)
def test_of_two_who_put_the_same_right_the_second_is_shown_what_the_first_saved(
    episode, here, name, key, model, said, shown
):
    row = the_last(model, episode)
    there = address(name, episode, **{key: row.pk})
    first, second = a_browser_of(episode.worker), a_browser_of(a_keyworker(at=here))
    assert "What stands" in first.get(there).content.decode()
    assert first.post(there, sent(row, said)).status_code == 302
    theirs = the_last(model, episode)
    assert theirs.corrects == row
    mine = said | {next(name for name in said if "words" in name or "says" in name): "what I typed"}
    page = second.post(there, sent(row, mine)).content.decode()
    assert "Someone else has put this right" in page and "What somebody else saved meanwhile" in page
    assert shown in page and "what I typed" in page and f'value="{theirs.pk}"' in page
    assert the_last(model, episode) == theirs
    assert second.post(there, sent(theirs, mine)).status_code == 302
    assert the_last(model, episode).corrects == theirs


def test_the_page_of_what_was_taken_back_says_so_and_saves_nothing(episode):
    row = in_order(Pathway, episode)[1]
    gone = of_pathway(row, episode, take_back=True)
    client, there = a_browser_of(episode.worker), address("correct_pathway", episode, pathway=row.pk)
    assert "Taken back" in client.get(there).content.decode()
    answer = client.post(there, sent(gone, {"way": "ost"}))
    assert answer.status_code == 200 and "record it again" in answer.content.decode()


def test_the_episode_and_the_plan_lead_to_what_may_be_put_right(episode, here):
    pathways, naming = in_order(Pathway, episode), in_order(Keyworker, episode)[0]
    review, client = PlanReview.objects.get(), a_browser_of(episode.worker)
    page = client.get(address("episode", episode)).content.decode()
    for row in pathways:
        assert address("correct_pathway", episode, pathway=row.pk) in page
    assert address("correct_keyworker", episode, naming=naming.pk) in page and "as I said" in page
    assert address("correct_review", episode, review=review.pk) in client.get(address("plan", episode)).content.decode()
    reader = a_browser_of(somebody(Role.PHARMACIST, at=here))
    assert "put-right" not in reader.get(address("episode", episode)).content.decode()
    assert reader.get(address("correct_pathway", episode, pathway=pathways[0].pk)).status_code == 403


def test_an_episode_asks_as_much_however_often_its_pathway_changed(episode, django_assert_max_num_queries):
    client, there = a_browser_of(episode.worker), address("episode", episode)
    client.get(there)
    with django_assert_max_num_queries(40) as few:
        client.get(there)
    Pathway.objects.bulk_create(
        Pathway(episode=episode.episode, kind="ost", from_on=days_ago(60 - number)) for number in range(9)
    )
    with django_assert_max_num_queries(len(few)):
        client.get(there)
