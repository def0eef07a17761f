"""Drug tests recorded, read again by a laboratory, put right and taken back; days drawn by chance."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ostara.care.audit.models import Event
from ostara.care.rows.acts import Changed, Refused
from ostara.care.rows.models import new_key
from ostara.care.specimens.models import Drawing, Reading, Result, Specimen
from ostara.care.specimens.questions import drawing_of, due_of, specimens_of, use_on_top, with_readings
from ostara.care.testing.actions.tests import add_reading, correct_reading, correct_specimen, draw_days, withdraw
from ostara.care.testing.explaining import explained, not_found, prescriptions_of
from tests.episodes import an_episode, an_episode_in_treatment, days_ago, today
from tests.outcomes_forms import a_profile
from tests.staff import a_person_in_care, a_service
from tests.tested import SOMEBODY, a_fact, a_specimen, days_drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour():
    return a_service()


@pytest.fixture
def robin(harbour):
    return a_person_in_care(at=harbour)


def results(specimen: Specimen) -> dict[str, str]:
    return {one.marker: one.result for _, one in with_readings(specimen).results()}


def about(specimen: Specimen, **changes) -> dict:
    names = ("on", "time", "kind", "asked", "given", "observed", "trusted", "words")
    return {**{name: getattr(specimen, name) for name in names}, **changes}


def test_a_test_is_a_specimen_with_a_reading(robin, harbour):
    specimen = a_specimen(of=robin, at=harbour, opiates="positive", eddp="positive", cocaine="negative")
    assert results(specimen) == {"opiates": "positive", "eddp": "positive", "cocaine": "negative"}
    (reading,) = with_readings(specimen).readings
    assert (reading.method, reading.on) == ("immunoassay", specimen.on)
    event = Event.objects.get(verb="testing.record_specimen")
    assert event.person == robin.pk and event.detail == {"given": "given", "asked": "planned"}


def test_what_was_sent_away_is_read_later_by_a_laboratory(robin, harbour):
    specimen = a_specimen(of=robin, at=harbour, ago=9)
    assert results(specimen) == {}
    added = add_reading(
        specimen=specimen,
        panel="urine_laboratory",
        result_on=days_ago(2),
        found={"acetylmorphine": "negative"},
        by=SOMEBODY,
        on=today(),
    )
    assert added.method == "laboratory" and results(specimen) == {"acetylmorphine": "negative"}


def test_a_form_sent_twice_makes_one_test(robin, harbour):
    key = new_key()
    made = {a_specimen(of=robin, at=harbour, key=key, opiates="negative").pk for _ in range(2)}
    assert len(made) == 1 and Reading.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"given": "refused"}, "given"), ({"panel": "crystal_ball"}, "panel"), ({"ago": -1}, "on")],
)
def test_what_cannot_be_is_refused_at_its_field(robin, harbour, wrong, field):
    with pytest.raises(Refused) as refused:
        a_specimen(of=robin, at=harbour, opiates="positive", **wrong)
    assert refused.value.field == field
    assert not Specimen.objects.exists()


def test_no_specimen_is_recorded_as_such(robin, harbour):
    specimen = a_specimen(of=robin, at=harbour, given="unable")
    assert specimen.get_given_display() == "The person could not"


def test_the_database_refuses_what_was_seen_of_nothing(robin, harbour):
    with pytest.raises(IntegrityError), transaction.atomic():
        Specimen.objects.create(
            person=robin, service=harbour, on=today(), kind="urine", asked="random", given="refused", observed=True
        )


def test_the_database_refuses_two_results_of_one_thing(robin, harbour):
    (reading,) = with_readings(a_specimen(of=robin, at=harbour, opiates="negative")).readings
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(reading=reading, person=robin, marker="opiates", result="positive")


def test_a_specimen_put_right_keeps_its_readings(robin, harbour):
    specimen = a_specimen(of=robin, at=harbour, opiates="negative")
    new = correct_specimen(
        specimen=specimen, facts=about(specimen, observed=True), why="I was there", by=SOMEBODY, on=today()
    )
    assert [one.specimen.pk for one in specimens_of([robin.pk])] == [new.pk]
    assert results(new) == {"opiates": "negative"} and new.observed


def test_of_two_who_correct_the_same_test_the_second_is_told(robin, harbour):
    specimen = a_specimen(of=robin, at=harbour)
    said = {"specimen": specimen, "facts": about(specimen, kind="blood"), "by": SOMEBODY, "on": today()}
    correct_specimen(**said, why="Blood")
    with pytest.raises(Changed):
        correct_specimen(**said, why="Blood, I say")


def test_a_correction_needs_a_reason(robin, harbour):
    specimen = a_specimen(of=robin, at=harbour)
    with pytest.raises(Refused, match="Say why"):
        correct_specimen(specimen=specimen, facts=about(specimen), why=" ", by=SOMEBODY, on=today())


def test_what_was_read_cannot_turn_out_never_given(robin, harbour):
    specimen = a_specimen(of=robin, at=harbour, opiates="negative")
    with pytest.raises(Refused, match="take that back first"):
        correct_specimen(specimen=specimen, facts=about(specimen, given="refused"), why="None", by=SOMEBODY, on=today())


def test_a_result_put_right_replaces_all_of_it(robin, harbour):
    specimen = a_specimen(of=robin, at=harbour, opiates="positive", cocaine="positive")
    (reading,) = with_readings(specimen).readings
    correct_reading(
        reading=reading,
        panel="urine_strip",
        result_on=specimen.on,
        found={"opiates": "negative"},
        why="Read upside down",
        by=SOMEBODY,
        on=today(),
    )
    assert results(specimen) == {"opiates": "negative"}
    assert Result.objects.count() == 3  # nothing is gone


def test_what_is_taken_back_counts_no_longer(robin, harbour):
    specimen = a_specimen(of=robin, at=harbour, opiates="positive")
    withdraw(row=specimen, why="Somebody else's", by=SOMEBODY)
    assert specimens_of([robin.pk]) == [] and Specimen.objects.count() == 2


@pytest.mark.parametrize(
    ("marker", "result", "prescribed", "answer"),
    [
        ("eddp", "positive", {"methadone"}, True),
        ("opiates", "positive", {"methadone"}, False),
        ("opiates", "positive", {"methadone", "opioid"}, True),
        ("opiates", "positive", set(), None),
        ("benzodiazepine", "positive", {"benzodiazepine"}, True),
        ("benzodiazepine", "positive", {"methadone"}, None),
        ("cocaine", "positive", set(), False),
        ("acetylmorphine", "positive", {"opioid"}, False),
        ("cannabis", "positive", {"methadone"}, None),
        ("eddp", "negative", {"methadone"}, None),
    ],
)
def test_whether_a_prescription_explains_it(marker, result, prescribed, answer):
    assert explained(marker, result, prescribed) is answer


def test_a_prescribed_medicine_not_found_is_told_with_care():
    words = not_found("eddp", {"methadone"})
    assert "may not be taking it" in words and "cannot show it" in words and "Nothing follows" in words
    assert not_found("cocaine", {"methadone"}) == not_found("eddp", set()) == ""


def test_what_is_prescribed_comes_from_treatment_and_from_other_medicines(harbour):
    person = an_episode(at=harbour).triaged().assessed().planned().started(medicine="methadone").person
    a_fact("medicines", of=person, at=harbour)
    a_fact("medicines", of=person, at=harbour, group="gabapentinoid", name="pregabalin", source="street")
    assert prescriptions_of([person.pk]) == {"methadone", "benzodiazepine"}


TOLD = [
    ("nothing known", {}, None, None),
    ("a test without", {"opiates": "negative"}, None, False),
    ("a test with", {"cocaine": "positive", "opiates": "negative"}, None, True),
    ("a test that did not look", {"cannabis": "positive"}, None, None),
    ("not readable", {"opiates": "unclear"}, None, None),
    ("said none", {}, 0, False),
    ("said some, test without", {"opiates": "negative"}, 3, True),
]


@pytest.mark.parametrize(("found", "days", "answer"), [case[1:] for case in TOLD], ids=[case[0] for case in TOLD])
def test_use_on_top_by_tests_and_by_what_was_said(harbour, found, days, answer):
    stay = an_episode_in_treatment(at=harbour)
    if found:
        a_specimen(of=stay.person, at=harbour, ago=5, **found)
    said = [a_profile(of=stay.episode, day=days_ago(4), heroin_days=days)] if days is not None else []
    assert use_on_top(specimens_of([stay.person.pk]), said, on=today()) is answer


def test_old_evidence_tells_nothing_of_today(robin, harbour):
    a_specimen(of=robin, at=harbour, ago=91, opiates="positive")
    assert use_on_top(specimens_of([robin.pk]), [], on=today()) is None


def test_the_next_test_is_due_after_the_last_one_given(harbour):
    stay = an_episode_in_treatment(at=harbour)  # treated for 95 days
    (due,) = due_of([stay.person.pk], on=today())
    assert due.late and due.unverified and "not known" in due.why
    a_specimen(of=stay.person, at=harbour, ago=10, opiates="positive")
    a_specimen(of=stay.person, at=harbour, ago=2, given="refused")
    (due,) = due_of([stay.person.pk], on=today())
    assert due.by == days_ago(10) + timedelta(30) and "use on top" in due.why


def test_nobody_without_opioid_treatment_is_asked_for_a_test(robin):
    assert due_of([robin.pk], on=today()) == []


def test_days_drawn_hold_and_can_be_drawn_again(harbour):
    person = an_episode_in_treatment(at=harbour).person
    first, second = (days_drawn(of=person, at=harbour, every_days=every) for every in (7, 14))
    assert first.seed != second.seed
    assert drawing_of([person.pk]) == second
    days = sorted(day.on for day in second.days.all())
    (due,) = due_of([person.pk], on=today())
    assert due.by == days[0] and due.why == "the day was drawn by chance" and not due.unverified


@pytest.mark.parametrize(
    ("first", "last", "every", "field"), [(1, -9, 7, "from_on"), (-9, -1, 7, "until_on"), (-1, -9, 0, "every_days")]
)
def test_days_that_cannot_be_drawn(robin, harbour, first, last, every, field):
    with pytest.raises(Refused) as refused:
        draw_days(
            person=robin,
            from_on=days_ago(first),
            until_on=days_ago(last),
            every_days=every,
            because="chosen",
            service=harbour,
            by=SOMEBODY,
            on=today(),
        )
    assert refused.value.field == field
    assert not Drawing.objects.exists()


def test_what_is_due_takes_as_many_questions_for_many_as_for_one(harbour, django_assert_num_queries):
    people = [an_episode_in_treatment(at=harbour).person for _ in range(4)]
    for person in people:
        a_specimen(of=person, at=harbour, opiates="negative")
    for some in (people[:1], people):
        with django_assert_num_queries(7):
            due_of([person.pk for person in some], on=today())
