"""How reducing and leaving are dealt with: what each indicator counts, and the median beside it."""

import pytest

from ostara.analysis.measures.care_gaps.as_at import prepare_as_at
from ostara.analysis.measures.cultures.cultures import CULTURES
from ostara.analysis.measures.cultures.indicators import INDICATORS
from ostara.analysis.measures.cultures.profile import profile
from ostara.analysis.measures.prepare import open_tables
from ostara.tables.engine import engine
from tests.people import a_service
from tests.spec.care_gaps.conftest import FIRST_DAY, LAST, ago, on_ost
from tests.spec.care_gaps.test_gaps_endings_spec import ended


@pytest.fixture
def ask(tmp_path):
    """`ask("planned_end", *people)`: hits, known, not known, and the median."""

    def found(name, *people):
        store = a_service(tmp_path / "store", *people, first_day=FIRST_DAY, until=LAST)
        with engine(store.folder) as connection:
            open_tables(connection, store)
            prepare_as_at(connection, store)
            (told,) = (one for one in profile(connection) if one.indicator.measure.name == name)
        median = told.median.value if told.median else None
        return told.share.overall.numerator, told.share.overall.denominator, told.share.unknown, median

    return found


def lowered(patient_led, *, mg=50, days=20, first=60, since=390):
    return on_ost(since, first).on_day(ago(days)).ordered(mg, kind="decrease", patient_led=patient_led)


def test_reducing_without_plan(ask):
    people = [lowered(False), lowered(True), lowered(None), lowered(False).had("safety_decrease"), on_ost(200)]
    assert ask("reducing_without_plan", *people) == (1, 2, 1, None)


def test_the_dose_at_the_start_of_a_reduction_is_that_before_its_first_step(ask):
    second_step = lowered(True, first=80, mg=70, days=40).on_day(ago(10)).ordered(50, kind="decrease")
    assert ask("reduction_from_below_range", lowered(True, first=40), lowered(True, first=60), second_step) == (
        1,
        3,
        0,
        60,
    )


def test_the_first_reduction_is_counted_from_the_start(ask):
    early, late = lowered(True, since=300, days=200), lowered(True, since=300, days=50)
    people = [early, late, on_ost(300), on_ost(100)]
    assert ask("reduced_within_six_months", *people) == (1, 3, 0, (100 + 250) / 2)


def test_left_before_six_months(ask):
    early = on_ost(300).on_day(ago(200)).ordered(None)
    late = on_ost(300).on_day(ago(50)).ordered(None)
    too_new = on_ost(100).on_day(ago(50)).ordered(None)
    assert ask("left_before_six_months", early, late, on_ost(300), too_new) == (1, 3, 0, None)


def test_planned_ends_are_out_of_everybody_on_ost_in_the_year(ask):
    people = [ended(100), ended(100, "dropped_out"), on_ost(200), ended(380)]
    assert ask("planned_end", *people) == (1, 3, 0, None)


def test_back_after_a_planned_end(ask):
    back = ended(200).on_day(ago(150)).started()
    assert ask("back_after_planned_end", back, ended(200), ended(200, "dropped_out")) == (1, 2, 0, None)


def test_recovery_capital_before_the_end_is_unknown_unless_it_was_asked(ask):
    with_it = ended(100).on_day(ago(130)).had("recovery_capital_high")
    without = ended(100).on_day(ago(200)).had("recovery_capital_high").on_day(ago(110)).had("recovery_capital_low")
    asked_later = ended(100).on_day(ago(50)).had("recovery_capital_high")
    assert ask("ended_with_recovery_capital", with_it, without, asked_later, ended(100)) == (1, 2, 2, None)


def test_every_culture_is_described_by_indicators_that_there_are():
    names = {one.measure.name for one in INDICATORS}
    described = {name for culture in CULTURES for name in (*culture.high, *culture.low)}
    assert described == names
