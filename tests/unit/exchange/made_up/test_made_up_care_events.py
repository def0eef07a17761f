"""What is done beside doses in the made-up service: of each gap in care some have it and some have not."""

import pytest

from ostara.analysis.measures.care_gaps.flags import gap_answers, make_flags
from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.prepare import open_tables
from ostara.tables.engine import engine

# Nobody is watched for half a year, and nobody who completed comes back within weeks.
NOT_MADE_UP = {"Q5", "Q12"}


@pytest.fixture(scope="module")
def answers(service):
    with engine(service.store.folder) as connection:
        open_tables(connection, service.store)
        make_flags(connection, service.store)
        return gap_answers(connection)


@pytest.mark.parametrize(
    "gap", [gap for gap in CARE_GAPS.values() if gap.id not in NOT_MADE_UP], ids=lambda gap: gap.id
)
def test_some_have_a_gap_and_some_have_not(answers, gap):
    overall = answers[gap.name].overall
    assert 0 < overall.numerator < overall.denominator


def test_what_is_done_is_done_within_a_stay_or_after_its_end(service):
    outside = service.one("""
        SELECT count(*) FROM care_events WHERE kind NOT IN ('aftercare', 'aftercare_declined', 'missed_decision')
           AND NOT EXISTS (FROM interventions WHERE interventions.person = care_events.person
                             AND from_day >= interventions.started - 1
                             AND (interventions.ended IS NULL OR from_day <= interventions.ended))
    """)
    assert outside == 0
