"""Whatever lives are recorded, the store tells them: each fact once, in its place, with corrections in force."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostara.care.outcomes.models import Top
from ostara.care.people.models import Person
from ostara.care.rows.acts import correct
from ostara.care.rows.pseudonyms import number_of
from ostara.care.treatment.models import Episode, Intervention, InterventionEnd, Step
from ostara.exchange.extract import extract
from ostara.tables.store import open_store
from tests.staff import a_service

NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
FIRST = date(2020, 1, 1)
LEFT = {"80": "completed", "85": "dropped_out", "89": "died"}


@dataclass(frozen=True)
class Stay:
    """An episode as it is drawn: days after the one before; none for what has not happened."""

    referred: int
    triaged: int | None
    slip: int  # days by which the triage was first recorded too late
    helped: int | None
    reviewed: tuple[int, ...]
    left: str | None


stays = st.builds(
    Stay,
    referred=st.integers(1, 200),
    triaged=st.none() | st.integers(0, 30),
    slip=st.sampled_from((0, 0, 3)),
    helped=st.none() | st.integers(0, 30),
    reviewed=st.lists(st.integers(0, 100), max_size=3).map(tuple),
    left=st.none() | st.sampled_from(tuple(LEFT)),
)
lives = st.lists(st.lists(stays, max_size=3), min_size=1, max_size=4)


def recorded(people: list[list[Stay]], service) -> tuple[Counter, Counter, Counter]:
    """Writes them into the record, and says what the store should tell of episodes, help and reviews."""
    episodes, helped, reviews = Counter(), Counter(), Counter()
    for number, told in enumerate(people):
        person, day = Person.objects.create(number=f"H{number:05}"), FIRST
        who = number_of(person.pk)
        for stay in told:
            one = Episode.objects.create(person=person, service=service)
            referred = day + timedelta(stay.referred)
            Step.objects.create(episode=one, kind="referred", on=referred, code="4")
            day = referred + timedelta(60)
            if stay.triaged is None:
                continue
            begun = referred + timedelta(stay.triaged)
            triage = Step.objects.create(episode=one, kind="triaged", on=begun + timedelta(stay.slip))
            if stay.slip:
                correct(triage, why="a slip", by=None, on=begun)
            ended = begun + timedelta(110) if stay.left else None
            day = begun + timedelta(120)
            if ended:
                Step.objects.create(episode=one, kind="discharged", on=ended, code=stay.left)
            episodes[who, referred, begun, ended, LEFT.get(stay.left)] += 1
            if stay.helped is not None:
                started = begun + timedelta(stay.helped)
                given_help = Intervention.objects.create(
                    episode=one, kind="psychosocial", national_kind="95", started_on=started
                )
                if ended:
                    InterventionEnd.objects.create(intervention=given_help, on=ended, exit_status="A")
                helped[who, started, ended] += 1
            for after in stay.reviewed:
                asked = {"asked_on": begun + timedelta(after), "stage": "review", "filled": "together"}
                Top.objects.create(person=person, episode=one, heroin_days=after % 29, **asked)
                reviews[who, begun + timedelta(after), after % 29] += 1
    return episodes, helped, reviews


def told(store, table: str, *columns: str) -> Counter:
    rows = pq.read_table(store.file(table)).to_pylist()
    return Counter(tuple(row[column] for column in columns) for row in rows)


@pytest.mark.django_db
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=lives)
def test_the_store_tells_what_the_record_holds(db, people):
    with TemporaryDirectory() as folder, transaction.atomic():
        episodes, helped, reviews = recorded(people, a_service(agency_code="N0001"))
        done = extract(Path(folder) / "store", at=NOW)
        store = open_store(Path(folder) / "store")
        assert told(store, "people", "person").total() == len(people)
        assert told(store, "episodes", "person", "referred", "started", "ended", "end_reason") == episodes
        assert told(store, "interventions", "person", "started", "ended") == helped
        assert told(store, "reviews", "person", "reviewed_on", "heroin_days") == reviews
        unmet = sum(stay.triaged is None for life in people for stay in life)
        assert sum(rows for (table, _), rows in done.aside.items() if table == "episodes") == unmet
        assert all(one.read == one.kept + one.set_aside for one in store.manifest.accounts.values())
        transaction.set_rollback(True)
