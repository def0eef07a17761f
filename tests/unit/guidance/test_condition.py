"""Conditions: three-valued, and refused where they ask for a fact in a way that it cannot answer."""

from decimal import Decimal
from itertools import product

import pytest

from ostara.guidance.condition import all_of, amount, any_of, holds, least, number, one_of
from ostara.guidance.evaluation import evaluate, missing
from ostara.guidance.facts import Facts, facts_from
from ostara.knowledge.refusal import RefusalError

A, B = "risks.alcohol", "risks.benzodiazepine"
YES, NO, UNKNOWN = True, False, None


def known(a, b):
    return facts_from({path: said for path, said in ((A, a), (B, b)) if said is not None})


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, UNKNOWN, UNKNOWN, YES),
        (NO, NO, NO, NO),
        (NO, UNKNOWN, NO, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_and_and_or_follow_three_values_in_either_order(a, b, both, either):
    for facts in (known(a, b), known(b, a)):
        assert evaluate(all_of(holds(A), holds(B)), facts, {}) is both
        assert evaluate(any_of(holds(A), holds(B)), facts, {}) is either
        assert evaluate(~any_of(~holds(A), ~holds(B)), facts, {}) is both


def test_only_what_could_still_decide_is_missing():
    condition = any_of(all_of(holds(A), holds(B)), holds("risks.gabapentinoid"))
    assert missing(condition, known(NO, UNKNOWN), {}) == {"risks.gabapentinoid"}
    assert missing(condition, known(YES, UNKNOWN), {}) == {B, "risks.gabapentinoid"}
    assert missing(condition, known(YES, YES), {}) == frozenset()


def test_amounts_are_unknown_where_any_part_of_them_is():
    rise = amount("order.daily_mg") - amount("order.previous_daily_mg") > number("methadone.single_rise_mg")
    assert evaluate(rise, facts_from({"order.daily_mg": Decimal(90)}), {}) is None
    assert evaluate(rise, facts_from({"order.daily_mg": Decimal(90), "order.previous_daily_mg": Decimal(60)}), {})


def test_the_smaller_of_two_is_unknown_until_both_are_known():
    low = least(amount("gap.usual_mg"), number("methadone.missed_restart_cap_mg"))
    for usual, restart in product((Decimal(30), Decimal(50)), repeat=2):
        facts = facts_from({"gap.usual_mg": usual, "gap.restart_mg": restart})
        assert evaluate(amount("gap.restart_mg") > low, facts, {}) is (restart > min(usual, 40))
    assert evaluate(amount("gap.restart_mg") > low, facts_from({"gap.restart_mg": Decimal(90)}), {}) is None


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (lambda: holds("person.nonsense"), "is not declared"),
        (lambda: holds("order.daily_mg"), "is not bool"),
        (lambda: amount("risks.alcohol"), "is not int or Decimal"),
        (lambda: one_of("order.medicine", "methadon"), "is never methadon"),
        (lambda: number("methadone.nonsense"), "does not exist"),
    ],
)
def test_a_question_that_a_fact_cannot_answer_is_refused_when_it_is_declared(ask, reason):
    with pytest.raises(RefusalError, match=reason):
        ask()


def test_facts_of_nobody_answer_nothing():
    assert evaluate(holds(A), Facts(), {}) is None
