"""Recording outcomes: what is kept, what is refused, and that corrections and withdrawals leave history readable."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ostara.care.audit.models import Event
from ostara.care.outcomes.actions.profiles import correct_profile, record_profile
from ostara.care.outcomes.actions.scales import correct_answers, record_answers
from ostara.care.outcomes.actions.steps import withdraw
from ostara.care.outcomes.keeping import answers_of, other_theft, shared_equipment
from ostara.care.outcomes.models import ScaleAnswers, Top, TopDays
from ostara.care.outcomes.questions.rows import profiles_of, versions_of
from ostara.care.rows.acts import Changed, Refused
from ostara.ndtms.top import Asks, Days, Untold, top_items
from tests.outcomes_forms import SOMEBODY, a_profile, an_episode_since, answers, asked
from tests.staff import a_keyworker, a_person_in_care, a_service, by

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NA = Untold.NOT_ANSWERED


@pytest.fixture
def episode():
    service = a_service()
    return an_episode_since("2026-01-05", of=a_person_in_care(at=service), at=service)


def test_a_profile_has_a_column_for_every_item():
    columns = {field.name for field in Top._meta.concrete_fields}
    assert set(top_items()) <= columns
    own = {"other_drug", "not_answered", "person", "episode", "stage", "asked_on", "filled"}
    rows = {"id", "recorded_at", "recorded_by", "corrects", "why", "withdrawn"}
    assert columns == set(top_items()) | own | rows


def test_what_is_answered_is_kept_and_read_back_as_it_was(episode):
    said = {
        "heroin_days": Days((7, 6, 5, 0), amount=Decimal("0.50")),
        "crack_days": Days((1, None, 0, 0)),
        "alcohol_days": Days(total=0),
        "cannabis_days": NA,
        "quality_of_life": 0,
        "psychological_health": NA,
        "housing_risk": False,
        "shared_needle": True,
    }
    top = a_profile(of=episode, day="2026-03-01", **said)
    assert (top.heroin_days, top.crack_days, top.alcohol_days, top.cannabis_days) == (18, None, 0, None)
    assert (top.quality_of_life, top.psychological_health, top.housing_risk, top.unsuitable_housing) == (
        0,
        None,
        False,
        None,
    )
    assert top.not_answered == ["cannabis_days", "psychological_health"]
    read = answers_of(Top.objects.get(pk=top.pk))
    assert read == said | {"heroin_days": Days((7, 6, 5, 0), total=18, amount=Decimal("0.50"))}


THREE_VALUED = [
    # needle, other equipment, days of injecting, shared
    (True, None, 5, True),
    (False, False, 5, False),
    (False, None, 5, None),
    (None, None, 5, None),
    (None, None, 0, False),
    (None, None, None, None),
]


@pytest.mark.parametrize(("needle", "other", "days", "shared"), THREE_VALUED)
def test_whether_anything_was_shared(needle, other, days, shared):
    assert shared_equipment(Top(shared_needle=needle, shared_other=other, injecting_days=days)) is shared


@pytest.mark.parametrize(
    ("parts", "theft"),
    [((False, None, True), True), ((False, False, False), False), ((False, None, False), None), ((None,) * 3, None)],
)
def test_whether_there_was_other_theft(parts, theft):
    vehicle, property_, fraud = parts
    assert other_theft(Top(vehicle_theft=vehicle, property_theft=property_, fraud=fraud)) is theft


REFUSED = [
    # says, answers, field, words
    ("nothing", {}, "", "Nothing is answered yet."),
    ("eight days", {"heroin_days": Days((8, 0, 0, 0))}, "heroin_days", "A week is not between 0 and 7."),
    ("29 days", {"heroin_days": Days(total=29)}, "heroin_days", "The total is not between 0 and 28."),
    ("a false sum", {"crack_days": Days((1,) * 4, total=5)}, "crack_days", "The weeks do not add up to the total."),
    ("an amount on no day", {"heroin_days": Days(total=0, amount=Decimal(1))}, "heroin_days", "An amount, but no day."),
    ("a rating of 21", {"quality_of_life": 21}, "quality_of_life", "Is not between 0 and 20."),
]  # fmt: skip


@pytest.mark.parametrize(("says", "said", "field", "words"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_cannot_be_is_refused_and_nothing_is_kept(episode, says, said, field, words):
    with pytest.raises(Refused) as refused:
        a_profile(of=episode, day="2026-03-01", **said)
    assert (refused.value.message, refused.value.field) == (words, field)
    assert not Top.objects.exists() and not TopDays.objects.exists() and not Event.objects.exists()


def test_a_day_ahead_is_refused(episode):
    with pytest.raises(Refused, match="lies ahead"):
        a_profile(of=episode, day=TODAY + timedelta(days=1), heroin_days=1)
    with pytest.raises(Refused, match="lies ahead"):
        asked("gad7", {1: 0}, of=episode, day=TODAY + timedelta(days=1))


def test_the_same_stage_and_day_twice_is_refused_and_another_stage_is_not(episode):
    a_profile(of=episode, day="2026-03-01", heroin_days=1)
    with pytest.raises(Refused, match="already") as refused:
        a_profile(of=episode, day="2026-03-01", heroin_days=2)
    assert refused.value.field == "asked_on"
    a_profile(of=episode, day="2026-03-01", stage="exit", heroin_days=2)
    assert Top.objects.count() == 2


def test_the_database_itself_refuses_what_cannot_be(episode):
    bare = {
        "person_id": episode.person_id,
        "episode": episode,
        "stage": "review",
        "asked_on": TODAY,
        "filled": "together",
    }
    top = Top.objects.create(**bare)
    for wrong in ({"heroin_days": 29}, {"quality_of_life": 21}, {"stage": "lunch"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Top.objects.create(**{**bare, **wrong})
    for wrong in ({"week_1": 8}, {"amount": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TopDays.objects.create(top=top, person_id=top.person_id, item="heroin_days", **wrong)


def test_every_item_has_its_limit_in_the_database(episode):
    bare = {
        "person_id": episode.person_id,
        "episode": episode,
        "stage": "review",
        "asked_on": TODAY,
        "filled": "together",
    }
    for item in (one for one in top_items().values() if one.asks is not Asks.YES_NO):
        Top.objects.create(**bare, **{item.item: item.high})
        with pytest.raises(IntegrityError), transaction.atomic():
            Top.objects.create(**bare, **{item.item: item.high + 1})


def test_a_form_sent_twice_records_one_profile(episode):
    key = uuid4()
    once, again = (
        record_profile(
            episode=episode, stage="review", asked_on=date(2026, 3, 1), filled="person",
            answers=answers(heroin_days=3), by=SOMEBODY, on=TODAY, key=key,
        )
        for _ in range(2)
    )  # fmt: skip
    assert once == again and Top.objects.count() == 1


def corrected(top, why="typed it wrong", **said):
    return correct_profile(
        top=top, stage=top.stage, asked_on=top.asked_on, filled=top.filled, answers=answers(**said),
        why=why, by=SOMEBODY, on=TODAY,
    )  # fmt: skip


def test_a_correction_stands_and_the_former_stays_readable(episode):
    first = a_profile(of=episode, day="2026-03-01", heroin_days=Days((7, 7, 7, 7)), crack_days=NA)
    second = corrected(first, heroin_days=Days((0, 0, 0, 0)), crack_days=3)
    (standing,) = profiles_of(episode.person)
    assert (standing.pk, standing.heroin_days, standing.crack_days, standing.not_answered) == (second.pk, 0, 3, [])
    assert answers_of(standing)["heroin_days"].weeks == (0, 0, 0, 0)
    assert answers_of(Top.objects.get(pk=first.pk))["heroin_days"].weeks == (7, 7, 7, 7)
    assert [one.pk for one in versions_of(second, episode.person)] == [first.pk, second.pk]
    assert [one.pk for one in versions_of(first, episode.person)] == [first.pk, second.pk]


def test_of_two_who_correct_the_same_profile_the_second_is_told(episode):
    top = a_profile(of=episode, day="2026-03-01", heroin_days=3)
    first = corrected(top, heroin_days=4)
    with pytest.raises(Changed) as told:
        corrected(top, heroin_days=5)
    assert told.value.latest == first
    assert TopDays.objects.count() == 0


def test_a_correction_says_why(episode):
    top = a_profile(of=episode, day="2026-03-01", heroin_days=3)
    with pytest.raises(Refused, match="why"):
        corrected(top, why=" ", heroin_days=4)


def test_what_is_taken_back_stands_no_more_and_can_be_recorded_again(episode):
    top = a_profile(of=episode, day="2026-03-01", heroin_days=3)
    gone = withdraw(row=top, why="of another person", by=SOMEBODY)
    assert profiles_of(episode.person) == []
    assert (gone.withdrawn, gone.why, gone.heroin_days) == (True, "of another person", 3)
    assert a_profile(of=episode, day="2026-03-01", heroin_days=9).heroin_days == 9


def test_the_audit_says_who_did_what_and_nothing_of_what_was_said(episode):
    worker = by(a_keyworker(at=episode.service))
    top = a_profile(of=episode, day="2026-03-01", by=worker, other_drug="Planted", other_drug_days=2)
    row = asked("phq9", {9: 3}, of=episode, day="2026-03-01", by=worker)
    withdraw(row=row, why="Planted", by=worker)
    events = list(Event.objects.order_by("id"))
    verbs = ["outcomes.record_profile", "outcomes.record_scale", "outcomes.withdraw_scale"]
    assert [(one.verb, one.user, one.person) for one in events] == [
        (verb, worker.user, top.person_id) for verb in verbs
    ]
    assert "Planted" not in str([(one.detail, one.reason) for one in events])


IN_BANDS = [("10 to 14", "", "unverified"), ("8 to 21", "caseness", "quoted")]
SCALES = [
    # scale, answers, about, total, bands
    ("phq9", dict.fromkeys(range(1, 10), 1), "", 9, [("5 to 9", "", "quoted"), ("0 to 9", "", "quoted")]),
    ("phq9", {1: 3, 2: 3}, "", None, []),
    ("gad7", dict.fromkeys(range(1, 8), 2), "", 14, IN_BANDS),
    ("sds", dict.fromkeys(range(1, 6), 1), "heroin", 5, [("3 to 15", "at or above the line", "quoted")]),
    ("sds", dict.fromkeys(range(1, 6), 1), "cannabis", 5, []),
]  # fmt: skip


@pytest.mark.parametrize(("scale", "given", "about", "total", "bands"), SCALES)
def test_answers_to_a_scale_keep_their_version_total_and_bands(episode, scale, given, about, total, bands):
    row = ScaleAnswers.objects.get(pk=asked(scale, given, of=episode, day="2026-03-01", about=about).pk)
    assert (row.version, row.total, row.about) == (1, total, about)
    assert row.answers == {str(number): answer for number, answer in given.items()}
    assert [(one["totals"], one["says"], one["status"]) for one in row.bands] == bands


SCALES_REFUSED = [
    ("audit", {9: 1}, "item_9", "Item 9: takes 0, 2 or 4."),
    ("phq9", {1: 4}, "item_1", "Item 1: takes 0, 1, 2 or 3."),
    ("barc10", {1: 0}, "item_1", "Item 1: takes 1, 2, 3, 4, 5 or 6."),
    ("gad7", {8: 0}, "item_8", "Item 8: there is no such item; it has 7."),
    ("gad7", {1: None}, "", "Nothing is answered yet."),
]


@pytest.mark.parametrize(("scale", "given", "field", "words"), SCALES_REFUSED)
def test_an_answer_that_cannot_be_is_refused_at_its_item(episode, scale, given, field, words):
    with pytest.raises(Refused) as refused:
        asked(scale, given, of=episode, day="2026-03-01")
    assert (refused.value.field, refused.value.message) == (field, words)
    assert not ScaleAnswers.objects.exists()


def test_a_corrected_answer_changes_the_total(episode):
    row = asked("gad7", dict.fromkeys(range(1, 8), 2), of=episode, day="2026-03-01")
    new = correct_answers(
        row=row, answers={**dict.fromkeys(range(1, 7), 0), 7: 1}, asked_on=row.asked_on, filled=row.filled,
        why="read the wrong line", by=SOMEBODY, on=TODAY,
    )  # fmt: skip
    assert (new.total, new.corrects_id, new.answers["7"]) == (1, row.pk, 1)
    assert ScaleAnswers.objects.get(pk=row.pk).total == 14


def test_answers_are_recorded_once_per_key(episode):
    key = uuid4()
    rows = {
        record_answers(
            episode=episode, of="sds", answers={1: 1}, asked_on=TODAY, filled="person", by=SOMEBODY, on=TODAY, key=key
        ).pk
        for _ in range(2)
    }
    assert len(rows) == 1 == ScaleAnswers.objects.count()
