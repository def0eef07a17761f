"""From the record to a store: every fact in its place, joined records one person, what stands counts, nobody named."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ostara.care.people.models import Alias, Consent
from ostara.care.people.projecting import rebuild as rebuild_cards
from ostara.care.rows.acts import correct
from ostara.care.rows.pseudonyms import number_of
from ostara.care.treatment.models import Custody, Step
from ostara.exchange.extract import Purpose, extract
from ostara.exchange.extract.choosing import NOT_ASKED, REFUSED
from ostara.exchange.extract.episodes import NOT_MET
from ostara.tables.store import Store, open_store
from tests.episodes import ALCOHOL, HEROIN, an_episode, an_episode_in_treatment, days_ago
from tests.outcomes_forms import a_profile
from tests.persons import a_person
from tests.staff import a_service

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


@pytest.fixture
def harbour():
    return a_service("Harbour", agency_code="N0001", area="A12B")


@pytest.fixture
def rosa(harbour):
    return a_person(
        at=harbour,
        given="Rosa",
        family="Ahern",
        born=date(1980, 2, 29),
        sex="F",
        ethnicity="B",
        nationality="GBR",
        contact={"postcode": "LS1 4AB"},
    )


def extracted(tmp_path: Path, **how) -> Store:
    extract(tmp_path / "store", at=NOW, replace=True, **how)
    return open_store(tmp_path / "store")


def rows(store: Store, table: str) -> list[dict[str, object]]:
    return pq.read_table(store.file(table)).to_pylist()


def the(store: Store, table: str) -> dict[str, object]:
    (row,) = rows(store, table)
    return row


def test_a_person_is_a_number_with_what_an_analysis_needs(rosa, harbour, tmp_path):
    an_episode_in_treatment(of=rosa, at=harbour)
    person = the(extracted(tmp_path), "people")
    assert person == {
        "person": number_of(rosa.pk),
        "sex": "female",
        "birth_year": 1980,
        "age": (days_ago(100) - date(1980, 2, 29)).days // 365.25,
        "ethnicity": "White Irish",
        "nationality": "GBR",
        "area": None,
        "attributor": None,
        "cohort": None,
        "first_day": days_ago(100),
    }


def test_nothing_inside_names_or_finds_somebody(rosa, harbour, tmp_path):
    an_episode_in_treatment(of=rosa, at=harbour)
    store = extracted(tmp_path)
    whole = " ".join(str(rows(store, table)) for table in ("people", "episodes", "presentations", "interventions"))
    for word in ("Rosa", "Ahern", "LS1", rosa.number, str(rosa.pk), rosa.pk.hex, str(rosa.pk.int)):
        assert word not in whole


def test_an_episode_stands_by_its_steps_and_the_assessment_that_holds(rosa, harbour, tmp_path):
    one = an_episode(of=rosa, at=harbour, source="4").triaged(2)
    one.assessed(HEROIN, ALCOHOL, after=3, injecting="C", accommodation="1", pregnant="D", drinking_days=20)
    one.planned().discharged("80", after=60)
    store = extracted(tmp_path)
    episode = the(store, "episodes")
    told = ("service", "area", "substance", "national_substance_1", "national_substance_2", "national_substance_3")
    assert [episode[name] for name in told] == ["N0001", "A12B", "heroin", "1011", "7000", "9997"]
    days = ("referred", "started", "care_plan_on", "ended")
    assert [episode[name] for name in days] == [days_ago(100), days_ago(98), days_ago(96), days_ago(40)]
    assert (episode["referral_source"], episode["end_reason"], episode["discharge_code"]) == ("4", "completed", "80")
    came_with = the(store, "presentations")
    assert (came_with["injecting"], came_with["accommodation"], came_with["drinking_days"]) == ("C", "1", 20)
    assert (came_with["route"], came_with["age_first_use"]) == ("1", 19)
    assert came_with["pregnant"] is None  # would rather not say: neither yes nor no


def test_a_correction_is_what_counts(rosa, harbour, tmp_path):
    one = an_episode(of=rosa, at=harbour).triaged(2)
    triage = Step.objects.standing().get(episode=one.episode, kind="triaged")
    correct(triage, why="the diary says the day after", by=None, on=triage.on + timedelta(1))
    assert the(extracted(tmp_path), "episodes")["started"] == days_ago(97)


def test_help_with_its_end_and_help_that_never_began(rosa, harbour, tmp_path):
    one = an_episode_in_treatment(of=rosa, at=harbour)
    one.started("psychosocial", after=10)
    one.discharged("80", after=50)
    found = {row["kind"]: row for row in rows(extracted(tmp_path), "interventions")}
    assert found["ost_prescribing"]["started"] == days_ago(95)
    assert found["psychosocial"]["ended"] == days_ago(50)
    assert found["psychosocial"]["end_reason"] == "completed"
    assert found["ost_prescribing"]["setting"] == "community"


def test_a_profile_is_a_review_with_its_three_valued_answers(rosa, harbour, tmp_path):
    one = an_episode_in_treatment(of=rosa, at=harbour)
    a_profile(of=one.episode, day=days_ago(90), stage="start", heroin_days=14, injecting_days=0, fraud=True)
    review = the(extracted(tmp_path), "reviews")
    assert (review["stage"], review["reviewed_on"], review["heroin_days"]) == ("start", days_ago(90), 14)
    assert (review["shared_equipment"], review["other_theft"], review["crack_days"]) == (False, True, None)


def test_joined_records_are_one_person(rosa, harbour, tmp_path):
    again = a_person(at=harbour, given="Rosie", family="Ahern", born=date(1980, 2, 29), sex="F")
    an_episode_in_treatment(of=rosa, at=harbour)
    an_episode(of=again, at=a_service(agency_code="N0002")).triaged()
    Alias.objects.create(person=again, goes_on_as=rosa, reason="the same person")
    rebuild_cards([rosa.pk, again.pk])
    store = extracted(tmp_path)
    assert the(store, "people")["person"] == number_of(rosa.pk)
    assert {row["person"] for row in rows(store, "episodes")} == {number_of(rosa.pk)}


def test_a_referral_before_the_first_meeting_is_set_aside_and_counted(rosa, harbour, tmp_path):
    an_episode(of=rosa, at=harbour)
    store = extracted(tmp_path)
    aside = the(store, "set_aside")
    assert (aside["source"], aside["reason"]) == ("episodes", NOT_MET)
    assert "Ahern" not in str(aside["content"])
    account = store.manifest.accounts["episodes"]
    assert (account.read, account.kept, account.set_aside) == (1, 0, 1)


def test_days_in_disorder_are_set_aside_with_what_belongs_to_them(rosa, harbour, tmp_path):
    one = an_episode_in_treatment(of=rosa, at=harbour)
    triage = Step.objects.standing().get(episode=one.episode, kind="triaged")
    Step.objects.create(episode=one.episode, kind="triaged", on=days_ago(120), corrects=triage, why="a slip")
    done = extract(tmp_path / "store", at=NOW)
    assert done.aside[("episodes", "started is before referred")] == 1
    assert done.aside[("interventions", "its episode is set aside")] == 1
    assert done.people == 1


def test_a_death_and_a_stay_in_prison(rosa, harbour, tmp_path):
    Custody.objects.create(person=rosa, from_on=days_ago(300), to_on=days_ago(200), ost_inside="Y")
    an_episode_in_treatment(of=rosa, at=harbour).discharged("89", after=50)
    store = extracted(tmp_path)
    assert the(store, "deaths")["on"] == days_ago(50)
    stay = the(store, "custody")
    assert (stay["from_day"], stay["ost_in_custody"], stay["referred_on_release"]) == (days_ago(300), True, None)


def test_the_manifest_says_as_at_when_and_until_which_day(rosa, harbour, tmp_path):
    store = extracted(tmp_path)
    assert store.manifest.observed_until == "2026-11-19"
    assert store.manifest.origin.inputs["taken_at"] == NOW.isoformat()


def test_numbers_stay_the_same_and_mean_nothing_under_another_secret(rosa, settings):
    before = number_of(rosa.pk)
    assert number_of(rosa.pk) == before
    settings.SECRET_KEY = "another installation's secret"  # noqa: S105 - made up here
    assert number_of(rosa.pk) != before


def consented(person, answer):
    Consent.objects.create(person=person, kind="ndtms", answer=answer, asked_on=days_ago(90))


@pytest.mark.parametrize(("answers", "reason"), [([], NOT_ASKED), (["no"], REFUSED), (["yes", "no"], REFUSED)])
def test_who_does_not_agree_stays_in_the_figures_and_out_of_the_national_file(rosa, harbour, tmp_path, answers, reason):
    an_episode_in_treatment(of=rosa, at=harbour)
    for answer in answers:
        consented(rosa, answer)
    assert the(extracted(tmp_path), "people")["person"] == number_of(rosa.pk)
    done = extract(tmp_path / "national", at=NOW, purpose=Purpose.NATIONAL)
    assert [(one.person, one.reason) for one in done.left_out] == [(rosa.pk, reason)]
    assert not rows(open_store(tmp_path / "national"), "people")


def test_the_national_store_holds_what_its_file_needs_of_who_agrees(rosa, harbour, tmp_path):
    one = an_episode_in_treatment(of=rosa, at=harbour)
    consented(rosa, "yes")
    store = extracted(tmp_path, purpose=Purpose.NATIONAL)
    assert the(store, "people")["attributor"] == "RA19800229F"
    assert the(store, "presentations")["postcode_sector"] == "LS1 4"
    episode = the(store, "episodes")
    assert (episode["client_reference"], episode["episode_reference"]) == (rosa.number, one.episode.pk.hex)


def test_a_submission_of_one_service_holds_its_episodes_only(rosa, harbour, tmp_path):
    elsewhere = a_service(agency_code="N0002")
    an_episode_in_treatment(of=rosa, at=harbour)
    an_episode(of=rosa, at=elsewhere).triaged()
    an_episode(of=a_person(at=elsewhere, given="Sam"), at=elsewhere).triaged()
    store = extracted(tmp_path, services=frozenset({harbour.pk}))
    assert {row["service"] for row in rows(store, "episodes")} == {"N0001"}
    assert len(rows(store, "people")) == 1


def test_the_same_number_of_questions_for_few_and_for_many(harbour, tmp_path, django_assert_max_num_queries):
    for number in range(12):
        an_episode_in_treatment(of=a_person(at=harbour, given=f"Made-Up {number}"), at=harbour)
    with django_assert_max_num_queries(44):
        extract(tmp_path / "store", at=NOW)


def test_a_store_that_cannot_be_written_whole_leaves_the_one_before(rosa, harbour, tmp_path, monkeypatch):
    an_episode_in_treatment(of=rosa, at=harbour)
    first = extracted(tmp_path).digest
    with pytest.raises(RuntimeError):
        extract(tmp_path / "store", at=NOW, replace=True, progress=_stop)
    assert open_store(tmp_path / "store").digest == first


def _stop(done, of):
    raise RuntimeError("stopped half-way")
