"""What a store has no place for is unknown, for everybody and in every gap; that of the record has a place for all."""

import pytest

from ostara.analysis.measures.care_gaps.flags import gap_answers, make_flags
from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.prepare import open_tables
from ostara.tables.engine import engine
from tests.people import a_person, a_service
from tests.spec.care_gaps.conftest import FIRST_DAY, LAST, on_ost

# Somebody of whom, in a store with a place for it, it would be a gap; nothing in the store says so itself.
NOTHING_TOLD = [
    ("Q3", on_ost(200)),
    ("Q6", on_ost(200)),
    ("Q7", on_ost(200)),
    ("Q8", on_ost(200).came_with(injecting="C")),
    ("Q10", on_ost(200)),
    ("Q13", on_ost(200)),
    ("Q14", on_ost(200, 120)),
    ("Q15", on_ost(300)),
]


@pytest.mark.parametrize(("gap", "person"), NOTHING_TOLD, ids=[case[0] for case in NOTHING_TOLD])
def test_no_row_of_any_kind_is_unknown_and_in_the_record_a_gap(states, gap, person):
    assert states(gap, [("nothing told", person, "")], others=False) == {"nothing told": "unknown"}
    assert states(gap, [("nothing told", person, "")], others=False, door="extract") == {"nothing told": "gap"}


def test_a_store_without_a_last_day_is_not_asked(tmp_path):
    with_days = a_service(tmp_path / "store", on_ost(), first_day=FIRST_DAY)
    with engine(with_days.folder) as connection:
        open_tables(connection, with_days)
        assert make_flags(connection, with_days) is False


def test_every_gap_of_the_reference_has_one_declaration_and_one_name():
    assert list(CARE_GAPS) == [f"Q{number}" for number in range(1, 19)]
    assert len({gap.name for gap in CARE_GAPS.values()}) == len(CARE_GAPS)


def test_answers_count_what_the_rows_say(tmp_path):
    people = [on_ost(), on_ost().had("naloxone"), on_ost().had("naloxone_refused"), a_person()]
    store = a_service(tmp_path / "store", *people, first_day=FIRST_DAY, until=LAST)
    with engine(store.folder) as connection:
        open_tables(connection, store)
        make_flags(connection, store)
        answer = gap_answers(connection)["no_naloxone"]
    assert (answer.overall.numerator, answer.overall.denominator, answer.unknown) == (1, 2, 0)
    assert answer.numbers == {"left_out": 1}
    assert answer.unverified == ("monitoring.naloxone_kits",)
    assert answer.by["medicine"]["methadone"].numerator == 1
