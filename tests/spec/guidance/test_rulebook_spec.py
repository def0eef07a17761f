"""What every rule answers, as the tables in `ostara/guidance/specs/` have it: it speaks, is silent, or cannot know."""

from decimal import Decimal

import pytest

from ostara.guidance.condition import numbers_of
from ostara.guidance.evaluation import evaluate, missing
from ostara.guidance.rulebook import rulebook
from ostara.guidance.specs.reading import cases
from ostara.knowledge.parameters import parameter

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_a_rule_answers_as_its_table_says(case):
    assert evaluate(rulebook()[case.rule].speaks, case.facts, {}) is case.answer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_an_unknown_answer_names_what_is_missing_and_a_known_one_nothing(case):
    names = missing(rulebook()[case.rule].speaks, case.facts, {})
    assert bool(names) is (case.answer is None)
    assert not names & case.said.keys()


@pytest.mark.parametrize("key", rulebook())
def test_every_rule_has_a_case_where_it_speaks_is_silent_and_cannot_know(key):
    assert {case.answer for case in CASES if case.rule == key} == {True, False, None}


@pytest.mark.parametrize("key", rulebook())
def test_no_table_gives_a_fact_that_its_rule_does_not_ask_for_where_it_varies(key):
    """A column that changes nothing would only look like a case."""
    asked = set(rulebook()[key].facts)
    varied = [case.said for case in CASES if case.rule == key]
    changing = {path for said in varied for path in said if any(other.get(path) != said[path] for other in varied)}
    assert changing <= asked


# A tenth of the line below which steps are a share is just the largest step above it: a higher line changes nothing.
SAME = {("DTX-07", "reductions.small_steps_below_mg", 1)}
NUMBERS = [
    (key, name, way)
    for key, rule in rulebook().items()
    for name in sorted(numbers_of(rule.speaks))
    for way in (-1, 1)
    if (key, name, way) not in SAME
]


@pytest.mark.parametrize(("key", "name", "way"), NUMBERS)
def test_the_cases_stand_on_both_sides_of_every_number(key, name, way):
    """Were a number a little lower, or a little higher, some case would be answered otherwise: so it is pinned."""
    rule, value = rulebook()[key], parameter(name).value
    other = value + way * (Decimal("0.1") if value < 1 else 1)
    cases = [case for case in CASES if case.rule == key]
    assert any(evaluate(rule.speaks, case.facts, {name: other}) is not case.answer for case in cases)
