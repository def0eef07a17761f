"""The SQL of journeys and the plain functions of the national words say the same of any episodes."""

from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostara.analysis.journeys.derive import derive
from ostara.knowledge.parameters import parameter
from ostara.ndtms.discharge import Ending, fold, journey_reason, recode, simple_group
from ostara.ndtms.lists import national_list
from ostara.ndtms.substances import substance_group, uses_opiates_or_crack
from ostara.tables.engine import engine
from tests.national import a_nation, somebody

FIRST = date(2020, 1, 1)
CODES = [*map(int, national_list("discharge_reason")), None]
SUBSTANCES = [*national_list("problem_substance")]

episode = st.tuples(
    st.integers(0, 120),  # first day
    st.one_of(st.none(), st.integers(0, 60)),  # days until the last
    st.sampled_from(CODES),
    st.lists(st.sampled_from(SUBSTANCES), min_size=1, max_size=3),
    st.sampled_from(["A12B", "B01B"]),
)
lives = st.lists(st.lists(episode, min_size=1, max_size=5), min_size=1, max_size=6)
slow = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def told(life):
    """A life as episodes with dates, in the order of their start."""
    for first, length, code, substances, area in sorted(life, key=lambda one: one[0]):
        started = FIRST + timedelta(days=first)
        yield started, None if length is None else started + timedelta(days=length), code, substances, area


def chains(episodes):
    """Journeys found one episode at a time: each is the list of its episodes."""
    gap = timedelta(days=parameter("national.journey_gap_days").whole)
    found = []
    for one in episodes:
        if found and (found[-1]["open"] or one[0] - found[-1]["last"] <= gap):
            found[-1]["episodes"].append(one)
        else:
            found.append({"episodes": [one], "last": date.min, "open": False})
        found[-1]["open"] |= one[1] is None
        found[-1]["last"] = max(found[-1]["last"], one[1] or date.max)
    return [journey["episodes"] for journey in found]


def expected(episodes_of_somebody):
    for episodes in chains(episodes_of_somebody):
        endings = [Ending(started, ended, ended, code) for started, ended, code, *_ in episodes]
        reason = journey_reason(endings)
        codes = [code for *_, substances, _ in episodes for code in substances]
        group = substance_group(codes)
        yield (
            min(started for started, *_ in episodes),
            None if any(ended is None for _, ended, *_ in episodes) else max(ended for _, ended, *_ in episodes),
            reason,
            None if reason is None else simple_group(reason),
            None if group is None else str(group),
            uses_opiates_or_crack(codes),
        )


COLUMNS = "started, ended, reason, simple, substance_group, opiates_or_crack"


def within(life, area):
    """What happened in one area."""
    return [one for one in told(life) if one[-1] == area]


@slow
@given(lives)
def test_journeys_reasons_and_groups(tmp_path_factory, people):
    nation = []
    for life in people:
        one = somebody()
        for started, ended, code, substances, area in told(life):
            until = None if ended is None else ended.isoformat()
            one.in_treatment(started.isoformat(), until=until, left=code, substances=substances, area=area)
        nation.append(one)
    store = a_nation(tmp_path_factory.mktemp("nation") / "store", *nation)
    with engine(store.folder) as connection:
        derive(connection, store)
        rows = connection.execute(f"SELECT person, {COLUMNS} FROM journeys ORDER BY person, started").fetchall()
        local = connection.execute(
            f"SELECT person, area, {COLUMNS} FROM local_journeys ORDER BY person, area, started"
        ).fetchall()
    found = [[row[1:] for row in those] for _, those in groupby(rows, key=lambda row: row[0])]
    assert found == [list(expected(told(life))) for life in people]
    assert local == [
        (person, area, *journey)
        for person, life in enumerate(people, start=1)
        for area in ("A12B", "B01B")
        for journey in expected(within(life, area))
    ]


@pytest.mark.parametrize("code", national_list("discharge_reason"))
def test_every_code_is_folded_as_the_map_says(code):
    folded = fold(recode(int(code), discharged=True))
    assert folded is not None and simple_group(folded) is not None
