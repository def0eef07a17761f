"""Gaps in care keep the house's word: no number of their own, a spec each, and the numbers that rules rest on too."""

import re
from pathlib import Path

import pytest

from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.cultures.indicators import INDICATORS
from ostara.knowledge.codes import code_list
from ostara.knowledge.parameters import parameters

SPECS = "".join(path.read_text() for path in (Path(__file__).parents[1] / "spec/care_gaps").glob("*.py"))
GAPS = list(CARE_GAPS.values())
TOLD = {"specimens", "supplies", "orders", "interventions", "contacts", "sub_interventions", "findings"}
TOLD |= {"hepatitis_c_tested_on"}


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: gap.id)
def test_every_gap_says_what_it_is_and_has_a_spec(gap):
    said = (gap.title, gap.to_do, gap.counts, gap.among, gap.left_out, gap.cannot_tell, gap.latest, gap.sources)
    assert all(said)
    assert f'states("{gap.id}", {gap.id})' in SPECS


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: gap.id)
def test_every_source_is_a_kind_of_event_or_a_table_that_is_looked_for(gap):
    assert set(gap.sources) <= TOLD | set(code_list("care_event"))


@pytest.mark.parametrize(
    ("name", "sql"),
    [*((gap.id, gap.sql) for gap in GAPS), *((one.measure.name, one.measure.sql) for one in INDICATORS)],
)
def test_no_rule_holds_a_number_of_its_own(name, sql):
    """What is left is nought, one, and the days of a weekend."""
    assert set(re.findall(r"(?<![\w$.'])\d+(?:\.\d+)?", sql)) <= {"0", "1", "6", "7"}, name


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: gap.id)
def test_a_number_that_names_a_gap_is_one_it_rests_on(gap):
    """A rule and a gap that need the same number read the same name."""
    naming = {one.name for one in parameters().values() if gap.id in one.rules}
    assert naming <= set(gap.parameters.values())
