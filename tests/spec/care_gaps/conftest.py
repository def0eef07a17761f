"""What the specs of gaps in care share: in what state somebody is, as at day 400 of a store."""

from dataclasses import replace
from datetime import date

import pytest

from ostara.analysis.measures.care_gaps.flags import make_flags
from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.prepare import open_tables
from ostara.knowledge.codes import code_list
from ostara.tables.engine import engine
from tests.people import Person, a_person, a_service

LAST = 400  # a Tuesday
FIRST_DAY = date(2024, 1, 22)
HIT = {True: "gap", False: "fine", None: "unknown"}


def ago(days: int) -> int:
    """The day so many days before the last complete one."""
    return LAST - days


def on_ost(days: int = 120, mg: float = 60, **said: object) -> Person:
    """Somebody who has been on methadone for so many days, by one order; it is the last complete day."""
    return a_person().on_day(ago(days)).ordered(mg, **said).on_day(LAST)


def somebody_else() -> Person:
    """Somebody not in treatment by whom the store has a row of every kind."""
    person = a_person("South").on_day(0)
    for kind in code_list("care_event"):
        person.had(kind)
    return person.tested(negative=("heroin",)).was_to_come("attended").had_help().died()


@pytest.fixture
def states(tmp_path):
    """`states("Q3", cases)`: of each case gap, fine, unknown, not looked at, or why somebody is left out."""

    def found(gap: str, cases: list[tuple[str, Person, str]], *, others: bool = True, door: str = "") -> dict[str, str]:
        people = [person for _, person, _ in cases] + ([somebody_else()] if others else [])
        store = a_service(tmp_path / "store", *people, first_day=FIRST_DAY, until=LAST)
        origin = replace(store.manifest.origin, door=door or store.manifest.origin.door)
        store = replace(store, manifest=replace(store.manifest, origin=origin))
        with engine(store.folder) as connection:
            open_tables(connection, store)
            assert make_flags(connection, store, [CARE_GAPS[gap]])
            rows = connection.execute("SELECT person, hit, excluded FROM flags").fetchall()
        by_person = {person: excluded or HIT[hit] for person, hit, excluded in rows}
        assert len(by_person) == len(rows), "one row for each person"
        return {says: by_person.get(number, "not looked at") for number, (says, *_) in enumerate(cases, start=1)}

    return found


def told(cases: list[tuple[str, Person, str]]) -> dict[str, str]:
    """What a table of cases says."""
    return {says: is_ for says, _, is_ in cases}
